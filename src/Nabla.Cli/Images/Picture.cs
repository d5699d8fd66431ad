using System.Text;

namespace Nabla.Cli;

/// <summary>Draws a picture of one channel in a terminal.</summary>
internal static class Picture
{
    private const string Ramp = " .:-=+*#%@";

    /// <summary>Lines as Spectre's markup. In colour two rows share a line of half blocks; without, each pixel is two characters of a ramp from faint to strong.</summary>
    internal static IEnumerable<string> Draw(float[] pixels, int width, bool colour)
    {
        var line = new StringBuilder();
        int height = pixels.Length / width;
        for (int y = 0; y < height; y += colour ? 2 : 1)
        {
            line.Clear();
            for (int x = 0; x < width; x++)
            {
                float upper = pixels[y * width + x], lower = y + 1 < height ? pixels[(y + 1) * width + x] : 0;
                if (colour)
                    line.Append($"[{Grey(upper)} on {Grey(lower)}]▀[/]");
                else
                    line.Append(Ramp[(int)MathF.Round(Math.Clamp(upper, 0, 1) * (Ramp.Length - 1))], 2);
            }

            yield return line.ToString();
        }
    }

    private static string Grey(float value)
    {
        int level = (int)MathF.Round(Math.Clamp(value, 0, 1) * 255);
        return $"#{level:x2}{level:x2}{level:x2}";
    }
}
