using System.Text;
using StbImageWriteSharp;

namespace Nabla.Cli;

/// <summary>The mistakes that the model was surest of, as pictures inside the page.</summary>
internal static class MistakeGallery
{
    private const int Shown = 24;

    internal static string Compose(ReportData d)
    {
        if (d.Test.Mistakes.Count == 0)
            return "<p>None.</p>";
        var html = new StringBuilder("<div class=\"mistakes\">");
        foreach (var m in d.Test.Mistakes.Take(Shown))
            html.Append($"<figure><img alt=\"test image {m.Index}\" src=\"{Png(d.Pixels(m.Index), d.Width)}\">")
                .Append($"<figcaption>a <b>{ReportPage.Text(d.Classes[m.Truth])}</b>, called <b>{ReportPage.Text(d.Classes[m.Guess])}</b><br>{100 * m.Probability:F0} % sure</figcaption></figure>");
        return html.Append("</div>").ToString();
    }

    private static string Png(byte[] pixels, int width)
    {
        using var file = new MemoryStream();
        new ImageWriter().WritePng(pixels, width, pixels.Length / width, ColorComponents.Grey, file);
        return "data:image/png;base64," + Convert.ToBase64String(file.GetBuffer(), 0, (int)file.Length);
    }
}
