using System.Runtime.Intrinsics;
using Nabla.Data;

namespace Nabla.Zoo;

/// <summary>Labelled images, held as bytes: fields <c>image</c> (C, H, W), F32 in [0, 1], and <c>label</c> (), I64.</summary>
public sealed class ImageDataset : Dataset
{
    private readonly byte[] pixels, labels;
    private readonly int size;

    /// <summary>Images from bytes.</summary>
    /// <param name="name">What it is called in messages: <c>mnist/train</c>.</param>
    /// <param name="pixels">(N, C, H, W), row-major.</param>
    /// <param name="labels">One an image, each an index into <paramref name="classes"/>.</param>
    /// <param name="channels">C: 1 for grey, 3 for colour.</param>
    /// <param name="height">H.</param>
    /// <param name="width">W.</param>
    /// <param name="classes">The names of the classes.</param>
    /// <exception cref="DataException">The bytes do not fill the images, or a label is outside the classes.</exception>
    public ImageDataset(string name, byte[] pixels, byte[] labels, int channels, int height, int width, IReadOnlyList<string> classes)
    {
        (Name, this.pixels, this.labels, Channels, Height, Width, Classes) = (name, pixels, labels, channels, height, width, classes);
        size = checked(channels * height * width);
        Fields = [new("image", [channels, height, width], DType.F32), new("label", [], DType.I64)];
        if (pixels.Length != (long)labels.Length * size)
            throw new DataException(name, $"{pixels.Length:N0} bytes of pixels for {labels.Length:N0} labels: {(long)labels.Length * size:N0} were expected, since an image has {channels}×{height}×{width}. Check that pixels and labels belong together.");
        int bad = Array.FindIndex(labels, label => label >= classes.Count);
        if (bad >= 0)
            throw new DataException(name, $"label {labels[bad]} of image {bad} is outside the {classes.Count} classes. Labels are 0 to {classes.Count - 1}: check the file of labels.");
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override int Count => labels.Length;

    /// <inheritdoc/>
    public override IReadOnlyList<Field> Fields { get; }

    /// <summary>1 for grey, 3 for colour.</summary>
    public int Channels { get; }

    /// <summary>Rows of an image.</summary>
    public int Height { get; }

    /// <summary>Columns of an image.</summary>
    public int Width { get; }

    /// <summary>The names of the classes, in the order of the labels.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The labels, one an image.</summary>
    public ReadOnlySpan<byte> Labels => labels;

    /// <summary>The bytes of image <paramref name="index"/>, (C, H, W) row-major.</summary>
    public ReadOnlySpan<byte> Pixels(int index) => (uint)index < (uint)Count ? pixels.AsSpan(index * size, size)
        : throw new RangeException(Name, $"there is no image {index}. Use 0 to {Count - 1}.");

    /// <summary>Image <paramref name="index"/> for transforms, 0 … 1.</summary>
    public Raster Image(int index)
    {
        var image = new Raster(Channels, Height, Width);
        Scale(Pixels(index), image.Pixels);
        return image;
    }

    /// <summary>The first so many images, or all where there are fewer.</summary>
    internal ImageDataset First(int count) =>
        count >= Count ? this : new(Name, pixels[..(count * size)], labels[..count], Channels, Height, Width, Classes);

    /// <inheritdoc/>
    public override void Read(int index, in Philox random, Sample to)
    {
        Scale(Pixels(index), to.Span<float>(0));
        to.Span<long>(1)[0] = labels[index];
    }

    // b / 255, sixteen at a time; a division, since multiplying by 1/255 gives other bits.
    private static void Scale(ReadOnlySpan<byte> from, Span<float> to)
    {
        int i = 0;
        for (; i <= from.Length - 16; i += 16)
        {
            var (low, high) = Vector128.Widen(Vector128.Create(from.Slice(i, 16)));
            var (a, b) = Vector128.Widen(low);
            var (c, d) = Vector128.Widen(high);
            var part = to.Slice(i, 16);
            (Vector128.ConvertToSingle(a.AsInt32()) / 255f).CopyTo(part);
            (Vector128.ConvertToSingle(b.AsInt32()) / 255f).CopyTo(part[4..]);
            (Vector128.ConvertToSingle(c.AsInt32()) / 255f).CopyTo(part[8..]);
            (Vector128.ConvertToSingle(d.AsInt32()) / 255f).CopyTo(part[12..]);
        }

        for (; i < from.Length; i++)
            to[i] = from[i] / 255f;
    }
}
