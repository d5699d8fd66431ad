using Nabla.Io;
using Nabla.Tests;

namespace Nabla.Zoo.Tests.Transforms;

public class ResizeTests
{
    [Theory]
    [InlineData(Resampling.Bilinear)]
    [InlineData(Resampling.Bicubic)]
    public void Resizing_is_libtorchs_with_antialias(Resampling resampling)
    {
        var all = SafeTensors.Load(Repository.PathOf("tests", "Fixtures", "resize.safetensors"));
        var picture = new Raster(2, 13, 17, all["picture"].ToArray<float>());
        int compared = 0;
        foreach (var (name, expected) in all.Where(a => a.Key.StartsWith($"{resampling}-", StringComparison.Ordinal)))
        {
            var found = Resize.To(picture, expected.Shape[1], expected.Shape[2], resampling);
            // libtorch does not clamp what a cubic overshoots.
            Pictures.Close([.. expected.ToArray<float>().Select(v => resampling == Resampling.Bicubic ? Math.Clamp(v, 0, 1) : v)], found, 2e-6);
            compared++;
        }

        Assert.Equal(4, compared);
    }

    [Fact]
    public void Half_the_size_weighs_by_the_widened_triangle()
    {
        // Centre 1 of reach 2: weights 1/4, 3/4, 3/4 and, beyond the left edge, nothing: (¾·1 + ¾·2 + ¼·3) / 1.75.
        Pictures.Close([(0.75f * 1 + 0.75f * 2 + 0.25f * 3) / 1.75f, (0.25f * 2 + 0.75f * 3 + 0.75f * 4) / 1.75f], Resize.To(Pictures.Grey(1, 4, 1, 2, 3, 4), 1, 2));
    }

    [Theory]
    [InlineData(20, 40, 10, 10, 20)]
    [InlineData(41, 20, 10, 20, 10)]
    [InlineData(7, 7, 10, 10, 10)]
    public void The_shorter_side_gets_the_length_and_the_proportions_stay(int height, int width, int side, int newHeight, int newWidth)
    {
        var r = new ResizeShorter(side).Apply(Pictures.Counted(3, height, width), Pictures.Draws());
        Assert.Equal((newHeight, newWidth), (r.Height, r.Width));
    }

    [Fact]
    public void Sizes_below_1_are_errors() =>
        Assert.Equal("resize: a size of 0 pixels is given. Use 1 or more.", Assert.Throws<RangeException>(() => new Resize(0, 3)).Message);
}
