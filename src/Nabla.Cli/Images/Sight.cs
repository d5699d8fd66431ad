using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary>What a model of images sees of a picture: a photograph in colour, or a digit.</summary>
internal static class Sight
{
    private const int Smallest = 224, Largest = 512;

    /// <summary>(1, C, H, W).</summary>
    internal static Tensor Of(string file, Shape input)
    {
        PictureFiles.CheckFile(file);
        return Tensor.Of<float>(Pixels(file, input), [1, .. input]);
    }

    /// <summary>The same part of the picture, in colour and large enough to look at.</summary>
    internal static Raster Large(string file, Shape input)
    {
        if (input[0] == 3)
        {
            var photo = ImageFile.ReadColour(file);
            double scale = Math.Clamp(Math.Min((double)photo.Height / input[1], (double)photo.Width / input[2]), (double)Smallest / Math.Min(input[1], input[2]), Math.Max(1, (double)Largest / Math.Max(input[1], input[2])));
            return Cover.To(photo, (int)Math.Round(input[1] * scale), (int)Math.Round(input[2] * scale));
        }

        float[] pixels = Pixels(file, input);
        return Resize.To(new(3, input[1], input[2], [.. pixels, .. pixels, .. pixels]), 8 * input[1], 8 * input[2]);
    }

    private static float[] Pixels(string file, Shape input) => input[0] == 3 ? Cover.To(ImageFile.ReadColour(file), input[1], input[2]).Pixels
        : input == [1, Digit.Side, Digit.Side] ? Digit.Prepare(GrayImage.Read(file), file)
        : throw new DataException(file, $"cannot be shown to a model of images {input}; colour, or digits of 28×28, were expected. Use 'nabla eval' with a data set.");
}
