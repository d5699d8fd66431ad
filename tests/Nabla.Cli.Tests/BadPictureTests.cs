using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Nabla.Zoo;
using StbImageWriteSharp;

namespace Nabla.Cli.Tests;

/// <summary>Pictures of every kind, and such as are none.</summary>
public class BadPictureTests
{
    private const int Grey = 0, Colour = 2, Palette = 3, GreyAlpha = 4, ColourAlpha = 6;

    // 16 bits become 8: the upper byte is taken.
    [Theory]
    [InlineData(8, Grey, new byte[] { 51 }, 51, 51, 51)]
    [InlineData(1, Grey, new byte[] { 0x80 }, 255, 255, 255)]
    [InlineData(16, Grey, new byte[] { 0x80, 0xFF }, 128, 128, 128)]
    [InlineData(8, Colour, new byte[] { 1, 2, 3 }, 1, 2, 3)]
    [InlineData(16, Colour, new byte[] { 0x10, 0xAA, 0x20, 0xBB, 0x30, 0xCC }, 0x10, 0x20, 0x30)]
    [InlineData(8, GreyAlpha, new byte[] { 51, 0 }, 255, 255, 255)]
    [InlineData(8, ColourAlpha, new byte[] { 255, 0, 0, 51 }, 255, 204, 204)]
    [InlineData(16, ColourAlpha, new byte[] { 0, 0, 0, 0, 0, 0, 0xFF, 0xFF }, 0, 0, 0)]
    public void Every_kind_of_PNG_becomes_colour_by_the_documented_rule(int depth, int type, byte[] pixel, int red, int green, int blue)
    {
        float[] found = ImageFile.ReadColour(Png(1, 1, depth, type, [0, .. pixel]), "a.png").Pixels;
        Assert.Equal([red, green, blue], found.Select(p => (int)MathF.Round(255 * p)));
    }

    [Fact]
    public void A_palette_with_transparency_is_read() =>
        Assert.Equal([0f, 0, 1, 1, 1, 1], Transposed(ImageFile.ReadColour(Png(2, 1, 8, Palette, [0, 0, 1], ("PLTE", [0, 0, 255, 9, 9, 9]), ("tRNS", [255, 0])), "a.png").Pixels));

    [Fact]
    public void What_a_model_says_of_a_picture_names_it()
    {
        var refused = new ShapeException("max_pool2d", "the image (2, 2) is smaller than the window.");
        Assert.Equal($"a.png: {refused.Message}", Assert.Throws<DataException>(() => PictureFiles.Naming<int>("a.png", () => throw refused)).Message);
        var own = new DataException("b.png", "is a folder.");
        Assert.Same(own, Assert.Throws<DataException>(() => PictureFiles.Naming<int>("a.png", () => throw own)));
    }

    [Fact]
    public void Pictures_that_cannot_be_read_are_told_in_full()
    {
        byte[] png = Png(4, 4, 8, Grey, [.. Enumerable.Range(0, 20).Select(i => (byte)(i % 5 == 0 ? 0 : i))]), jpg = Jpeg(), damaged = [.. png];
        int idat = png.AsSpan().IndexOf("IDAT"u8);
        damaged[idat + 8] ^= 0xFF;
        BinaryPrimitives.WriteUInt32BigEndian(damaged.AsSpan(damaged.Length - 16), Checksum(damaged.AsSpan(idat, damaged.Length - 16 - idat)));     // IEND is the last 12
        Tells("is neither a PNG nor a JPEG file. Convert it to one of them.", "hello"u8.ToArray());
        Tells("is neither a PNG nor a JPEG file. Convert it to one of them.", []);
        Tells("is not a sound PNG file: it ends before its last chunk. Save the picture again.", png[..^12]);
        Tells($"is not a sound PNG file: a chunk at byte 33 claims {BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33))} bytes, 1 are left. Save the picture again.", png[..46]);
        Tells("is not a sound PNG file: its pixels are damaged. Save the picture again.", damaged);
        foreach (string type in (string[])["IHDR", "IDAT", "IEND"])
        {
            byte[] flipped = [.. png];
            int at = png.AsSpan().IndexOf(Encoding.ASCII.GetBytes(type)) - 4;
            flipped[at + 8 + BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at))] ^= 1;
            Tells($"is not a sound PNG file: the chunk at byte {at} is damaged: its checksum is not that of its contents. Save the picture again.", flipped);
        }

        Tells("is not a sound PNG file: it ends after 10 of 20 bytes of pixels. Save the picture again.", Png(4, 4, 8, Grey, new byte[10]));
        Tells("is not a sound JPEG file: it ends too early. Save the picture again.", jpg[..40]);
        Tells("claims 20000×20000 pixels; 1 to 32 million are possible, 16 million a side. Give a smaller picture.", Png(20_000, 20_000, 8, Grey, new byte[10]));
        Tells("claims 50000×50000 pixels; 1 to 32 million are possible, 16 million a side. Give a smaller picture.", Png(50_000, 50_000, 8, Grey, new byte[10]));
        Tells("claims 31000000×1 pixels; 1 to 32 million are possible, 16 million a side. Give a smaller picture.", Png(31_000_000, 1, 8, Grey, new byte[10]));
        Tells("is not a sound PNG file: its pixels unfold to more than twice the 2 bytes that their number takes. Save the picture again.", Png(1, 1, 8, Grey, new byte[100 << 20]));
    }

    // The documentation says so: the decoder does not tell that data are missing before the end marker.
    [Fact]
    public void A_JPEG_that_lacks_data_but_has_its_end_marker_is_read()
    {
        using var whole = new MemoryStream();
        new ImageWriter().WriteJpg([.. Enumerable.Range(0, 3 * 64 * 64).Select(i => (byte)(i * i % 251))], 64, 64, ColorComponents.RedGreenBlue, whole, 90);
        byte[] jpg = whole.ToArray();
        var picture = ImageFile.ReadColour([.. jpg[..(jpg.Length / 2)], 0xFF, 0xD9], "cut.jpg");
        Assert.Equal((64, 64), (picture.Height, picture.Width));
        Assert.NotEqual(ImageFile.ReadColour(jpg, "whole.jpg").Pixels, picture.Pixels);
    }

    [Fact]
    public void Interlaced_pictures_are_read()
    {
        // 3×2: the passes have one row each of 1 (pass 1), 1 (6: column 1), 3 (7: row 1) and 1 (4: column 2) pixels.
        byte[] raw = [0, 10, 0, 30, 0, 20, 0, 40, 50, 60];
        Assert.Equal([10, 20, 30, 40, 50, 60], ImageFile.ReadColour(Png(3, 2, 8, Grey, raw, interlaced: true), "a.png").Pixels[..6].Select(p => (int)MathF.Round(255 * p)));
    }

    [Fact]
    public void The_command_line_tells_bad_pictures_with_exit_code_3_and_takes_tiny_ones()
    {
        using var folder = new TemporaryFolder();
        foreach (string name in (string[])["a", "b"])
            for (int i = 0; i < 2; i++)
                Pictures.Save(folder[$"photos/{name}/{i}.png"], new(3, 9, 9));
        Assert.Equal(0, CommandLine.Run($"train resnet20 --data {folder["photos"]} --size 8 --limit 2 --epochs 1 --batch 2 --warmup 0 --out {folder["run"]}").Code);
        Pictures.Save(folder["tiny.png"], new(3, 1, 1));
        Assert.Equal(0, CommandLine.Run("predict", folder["run"], folder["tiny.png"]).Code);

        File.WriteAllBytes(folder["bad.jpg"], Jpeg()[..40]);
        using (var file = File.Create(folder["large.png"]))
            file.SetLength((64 << 20) + 1);
        Tells($"{folder["bad.jpg"]}: is not a sound JPEG file: it ends too early. Save the picture again.", "bad.jpg");
        Tells($"{folder["large.png"]}: is larger than 64 MiB. Give a smaller picture.", "large.png");
        Tells($"{folder["none.png"]}: could not be read: ", "none.png");
        Directory.CreateDirectory(folder["photos/c"]);
        var o = CommandLine.Run($"train resnet20 --data {folder["photos"]} --out {folder["other"]}");
        Assert.Equal((3, $"nabla: {folder["photos/c"]}: is a class without a picture (PNG, JPEG). Add some, or remove the folder.\n"), (o.Code, o.Error));

        void Tells(string text, string file)
        {
            foreach (string[] line in (string[][])[["predict", folder["run"], folder[file]], ["features", folder["run"], folder[file]], ["explain", folder["run"], folder[file], "--out", folder["x.png"]]])
            {
                var o = CommandLine.Run(line);
                Assert.Equal(3, o.Code);
                Assert.Contains(text, o.Error);
            }
        }
    }

    private static void Tells(string text, byte[] file) => Assert.Equal($"bad: {text}", Assert.Throws<DataException>(() => ImageFile.ReadColour(file, "bad")).Message);

    private static byte[] Jpeg()
    {
        using var file = new MemoryStream();
        new ImageWriter().WriteJpg(new byte[3 * 64], 8, 8, ColorComponents.RedGreenBlue, file, 90);
        return file.ToArray();
    }

    private static float[] Transposed(float[] planes) => [.. Enumerable.Range(0, planes.Length).Select(i => planes[i % 3 * (planes.Length / 3) + i / 3])];

    // A PNG of rows with their filter bytes.
    internal static byte[] Png(int width, int height, int depth, int type, byte[] rows, (string Type, byte[] Data) first = default, (string Type, byte[] Data) second = default, bool interlaced = false)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        byte[] header = [0, 0, 0, 0, 0, 0, 0, 0, (byte)depth, (byte)type, 0, 0, (byte)(interlaced ? 1 : 0)];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        using var zipped = new MemoryStream();
        using (var zip = new ZLibStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
            zip.Write(rows);
        foreach (var (name, data) in new[] { ("IHDR", header), first, second, ("IDAT", zipped.ToArray()), ("IEND", (byte[])[]) })
            if (name is not null)
                Chunk(file, [.. Encoding.ASCII.GetBytes(name), .. data]);
        return file.ToArray();
    }

    private static void Chunk(MemoryStream file, byte[] content)
    {
        byte[] number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length - 4);
        file.Write(number);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum(content));
        file.Write(number);
    }

    // PNG specification, annex D; bit by bit.
    internal static uint Checksum(ReadOnlySpan<byte> content)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in content)
        {
            crc ^= b;
            for (int i = 0; i < 8; i++)
                crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xEDB88320 : 0);
        }

        return ~crc;
    }
}
