namespace Nabla.Zoo.Tests.Transforms;

public class GeometryTests
{
    private static readonly Raster s_nine = Pictures.Grey(3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9);

    [Fact]
    public void The_middle_is_cut_out_and_zeros_stand_around_what_is_too_small()
    {
        Assert.Equal([5f], new CentreCrop(1, 1).Apply(s_nine, Pictures.Draws()).Pixels);
        Assert.Equal([0f, 4, 5, 6, 0], new CentreCrop(1, 5).Apply(s_nine, Pictures.Draws()).Pixels);
    }

    [Fact]
    public void Random_crops_are_the_windows_of_the_padded_picture_each_about_as_often()
    {
        var counts = new Dictionary<string, int>();
        for (ulong i = 0; i < 2500; i++)
        {
            string key = string.Join(' ', new RandomCrop(3, 3, padding: 2).Apply(s_nine, Pictures.Draws(i)).Pixels);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        Assert.Equal(25, counts.Count);                                     // 5×5 places
        Assert.All(counts.Values, n => Assert.InRange(n, 60, 145));         // 100 expected, deviation 9.8
        Assert.Contains("5 6 0 8 9 0 0 0 0", counts.Keys);
        var e = Assert.Throws<ShapeException>(() => new RandomCrop(4, 4).Apply(s_nine, Pictures.Draws()));
        Assert.Equal("random_crop: a picture of 3×3 with a padding of 0 is smaller than 4×4. Use more padding, or resize first.", e.Message);
    }

    [Fact]
    public void Resized_crops_keep_to_their_area_and_proportions()
    {
        // A ramp of slope 1 in columns: the spread of a part tells its width.
        var ramp = new Raster(1, 60, 60, [.. Enumerable.Range(0, 3600).Select(i => (float)(i % 60))]);
        double[] widths = [.. Enumerable.Range(0, 400).Select(i => new RandomResizedCrop(8, 8, leastArea: 0.25).Apply(ramp, Pictures.Draws((ulong)i))).Select(r => (double)(r[0, 0, 7] - r[0, 0, 0]) * 8 / 7)];
        Assert.InRange(widths.Min(), 20, 35);                               // √(0.25·3600·¾) = 26
        Assert.InRange(widths.Max(), 48, 62);
        Assert.InRange(widths.Average(), 40, 52);
    }

    [Fact]
    public void A_flip_mirrors_rows_of_every_channel_half_the_time()
    {
        Assert.Equal([2f, 1, 4, 3, 6, 5], RandomHorizontalFlip.Mirror(new(3, 1, 2, [1, 2, 3, 4, 5, 6])).Pixels);
        int flips = Enumerable.Range(0, 1000).Count(i => new RandomHorizontalFlip().Apply(s_nine, Pictures.Draws((ulong)i)).Pixels[0] == 3);
        Assert.InRange(flips, 430, 570);
        Assert.Throws<RangeException>(() => new RandomHorizontalFlip(1.5));
    }

    [Fact]
    public void A_quarter_turn_is_counter_clockwise_and_a_full_one_nothing()
    {
        Pictures.Close([3, 6, 9, 2, 5, 8, 1, 4, 7], RandomRotation.Turn(s_nine, 90), 1e-5);
        Pictures.Close(s_nine.Pixels, RandomRotation.Turn(s_nine, 360), 1e-5);
    }

    [Fact]
    public void Erasing_makes_one_rectangle_of_zeros_of_the_published_area()
    {
        var image = new Raster(2, 20, 20, [.. Enumerable.Repeat(1f, 800)]);
        for (ulong seed = 0; seed < 200; seed++)
        {
            var r = new RandomErasing(1).Apply(image, Pictures.Draws(seed));
            int[] zeros = [.. Enumerable.Range(0, 400).Where(i => r.Pixels[i] == 0)];
            Assert.Equal(zeros, Enumerable.Range(0, 400).Where(i => r.Pixels[400 + i] == 0));
            int h = zeros[^1] / 20 - zeros[0] / 20 + 1, w = zeros[^1] % 20 - zeros[0] % 20 + 1;
            Assert.Equal(h * w, zeros.Length);
            Assert.InRange(zeros.Length / 400.0, 0.01, 0.36);                // sides are whole pixels
        }
    }
}
