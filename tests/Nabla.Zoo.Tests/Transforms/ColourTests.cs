namespace Nabla.Zoo.Tests.Transforms;

public class ColourTests
{
    [Fact]
    public void Normalize_takes_each_channels_own_numbers()
    {
        Pictures.Close([1, -1, 4], new Normalize([0, 0.5f, 0.2f], [0.5f, 0.5f, 0.2f]).Apply(Pictures.Colour(0.5f, 0, 1), Pictures.Draws()));
        Assert.Equal("normalize: a picture of 1 channels was found, 3 means are given. Give one a channel.",
            Assert.Throws<ShapeException>(() => Normalize.ImageNet.Apply(Pictures.Grey(1, 1, 1), Pictures.Draws())).Message);
    }

    [Fact]
    public void Hues_turn_by_thirds_of_the_circle()
    {
        Pictures.Close([0, 1, 0], Colours.Hue(Pictures.Colour(1, 0, 0), 1 / 3.0));
        Pictures.Close([0, 0, 1], Colours.Hue(Pictures.Colour(1, 0, 0), -1 / 3.0));
        Pictures.Close([0.2f, 0.5f, 0.8f], Colours.Hue(Pictures.Colour(0.2f, 0.5f, 0.8f), 1));
        Pictures.Close([0.4f, 0.4f, 0.4f], Colours.Hue(Pictures.Colour(0.4f, 0.4f, 0.4f), 0.3));
    }

    [Fact]
    public void Factors_0_and_1_are_nothing_left_and_nothing_changed()
    {
        var c = Pictures.Colour(0.2f, 0.5f, 0.8f);
        float luma = 0.299f * 0.2f + 0.587f * 0.5f + 0.114f * 0.8f;
        Pictures.Close([0, 0, 0], Colours.Brightness(c, 0));
        Pictures.Close([luma, luma, luma], Colours.Saturation(c, 0));
        Pictures.Close([luma, luma, luma], Colours.Contrast(c, 0));
        foreach (var f in (Func<Raster, double, Raster>[])[Colours.Brightness, Colours.Saturation, Colours.Contrast, Tones.Sharpness])
            Pictures.Close(c.Pixels, f(c, 1));
    }

    [Fact]
    public void Jitter_of_brightness_is_uniform_and_nothing_at_strength_0()
    {
        var c = Pictures.Colour(0.5f, 0.5f, 0.5f);
        double[] seen = [.. Enumerable.Range(0, 2000).Select(i => new ColourJitter(brightness: 0.4).Apply(c, Pictures.Draws((ulong)i)).Pixels[0] / 0.5)];
        Assert.InRange(seen.Min(), 0.6, 0.605);
        Assert.InRange(seen.Max(), 1.395, 1.4);
        Assert.InRange(seen.Average(), 0.98, 1.02);
        Assert.Same(c, new ColourJitter().Apply(c, Pictures.Draws()));
        Assert.Throws<RangeException>(() => new ColourJitter(hue: 0.6));
    }

    [Fact]
    public void Tones_do_what_PIL_does_to_bytes()
    {
        Pictures.Close([0, 128 / 255f, 224 / 255f], Tones.Posterize(Pictures.Grey(1, 3, 31 / 255f, 131 / 255f, 1), 3));
        Pictures.Close([0.2f, 0.4f, 0], Tones.Solarize(Pictures.Grey(1, 3, 0.2f, 0.6f, 1), 0.5));
        Pictures.Close([0, 0.5f, 1], Tones.AutoContrast(Pictures.Grey(1, 3, 0.2f, 0.3f, 0.4f)));
        var ramp = new Raster(1, 16, 32, [.. Enumerable.Range(0, 512).Select(i => (i / 4 + 64) / 255f)]);     // 128 levels, 4 pixels each
        var even = Tones.Equalize(ramp);
        Assert.Equal(0, even.Pixels[0]);
        Assert.Equal(1, even.Pixels[^1], 0.01);
        // PIL's ImageOps.equalize by hand: (600 − 90) / 255 is a step of 2, so (1 + pixels below) / 2: 1, 2, 256 and 511 halved.
        float[] four = [.. new[] { (10, 1), (20, 254), (30, 255), (40, 90) }.SelectMany(l => Enumerable.Repeat(l.Item1 / 255f, l.Item2))];
        Assert.Equal([0f, 1, 128, 255], Tones.Equalize(Pictures.Grey(1, 600, four)).Pixels.Distinct().Select(p => MathF.Round(255 * p)));
        Assert.Equal(8 / 13f, Tones.Sharpness(Pictures.Grey(3, 3, 1, 1, 1, 1, 0, 1, 1, 1, 1), 0).Pixels[4], 1e-6);
    }

    [Fact]
    public void RandAugment_makes_all_changes_keeps_the_size_and_the_range()
    {
        var image = Pictures.Counted(3, 12, 10);
        string[] seen = [.. Enumerable.Range(0, 14).Select(i => string.Join(' ', RandAugment.Change(image, i, 0.6).Pixels))];
        Assert.True(seen.Distinct().Count() >= 13, "two changes do the same");
        for (ulong seed = 0; seed < 100; seed++)
        {
            var r = new RandAugment().Apply(image, Pictures.Draws(seed));
            Assert.Equal((3, 12, 10), (r.Channels, r.Height, r.Width));
            Assert.All(r.Pixels, p => Assert.InRange(p, 0, 1.00001f));
        }

        Assert.Same(image, new RandAugment(count: 0).Apply(image, Pictures.Draws()));
    }
}
