namespace Nabla.Zoo.Tests.Transforms;

/// <summary>Each change at its published strength: torchvision's RandAugment._augmentation_space, for 31 bins.</summary>
public class RandAugmentTests
{
    private const int Brightness = 6, Saturation = 7, Contrast = 8, Sharpness = 9;
    private static readonly Raster s_colour = Pictures.Colour(0.3f, 0.4f, 0.5f);
    private static readonly double s_luma = 0.299 * 0.3 + 0.587 * 0.4 + 0.114 * 0.5;

    [Theory]
    [InlineData(1, 1.9)]
    [InlineData(-1, 0.1)]
    [InlineData(0.5, 1.45)]
    public void Colours_change_by_1_and_0_9_times_the_amount(double amount, double factor)
    {
        float[] c = s_colour.Pixels;
        Pictures.Close([.. c.Select(p => (float)(factor * p))], RandAugment.Change(s_colour, Brightness, amount));
        Pictures.Close([.. c.Select(p => (float)Math.Clamp(factor * p + (1 - factor) * s_luma, 0, 1))], RandAugment.Change(s_colour, Saturation, amount));
        Pictures.Close([.. new[] { 0.4, 0.6 }.Select(p => (float)(factor * p + (1 - factor) * 0.5))], RandAugment.Change(Pictures.Grey(1, 2, 0.4f, 0.6f), Contrast, amount));
        var dot = Pictures.Grey(3, 3, 0.4f, 0.4f, 0.4f, 0.4f, 0.5f, 0.4f, 0.4f, 0.4f, 0.4f);
        Assert.Equal(factor * 0.5 + (1 - factor) * (8 * 0.4 + 5 * 0.5) / 13, RandAugment.Change(dot, Sharpness, amount).Pixels[4], 1e-6);
    }

    // The threshold of bytes falls from 255 to 0, the bits from 8 to 4.
    [Theory]
    [InlineData(0.3, 0.2, 0.6, 0.2)]
    [InlineData(-0.3, 0.2, 0.6, 0.2)]
    [InlineData(1, 0.8, 0.4, 0.2)]
    [InlineData(0.5, 0.2, 0.4, 0.2)]
    public void Solarize_inverts_from_1_less_the_strength_on(double amount, double first, double second, double third) =>
        Pictures.Close([(float)first, (float)second, (float)third], RandAugment.Change(Pictures.Grey(1, 3, 0.2f, 0.6f, 0.8f), 11, amount));

    [Theory]
    [InlineData(0, 0xFF)]
    [InlineData(0.3, 0xFE)]
    [InlineData(-0.5, 0xFC)]
    [InlineData(1, 0xF0)]
    public void Posterize_keeps_8_to_4_bits(double amount, int left) =>
        Pictures.Close([left / 255f], RandAugment.Change(Pictures.Grey(1, 1, 1), 10, amount));

    [Theory]
    [InlineData(1, 150)]
    [InlineData(-1, -150)]
    [InlineData(0.3, 45)]
    public void Translation_is_150_of_331_of_the_side(double amount, int pixels)
    {
        Assert.Equal(1, RandAugment.Change(Dot(1, 331, 0, 165 + pixels), 3, amount)[0, 0, 165]);
        Assert.Equal(1, RandAugment.Change(Dot(331, 1, 165 + pixels, 0), 4, amount)[0, 165, 0]);
    }

    // What was at (x, y) from the centre of a picture whose pixels tell their place.
    [Fact]
    public void Shear_and_rotation_move_what_lies_10_from_the_centre_by_3_and_by_30_degrees()
    {
        var (x, y) = (Ramp(alongX: true), Ramp(alongX: false));
        Assert.Equal(3, RandAugment.Change(x, 1, 1)[0, 40, 30] - 30, 1e-4);
        Assert.Equal(-1.5, RandAugment.Change(x, 1, -0.5)[0, 40, 30] - 30, 1e-4);
        Assert.Equal(3, RandAugment.Change(y, 2, 1)[0, 30, 40] - 30, 1e-4);
        Assert.Equal(10 * Math.Cos(Math.PI / 6), RandAugment.Change(x, 5, 1)[0, 30, 40] - 30, 1e-4);
        Assert.Equal(5, RandAugment.Change(y, 5, 1)[0, 30, 40] - 30, 1e-4);
        Assert.Equal(-5, RandAugment.Change(y, 5, -1)[0, 30, 40] - 30, 1e-4);
    }

    // A grey picture shows brightness and solarize alone; both signs come, one part in 28 each.
    [Fact]
    public void The_strength_is_in_thirtieths_and_each_change_as_likely_as_any_other()
    {
        var grey = Pictures.Colour(0.4f, 0.4f, 0.4f);
        double[] seen = [.. Enumerable.Range(0, 5600).Select(i => Math.Round((double)new RandAugment(count: 1, strength: 20).Apply(grey, Pictures.Draws((ulong)i)).Pixels[0], 3))];
        Assert.InRange(seen.Count(p => p == Math.Round(0.4 * 1.6, 3)), 150, 250);                // 200 expected, deviation 14
        Assert.InRange(seen.Count(p => p == Math.Round(0.4 * 0.4, 3)), 150, 250);
        Assert.InRange(seen.Count(p => p == Math.Round(1 - 0.4, 3)), 320, 480);                  // 400: solarize from 1/3 on, without a sign
    }

    private static Raster Dot(int height, int width, int y, int x)
    {
        var dot = new Raster(1, height, width);
        dot[0, y, x] = 1;
        return dot;
    }

    private static Raster Ramp(bool alongX) => new(1, 61, 61, [.. Enumerable.Range(0, 61 * 61).Select(i => (float)(alongX ? i % 61 : i / 61))]);
}
