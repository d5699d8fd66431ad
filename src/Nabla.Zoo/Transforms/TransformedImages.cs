using Nabla.Data;

namespace Nabla.Zoo;

/// <summary>Images that are changed as they are read: by a transform, by mixing, or both.</summary>
/// <remarks>
/// Fields <c>image</c> (C, H, W), F32, of the size that the transform makes, and <c>label</c>: (), I64; with mixing (classes), F32, which sums to 1. The partner in mixing is any
/// image of the set, drawn for each sample and changed likewise. All random numbers are those of (seed, epoch, sample).
/// </remarks>
public sealed class TransformedImages : Dataset
{
    private readonly ImageTransform? transform;
    private readonly Mixing? mixing;
    private readonly Raster made;                                           // of image 0, to know the size

    /// <summary>Changes images.</summary>
    /// <param name="source">The images.</param>
    /// <param name="transform">What each goes through; null for nothing. It may change their size, if all get the same: that of image 0 is expected of all.</param>
    /// <param name="mixing">Mix-up, CutMix or null.</param>
    /// <exception cref="ShapeException">When read: the transform makes another size of an image than of image 0.</exception>
    public TransformedImages(ImageDataset source, ImageTransform? transform, Mixing? mixing = null)
    {
        (Source, this.transform, this.mixing) = (source, transform, mixing);
        var first = source.Count == 0 ? new(source.Channels, source.Height, source.Width) : source.Image(0);
        made = transform?.Apply(first, new(default)) ?? first;
        Field image = new("image", [made.Channels, made.Height, made.Width], DType.F32);
        Fields = [image, mixing is null ? source.Fields[1] : new("target", [source.Classes.Count], DType.F32)];
    }

    /// <summary>The images as they were.</summary>
    public ImageDataset Source { get; }

    /// <inheritdoc/>
    public override string Name => Source.Name;

    /// <inheritdoc/>
    public override int Count => Source.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<Field> Fields { get; }

    /// <inheritdoc/>
    public override void Read(int index, in Philox random, Sample to)
    {
        var draws = new Draws(random);
        var image = Changed(index, draws);
        if (mixing is null)
            to.Span<long>(1)[0] = Source.Labels[index];
        else
        {
            int other = draws.Below(Count);
            (image, double share) = mixing.Mix(image, Changed(other, draws), draws);
            var target = to.Span<float>(1);
            target[Source.Labels[index]] += (float)share;
            target[Source.Labels[other]] += (float)(1 - share);
        }

        image.Pixels.CopyTo(to.Span<float>(0));
    }

    private Raster Changed(int index, Draws draws)
    {
        var image = Source.Image(index);
        var changed = transform?.Apply(image, draws) ?? image;
        return changed.Height == made.Height && changed.Width == made.Width && changed.Channels == made.Channels ? changed
            : throw new ShapeException("transformed_images", $"the transform makes {changed.Channels}×{changed.Height}×{changed.Width} of image {index}, but {made.Channels}×{made.Height}×{made.Width} of image 0. Use one that makes all of one size, or end with a RandomResizedCrop, Cover or Resize.");
    }
}
