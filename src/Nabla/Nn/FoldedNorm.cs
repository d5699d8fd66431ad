namespace Nabla.Nn;

/// <summary>A convolution and the batch norm behind it as one convolution, while their values stay what they are.</summary>
/// <remarks>w′ = w · s and b′ = bias + (b − mean) · s with s = weight / √(variance + ε), computed in float64 and rounded once.</remarks>
internal sealed class FoldedNorm
{
    private readonly (Storage? Storage, int Version)[] sources;

    private FoldedNorm(Tensor?[] from, double epsilon)
    {
        sources = Array.ConvertAll(from, Note);
        Tensor w = from[0]!, mean = from[4]!;
        Weight = Tensor.Persistent(w.Shape, w.DType);
        Bias = Tensor.Persistent(mean.Shape, w.DType);
        using var scope = new Scope();
        var scale = 1 / (from[5]!.To(DType.F64) + epsilon).Sqrt();                             // (O)
        if (from[2] is { } gamma)
            scale *= gamma.To(DType.F64);
        var bias = (from[1]?.To(DType.F64) ?? Tensor.Zeros(mean.Shape, DType.F64)) - mean.To(DType.F64);
        bias *= scale;
        if (from[3] is { } beta)
            bias += beta.To(DType.F64);
        Weight.Write((w.To(DType.F64) * scale.Reshape([scale.Shape[0], 1, 1, 1])).To(w.DType));     // (O, C/groups, kh, kw)
        Bias.Write(bias.To(w.DType));
    }

    /// <summary>w′.</summary>
    internal Tensor Weight { get; }

    /// <summary>b′.</summary>
    internal Tensor Bias { get; }

    /// <summary><paramref name="last"/> while it is true, else a new one. Several threads may each make one; they are equal.</summary>
    /// <param name="last">The one before, or null.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="from">Weight and bias of the convolution, weight and bias of the norm, its mean and variance.</param>
    internal static FoldedNorm Of(FoldedNorm? last, double epsilon, params Tensor?[] from) =>
        last is not null && last.sources.AsSpan().SequenceEqual(Array.ConvertAll(from, Note)) ? last : new(from, epsilon);

    private static (Storage?, int) Note(Tensor? t) => (t?.View.Storage, t?.View.Storage.Version ?? 0);
}
