using Nabla.Data;

namespace Nabla.Zoo.Tests.Transforms;

public class MixingTests
{
    private static readonly ImageDataset s_images = MnistMini.Test();

    [Theory]
    [InlineData(0.2)]
    [InlineData(1)]
    [InlineData(3)]
    public void Beta_has_its_mean_and_variance(double alpha)
    {
        var draws = Pictures.Draws();
        double[] x = [.. Enumerable.Range(0, 20_000).Select(_ => draws.Beta(alpha))];
        Assert.All(x, v => Assert.InRange(v, 0, 1));
        Assert.Equal(0.5, x.Average(), 0.015);
        Assert.Equal(1 / (4 * (2 * alpha + 1)), x.Select(v => (v - 0.5) * (v - 0.5)).Average(), 0.006);
    }

    [Fact]
    public void MixUp_is_the_weighted_sum()
    {
        var (mixed, share) = new MixUp(1).Mix(Pictures.Grey(1, 2, 1, 0), Pictures.Grey(1, 2, 0, 1), Pictures.Draws());
        Pictures.Close([(float)share, (float)(1 - share)], mixed);
    }

    [Fact]
    public void CutMix_tells_the_share_that_is_left()
    {
        Raster black = new(1, 10, 10), white = black.Map(_ => 1);
        for (ulong seed = 0; seed < 100; seed++)
        {
            var (mixed, share) = new CutMix(1).Mix(black, white, Pictures.Draws(seed));
            Assert.Equal(1 - mixed.Pixels.Average(), share, 1e-6);
        }
    }

    [Fact]
    public void Targets_are_soft_and_sum_to_1()
    {
        var data = new TransformedImages(s_images, null, new MixUp(1));
        Assert.Equal([10], data.Fields[1].Shape.ToArray());
        var target = data.Get([.. Enumerable.Range(0, 50)])[1];
        Assert.All(target.Sum(1).ToArray<float>(), s => Assert.Equal(1, s, 1e-6));
        Assert.Contains(target.ToArray<float>(), t => t is > 0.05f and < 0.95f);
    }

    [Fact]
    public void Bits_depend_on_seed_epoch_and_sample_alone()
    {
        var data = new TransformedImages(s_images, new Compose(new RandomCrop(28, 28, 3), new RandAugment(), new RandomErasing()), new CutMix(1));
        string Bits(int prefetch, long from) => string.Join('|', new DataLoader(data, 50, seed: 4, prefetch: prefetch).From(from).Take(3).Select(b => $"{b.Step}:{string.Join(' ', b.X.ToArray<float>().Concat(b.Y.ToArray<float>()).Select(BitConverter.SingleToInt32Bits))}"));
        string read = Bits(0, 19);                                           // over the end of an epoch
        Assert.Equal(read, Bits(3, 19));
        Assert.Equal(read.Split('|')[2], Bits(2, 21).Split('|')[0]);          // as a resumed run reads
        Parallel.For(0, 2, _ => Assert.Equal(read, Bits(2, 19)));
        Assert.NotEqual(data.Get([0], seed: 4, epoch: 0)[0].ToArray<float>(), data.Get([0], seed: 4, epoch: 1)[0].ToArray<float>());
    }

    [Fact]
    public void A_transform_may_change_the_size_of_all_images()
    {
        var data = new TransformedImages(s_images, new RandomResizedCrop(12, 20), new MixUp(1));
        Assert.Equal([1, 12, 20], data.Fields[0].Shape.ToArray());
        var batch = new DataLoader(data, 8, seed: 1).Take(1).Single();
        Assert.Equal([8, 1, 12, 20], batch.X.Shape);
        Assert.Equal(new CentreCrop(20, 20).Apply(s_images.Image(3), Pictures.Draws()).Pixels, new TransformedImages(s_images, new CentreCrop(20, 20)).Get([3])[0].ToArray<float>());
    }

    [Fact]
    public void A_transform_that_makes_different_sizes_is_an_error()
    {
        var e = Assert.Throws<ShapeException>(() => new TransformedImages(s_images, new WhiteRows(s_images.Image(0))).Get([0, 1]));
        Assert.Equal("transformed_images: the transform makes 1×29×28 of image 1, but 1×28×28 of image 0. Use one that makes all of one size, or end with a RandomResizedCrop, Cover or Resize.", e.Message);
    }

    // One row more for all pictures but one.
    private sealed class WhiteRows(Raster but) : ImageTransform
    {
        public override Raster Apply(Raster image, Draws draws) => image.Pixels.SequenceEqual(but.Pixels) ? image : image.Cut(0, 0, image.Height + 1, image.Width, 1);
    }

    [Fact]
    public void Alpha_0_is_an_error() => Assert.Equal("mixup: α 0 is given. Use a finite number above 0.", Assert.Throws<RangeException>(() => new MixUp(0)).Message);
}
