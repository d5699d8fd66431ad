using System.Text;
using Nabla.Zoo;
using StbImageWriteSharp;

namespace Nabla.Cli;

/// <summary>The mistakes that the model was surest of, as pictures inside the page.</summary>
internal static class MistakeGallery
{
    private const int Shown = 24;

    internal static string Compose(ClassificationResult result, ImageDataset images)
    {
        if (result.Mistakes.Count == 0)
            return "<p>None.</p>";
        var html = new StringBuilder("<div class=\"mistakes\">");
        foreach (var m in result.Mistakes.Take(Shown))
            html.Append($"<figure><img alt=\"test image {m.Index}\" src=\"{Png(images, m.Index)}\">")
                .Append($"<figcaption>a <b>{ReportPage.Text(images.Classes[m.Truth])}</b>, called <b>{ReportPage.Text(images.Classes[m.Guess])}</b><br>{100 * m.Probability:F0} % sure</figcaption></figure>");
        return html.Append("</div>").ToString();
    }

    private static string Png(ImageDataset images, int index)
    {
        using var file = new MemoryStream();
        int size = images.Height * images.Width, channels = images.Channels == 3 ? 3 : 1;
        var planes = images.Pixels(index);
        byte[] pixels = new byte[channels * size];
        for (int i = 0; i < pixels.Length; i++)                             // (C, H, W) to (H, W, C)
            pixels[i] = planes[i % channels * size + i / channels];
        new ImageWriter().WritePng(pixels, images.Width, images.Height, channels == 3 ? ColorComponents.RedGreenBlue : ColorComponents.Grey, file);
        return "data:image/png;base64," + Convert.ToBase64String(file.GetBuffer(), 0, (int)file.Length);
    }
}
