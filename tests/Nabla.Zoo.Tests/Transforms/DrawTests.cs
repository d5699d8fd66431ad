namespace Nabla.Zoo.Tests.Transforms;

/// <summary>What is random in transforms has the distributions that their sources give.</summary>
public class DrawTests
{
    // Pixels tell their row: what is 20 right of the centre comes from 20·sin θ rows below it.
    [Fact]
    public void Angles_are_uniform_on_both_sides()
    {
        var rows = new Raster(1, 61, 61, [.. Enumerable.Range(0, 61 * 61).Select(i => (float)(i / 61))]);
        double[] angles = [.. Seeds(800).Select(s => Math.Asin((new RandomRotation(40).Apply(rows, Pictures.Draws(s))[0, 30, 50] - 30) / 20.0) * 180 / Math.PI)];
        Uniform(angles, -40, 40);
    }

    // Szegedy et al. 2015, section 6, as torchvision's RandomResizedCrop.get_params: area uniform, proportions uniform in the logarithm.
    [Fact]
    public void Resized_crops_have_uniform_area_log_uniform_proportions_and_any_place()
    {
        const int side = 160;
        var places = new Raster(2, side, side, [.. Enumerable.Range(0, 2 * side * side).Select(i => (float)(i < side * side ? i % side : i / side - side))]);
        List<double> areas = [], aspects = [], lefts = [], tops = [];
        foreach (ulong seed in Seeds(1000))
        {
            var r = new RandomResizedCrop(8, 8).Apply(places, Pictures.Draws(seed));
            double width = (r[0, 4, 5] - r[0, 4, 2]) * 8 / 3, height = (r[1, 5, 4] - r[1, 2, 4]) * 8 / 3;        // of a ramp, by its slope
            double area = width * height / (side * side);
            if (area > 0.5)                                                  // larger ones are sometimes drawn anew, since they do not fit
                continue;
            areas.Add(area);
            aspects.Add(Math.Log(width / height));
            lefts.Add(((r[0, 4, 3] + r[0, 4, 4] + 1) / 2 - width / 2) / (side - width));
            tops.Add(((r[1, 3, 4] + r[1, 4, 4] + 1) / 2 - height / 2) / (side - height));
        }

        Assert.InRange(areas.Count, 480, 590);                               // 0.42/0.92 of 1000, and of the seventh that is drawn anew: 533
        Uniform([.. areas], 0.08, 0.5);
        Uniform([.. aspects], -Math.Log(4 / 3.0), Math.Log(4 / 3.0));
        Uniform([.. lefts], 0, 1);
        Uniform([.. tops], 0, 1);
    }

    // With λ uniform and a side s = √(1 − λ) about a uniform middle, s − s²/4 of a length is inside: E(s − s²/4)² = 1/2 − 1/5 + 1/48.
    [Fact]
    public void CutMix_takes_a_rectangle_of_1_less_lambda_of_the_area()
    {
        Raster black = new(1, 160, 160), white = black.Map(_ => 1);
        Assert.Equal(1 / 2.0 - 1 / 5.0 + 1 / 48.0, Seeds(2000).Average(s => 1 - new CutMix(1).Mix(black, white, Pictures.Draws(s)).Share), 0.02);
        int[] rows = [.. Seeds(100).Select(s => new CutMix(1e6).Mix(black, white, Pictures.Draws(s)).Mixed).Select(m => Enumerable.Range(0, 160).Count(y => m.Row(0, y).Contains(1)))];
        Assert.InRange(rows.Max(), 112, 114);                                // λ is ½: 160·√½ = 113.1
    }

    // MixUp's share is Beta(α, α): variance 1/(4·(2α + 1)).
    [Fact]
    public void MixUps_share_is_a_beta_variable()
    {
        var grey = Pictures.Grey(1, 1, 0.5f);
        double[] shares = [.. Seeds(4000).Select(s => new MixUp(0.4).Mix(grey, grey, Pictures.Draws(s)).Share)];
        Assert.Equal(0.5, shares.Average(), 0.03);
        Assert.Equal(1 / (4 * 1.8), shares.Average(v => (v - 0.5) * (v - 0.5)), 0.008);
    }

    // Red turned by t of the circle is (1, 6t, 0) up to yellow and (1, 0, −6t) down to magenta.
    [Fact]
    public void Jitter_of_hue_turns_red_evenly_towards_yellow_and_magenta()
    {
        var red = Pictures.Colour(1, 0, 0);
        float[][] seen = [.. Seeds(2000).Select(s => new ColourJitter(hue: 0.15).Apply(red, Pictures.Draws(s)).Pixels)];
        Assert.All(seen, p => Assert.Equal((1f, 0f), (p[0], Math.Min(p[1], p[2]))));
        Uniform([.. seen.Select(p => (p[1] - p[2]) / 6.0)], -0.15, 0.15);
    }

    // Each channel lies factor times as far from the luma as before.
    [Fact]
    public void Jitter_of_saturation_and_contrast_is_a_uniform_factor_from_0_on()
    {
        var c = Pictures.Colour(0.4f, 0.5f, 0.45f);
        double luma = 0.299 * 0.4 + 0.587 * 0.5 + 0.114 * 0.45;
        Uniform([.. Seeds(2000).Select(s => (new ColourJitter(saturation: 0.5).Apply(c, Pictures.Draws(s)).Pixels[0] - luma) / (0.4 - luma))], 0.5, 1.5);
        Uniform([.. Seeds(2000).Select(s => (new ColourJitter(saturation: 2).Apply(c, Pictures.Draws(s)).Pixels[0] - luma) / (0.4 - luma))], 0, 3);
        var two = Pictures.Grey(1, 2, 0.4f, 0.6f);
        Uniform([.. Seeds(2000).Select(s => (new ColourJitter(contrast: 0.5).Apply(two, Pictures.Draws(s)).Pixels[1] - 0.5) / 0.1)], 0.5, 1.5);
    }

    private static IEnumerable<ulong> Seeds(int count) => Enumerable.Range(0, count).Select(i => (ulong)i);

    // The largest distance of the empirical distribution from the uniform one: beyond 1.95/√n with probability 0.001 (Kolmogorov).
    private static void Uniform(double[] seen, double low, double high)
    {
        double[] sorted = [.. seen.Order()];
        double distance = sorted.Select((v, i) => Math.Abs((v - low) / (high - low) - (i + 0.5) / sorted.Length)).Max();
        Assert.True(distance < 1.95 / Math.Sqrt(sorted.Length), $"{sorted.Length} draws in {sorted[0]:G4} … {sorted[^1]:G4} are {distance:G3} away from uniform in {low} … {high}");
    }
}
