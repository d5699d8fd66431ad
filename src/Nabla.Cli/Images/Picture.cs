using System.Text;
using Spectre.Console;

namespace Nabla.Cli;

/// <summary>Draws a picture of one channel in a terminal.</summary>
internal static class Picture
{
    private const string Ramp = " .:-=+*#%@";

    /// <summary>In colour two rows share a line of half blocks; without, each pixel is two characters of a ramp from faint to strong.</summary>
    internal static Markup Draw(ReadOnlySpan<float> pixels, int width, bool colour)
    {
        var text = new StringBuilder();
        int height = pixels.Length / width;
        for (int y = 0; y < height; y += colour ? 2 : 1)
        {
            for (int x = 0; x < width; x++)
            {
                float upper = pixels[y * width + x];
                if (colour)
                    text.Append($"[{Grey(upper)} on {Grey(y + 1 < height ? pixels[(y + 1) * width + x] : 0)}]▀[/]");
                else
                    text.Append(Ramp[(int)MathF.Round(Math.Clamp(upper, 0, 1) * (Ramp.Length - 1))], 2);
            }

            if (y + (colour ? 2 : 1) < height)
                text.Append('\n');
        }

        return new Markup(text.ToString());
    }

    private static string Grey(float value)
    {
        int level = (int)MathF.Round(Math.Clamp(value, 0, 1) * 255);
        return $"#{level:x2}{level:x2}{level:x2}";
    }
}
