using Nabla.Zoo.Tests.Transforms;

namespace Nabla.Zoo.Tests;

/// <summary>Sizes, scales and steps that are none are told where they are given.</summary>
public class ImpossibleNumbersTests
{
    [Fact]
    public void Sizes_that_no_picture_has_are_told()
    {
        Tells("resize: a size of 2147483647 pixels is given. Use 1048576 or fewer.", () => new Resize(int.MaxValue, 3));
        Tells("resize: a size of -1 pixels is given. Use 1 or more.", () => Resize.To(new(1, 2, 2), -1, 2));
        Tells("resize: a size of 3145728 pixels is given. Use 1048576 or fewer.", () => new ResizeShorter(1 << 20).Apply(new(1, 1, 3), Pictures.Draws()));
        Tells("raster: 3×1048576×1048576 is more than memory can hold. Make the picture smaller.", () => new Raster(3, 1 << 20, 1 << 20));
        Tells("raster: 2147483647×2147483647×2147483647 is more than memory can hold. Make the picture smaller.", () => new Raster(int.MaxValue, int.MaxValue, int.MaxValue));
    }

    [Fact]
    public void Counts_and_widths_that_are_none_are_told()
    {
        Tells("rand_augment: -1 changes are given. Use 0 or more.", () => new RandAugment(-1));
        Tells("random_crop: -1 pixels are given. Use 0 or more.", () => new RandomCrop(8, 8, padding: -1));
        foreach (int width in (int[])[10, 4, 0, -8])
            Tells($"googlenet: width {width} is no multiple of 8. Use one, such as 32, or the paper's 64.", () => new GoogLeNet(3, true, width: width));
    }

    [Fact]
    public void Steps_that_are_missing_are_told()
    {
        Tells("compose: the steps are null; transforms were expected. Give some, or none at all.", () => new Compose(null!));
        Tells("compose: step 2 of 2 is null; a transform was expected. Leave it out.", () => new Compose(new Resize(1, 1), null!));
    }

    [Fact]
    public void Pictures_of_two_sizes_are_not_mixed()
    {
        Raster small = new(1, 4, 4), large = new(1, 8, 8);
        Tells("mixup: pictures of 1×8×8 and 1×4×4 are given, two of one size were expected. Resize one.", () => new MixUp(1).Mix(large, small, Pictures.Draws()));
        Tells("cutmix: pictures of 1×4×4 and 1×8×8 are given, two of one size were expected. Resize one.", () => new CutMix(1).Mix(small, large, Pictures.Draws()));
    }

    [Fact]
    public void Scales_that_no_network_has_are_told()
    {
        const string range = " is given. Use a number from -30 to 30, for images of 3 to 14,831 pixels.", factor = " is not possible. Use a factor above 0, such as those of B(0) to B(7).";
        Tells("efficientnet: φ NaN" + range, () => EfficientNetScale.Compound(double.NaN));
        Tells("efficientnet: φ 31" + range, () => EfficientNetScale.Compound(31));
        Assert.Equal((3, 14_831), (EfficientNetScale.Compound(-30).Resolution, EfficientNetScale.Compound(30).Resolution));
        Tells("efficientnet: width NaN of 32" + factor, () => new EfficientNetScale(double.NaN, 1, 224, 0.2).Channels(32));
        Tells("efficientnet: depth 0 of 3" + factor, () => new EfficientNetScale(1, 0, 224, 0.2).Layers(3));
    }

    private static void Tells<T>(string text, Func<T> what) => Assert.Equal(text, Assert.ThrowsAny<NablaException>(() => what()).Message);
}
