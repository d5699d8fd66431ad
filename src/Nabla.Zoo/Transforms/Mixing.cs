namespace Nabla.Zoo;

/// <summary>How a picture is mixed with another of the training set; the target is mixed alike, so it is soft.</summary>
public abstract class Mixing
{
    private protected Mixing(string op, double alpha) =>
        Alpha = alpha > 0 && double.IsFinite(alpha) ? alpha : throw new RangeException(op, $"α {alpha} is given. Use a finite number above 0.");

    /// <summary>λ is drawn from Beta(α, α).</summary>
    public double Alpha { get; }

    /// <summary>An error unless both pictures have the same channels, rows and columns.</summary>
    private protected static void CheckSizes(string op, Raster first, Raster second)
    {
        if ((first.Channels, first.Height, first.Width) != (second.Channels, second.Height, second.Width))
            throw new ShapeException(op, $"pictures of {first.Channels}×{first.Height}×{first.Width} and {second.Channels}×{second.Height}×{second.Width} are given, two of one size were expected. Resize one.");
    }

    /// <summary>Mixes, and tells how much of <paramref name="first"/> is in the result.</summary>
    /// <param name="first">A picture.</param>
    /// <param name="second">Another of its size.</param>
    /// <param name="draws">The sample's random numbers.</param>
    /// <exception cref="ShapeException">The pictures differ in size.</exception>
    public abstract (Raster Mixed, double Share) Mix(Raster first, Raster second, Draws draws);
}

/// <summary>λ·first + (1 − λ)·second. Zhang, Cissé, Dauphin and Lopez-Paz, "mixup: beyond empirical risk minimization", 2018.</summary>
public sealed class MixUp(double alpha) : Mixing("mixup", alpha)
{
    /// <inheritdoc/>
    public override (Raster Mixed, double Share) Mix(Raster first, Raster second, Draws draws)
    {
        CheckSizes("mixup", first, second);
        double share = draws.Beta(Alpha);
        var mixed = new Raster(first.Channels, first.Height, first.Width);
        for (int i = 0; i < mixed.Pixels.Length; i++)
            mixed.Pixels[i] = (float)(share * first.Pixels[i] + (1 - share) * second.Pixels[i]);
        return (mixed, share);
    }
}

/// <summary>A rectangle of the second picture, of 1 − λ of the area where it does not reach beyond the edge, in the first. Yun et al. 2019.</summary>
public sealed class CutMix(double alpha) : Mixing("cutmix", alpha)
{
    /// <inheritdoc/>
    public override (Raster Mixed, double Share) Mix(Raster first, Raster second, Draws draws)
    {
        CheckSizes("cutmix", first, second);
        double side = Math.Sqrt(1 - draws.Beta(Alpha));
        var (top, bottom) = Span(first.Height);
        var (left, right) = Span(first.Width);
        var mixed = new Raster(first.Channels, first.Height, first.Width, [.. first.Pixels]);
        for (int c = 0; c < mixed.Channels; c++)
            for (int y = top; y < bottom; y++)
                second.Row(c, y)[left..right].CopyTo(mixed.Row(c, y)[left..]);
        return (mixed, 1 - (double)(bottom - top) * (right - left) / (first.Height * first.Width));

        (int, int) Span(int length)
        {
            int half = (int)(length * side) / 2, middle = draws.Below(length);
            return (Math.Max(0, middle - half), Math.Min(length, middle + half));
        }
    }
}
