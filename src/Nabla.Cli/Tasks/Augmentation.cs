using Nabla.Data;
using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary>How training images are changed: <c>--augment</c>, <c>--mixup</c>, <c>--cutmix</c>.</summary>
internal static class Augmentation
{
    internal const string None = "none", Standard = "standard", Rand = "rand";

    internal static readonly string[] All = [Standard, Rand, None];

    /// <summary>The images as a run's settings change them; the images themselves where nothing does.</summary>
    internal static Dataset Of(RunConfig config, ImageDataset images)
    {
        Mixing? mixing = config.Mixup is { } a ? new MixUp(a) : config.Cutmix is { } b ? new CutMix(b) : null;
        var transform = Transform(config.Augment ?? None, images);
        return transform is null && mixing is null ? images : new TransformedImages(images, transform, mixing);
    }

    // He et al. 2016, section 4.2: a crop after padding, of a side's eighth (4 of 32), and a flip; digits and other grey signs are not flipped.
    private static Compose? Transform(string name, ImageDataset images)
    {
        if (name == None)
            return null;
        List<ImageTransform> steps = [new RandomCrop(images.Height, images.Width, Math.Min(images.Height, images.Width) / 8)];
        if (images.Channels == 3)
            steps.Add(new RandomHorizontalFlip());
        if (name == Rand)
            steps.Add(new RandAugment());
        return new([.. steps]);
    }
}
