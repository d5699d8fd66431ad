using Nabla.Zoo;
using StbImageWriteSharp;

namespace Nabla.Cli.Tests;

public class ImageTests
{
    private static readonly ImageDataset s_test = MnistMini.Test();

    [Fact]
    public void A_picture_of_mnist_itself_is_taken_as_it_is()
    {
        var expected = s_test.Pixels(0).ToArray().Select(p => p / 255f);
        var pixels = Digit.Prepare(GrayImage.Read(Png(s_test.Pixels(0).ToArray(), 28, 28), "test.png"), "test.png");
        Assert.All(expected.Zip(pixels), p => Assert.Equal(p.First, p.Second, 1e-5f));
    }

    [Theory]
    [InlineData(false, 28, 4, 0, 0)]
    [InlineData(true, 60, 5, 20, 90)]
    [InlineData(true, 28, 1, 3, 7)]
    public void Size_place_and_brightness_do_not_matter(bool brightPaper, int margin, int scale, int left, int top)
    {
        foreach (int index in new[] { 0, 1, 2, 3, 4 })
        {
            var photo = Photo(s_test.Pixels(index), brightPaper, margin, scale, left, top);
            var pixels = Digit.Prepare(photo, "photo");
            var original = s_test.Pixels(index).ToArray().Select(p => p / 255f).ToArray();
            double difference = original.Zip(pixels, (a, b) => Math.Abs(a - b)).Average();
            Assert.InRange(difference, 0, 0.05);           // a digit's own ink is 0.13, and MNIST centred to whole pixels
        }
    }

    [Fact]
    public void What_is_transparent_is_white_paper()
    {
        byte[] pixels = new byte[8 * 8 * 4];
        (pixels[4 * 27], pixels[4 * 27 + 3]) = (0, 255);
        var image = GrayImage.Read(Write((w, s) => w.WritePng(pixels, 8, 8, ColorComponents.RedGreenBlueAlpha, s)), "test.png");
        Assert.Equal((1f, 0f), (image[0, 0], image[3, 3]));
    }

    [Fact]
    public void Jpeg_is_read()
    {
        byte[] grey = [.. Enumerable.Repeat((byte)200, 64 * 64)];
        var image = GrayImage.Read(Write((w, s) => w.WriteJpg(grey, 64, 64, ColorComponents.Grey, s, 95)), "test.jpg");
        Assert.Equal((64, 64), (image.Width, image.Height));
        Assert.All(image.Pixels, p => Assert.Equal(200 / 255f, p, 0.02f));
    }

    [Fact]
    public void An_empty_page_is_an_error()
    {
        var e = Assert.Throws<DataException>(() => Digit.Prepare(GrayImage.Read(Png(new byte[400], 20, 20), "blank.png"), "blank.png"));
        Assert.Equal("blank.png: shows nothing: all of it has about the brightness of its border. Give a picture with one digit on plain paper.", e.Message);
    }

    [Fact]
    public void Other_files_and_damaged_ones_are_errors()
    {
        Assert.Contains("is neither a PNG nor a JPEG file", Assert.Throws<DataException>(() => GrayImage.Read("GIF89a"u8.ToArray(), "a.gif")).Message);
        Assert.Contains("is neither a PNG nor a JPEG file", Assert.Throws<DataException>(() => GrayImage.Read([], "empty.png")).Message);
        byte[] png = Png(new byte[784], 28, 28);
        Assert.Contains("is not a sound PNG file", Assert.Throws<DataException>(() => GrayImage.Read(png[..^20], "cut.png")).Message);
        Assert.Contains("could not be read", Assert.Throws<DataException>(() => GrayImage.Read("/no/such/file.png")).Message);
    }

    [Fact]
    public void Mutated_files_give_a_picture_or_a_typed_error()
    {
        byte[] noise = [.. Enumerable.Range(0, 24 * 20 * 3).Select(i => (byte)new Philox(1, 2).Word((ulong)i))];
        byte[][] files =
        [
            Write((w, s) => w.WritePng(noise, 24, 20, ColorComponents.RedGreenBlue, s)),
            Write((w, s) => w.WriteJpg(noise, 24, 20, ColorComponents.RedGreenBlue, s, 80)),
            Write((w, s) => w.WriteJpg(noise, 24, 20, ColorComponents.Grey, s, 30)),
            BadPictureTests.Png(6, 5, 16, 6, [.. Enumerable.Range(0, 5 * 49).Select(i => i % 49 == 0 ? (byte)(i / 49) : noise[i])]),
            BadPictureTests.Png(9, 7, 8, 0, noise[..(63 + 21)].Select((b, i) => i % 4 == 0 ? (byte)0 : b).ToArray(), interlaced: true),
            BadPictureTests.Png(4, 4, 2, 3, [0, 27, 1, 228, 0, 0, 2, 99], ("PLTE", noise[..12]), ("tRNS", [0, 128])),
        ];
        for (ulong k = 0; k < 6000; k++)
        {
            var random = new Philox(7, k);
            byte[] file = [.. files[k % 6]];
            for (ulong i = 0; i < 1 + random.Word(0) % 5; i++)
                file[random.Word(3 * i + 1) % (uint)(i % 2 == 0 ? 64 : file.Length)] = (byte)random.Word(3 * i + 2);
            if (random.Word(100) % 6 == 0)
                file = file[..(int)(random.Word(101) % (uint)file.Length)];
            try
            {
                Assert.NotEmpty(GrayImage.Read(file, "mutant").Pixels);
                Assert.All(ImageFile.ReadColour(file, "mutant").Pixels, p => Assert.InRange(p, 0, 1));
            }
            catch (DataException e)
            {
                Assert.StartsWith("mutant: ", e.Message);
            }
        }
    }

    [Fact]
    public void A_picture_is_drawn_line_by_line()
    {
        Assert.Equal(["  @@", "::--"], Picture.Draw([0f, 1f, 0.2f, 0.3f], 2, colour: false));
        Assert.Equal(["[#000000 on #333333]▀[/][#ffffff on #000000]▀[/]"], Picture.Draw([0f, 1f, 0.2f, 0f], 2, colour: true));
    }

    private static byte[] Png(byte[] grey, int width, int height) => Write((w, s) => w.WritePng(grey, width, height, ColorComponents.Grey, s));

    private static byte[] Write(Action<ImageWriter, Stream> write)
    {
        using var file = new MemoryStream();
        write(new ImageWriter(), file);
        return file.ToArray();
    }

    private static GrayImage Photo(ReadOnlySpan<byte> digit, bool brightPaper, int margin, int scale, int left, int top)
    {
        int width = 28 * scale + margin + left, height = 28 * scale + margin + top;
        var pixels = new float[width * height];
        Array.Fill(pixels, brightPaper ? 0.9f : 0.1f);
        for (int y = 0; y < 28 * scale; y++)
            for (int x = 0; x < 28 * scale; x++)
            {
                float ink = digit[y / scale * 28 + x / scale] / 255f;
                pixels[(y + top + margin / 2) * width + x + left + margin / 2] = brightPaper ? 0.9f - 0.7f * ink : 0.1f + 0.8f * ink;
            }

        return new(width, height, pixels);
    }
}
