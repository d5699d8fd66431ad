namespace Nabla.Tests.BadInput;

/// <summary>A call that cannot work, of the operation or loss under this symbol, and the whole error it must give.</summary>
internal sealed record BadCall(string Symbol, Func<object> Call, string Message);

/// <summary>At least one call for every public operation and loss, by the topics of the op table: <see cref="BadCallTests"/>.</summary>
internal static partial class BadCalls
{
    internal static BadCall[] All { get; } = [.. Arithmetic, .. Pointwise, .. Logic, .. Creation, .. Reductions, .. ShapeOps, .. IndexOps, .. LinearAlgebra, .. Image, .. Losses, .. Layers, .. Norms];

    private static Tensor Null => null!;

    private static Tensor Wide => F(1).Expand([int.MaxValue]);          // a view of one element

    private static Tensor F(params ReadOnlySpan<int> sizes) => Tensor.Zeros(new Shape(sizes));

    private static Tensor L(params ReadOnlySpan<int> sizes) => Tensor.Zeros(new Shape(sizes), DType.I64);

    private static Tensor Mask(params ReadOnlySpan<int> sizes) => Tensor.Zeros(new Shape(sizes), DType.Bool);

    private static Tensor Half(params ReadOnlySpan<int> sizes) => Tensor.Zeros(new Shape(sizes), DType.BF16);
}
