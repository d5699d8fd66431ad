namespace Nabla;

public sealed partial class Tensor
{
    private static readonly PointwiseBinary AndF = new PointwiseBinary<AndFunction>("and", default);
    private static readonly PointwiseBinary OrF = new PointwiseBinary<OrFunction>("or", default);
    private static readonly PointwiseBinary XorF = new PointwiseBinary<XorFunction>("xor", default);

    /// <summary>Both, of Bool tensors, broadcast.</summary>
    public static Tensor operator &(Tensor a, Tensor b) => Logical(AndF, a, b);

    /// <summary>Either or both, of Bool tensors, broadcast.</summary>
    public static Tensor operator |(Tensor a, Tensor b) => Logical(OrF, a, b);

    /// <summary>Exactly one, of Bool tensors, broadcast.</summary>
    public static Tensor operator ^(Tensor a, Tensor b) => Logical(XorF, a, b);

    /// <summary>Not, of a Bool tensor.</summary>
    public static Tensor operator !(Tensor a)
    {
        CheckGiven("not", "the tensor", a);
        return a.DType == DType.Bool ? Logical(XorF, a, Full([], 1, DType.Bool))
            : throw new DTypeException("not", $"the input of shape {a.Shape} is {a.DType}, Bool was expected. Compare it first, for example with Equal(0).");
    }

    private static Tensor Logical(PointwiseBinary f, Tensor a, Tensor b)
    {
        CheckGiven(f.Name, "a", a);
        CheckGiven(f.Name, "b", b);
        return a.DType == DType.Bool && b.DType == DType.Bool
            ? Binary(f, a, b, static (_, _, dc) => dc, static (_, _, dc) => dc)
            : throw new DTypeException(f.Name, $"operands are {a.DType} and {b.DType} (shapes {a.Shape} and {b.Shape}), Bool was expected of both. Compare them first, for example with NotEqual(0).");
    }

    private readonly struct AndFunction : IBinary
    {
        public double F(double a, double b) => a != 0 && b != 0 ? 1 : 0;

        public V F<V>(V a, V b) where V : struct, IWide<V> => a * b;
    }

    private readonly struct OrFunction : IBinary
    {
        public double F(double a, double b) => a != 0 || b != 0 ? 1 : 0;

        public V F<V>(V a, V b) where V : struct, IWide<V> => V.Max(a, b);
    }

    private readonly struct XorFunction : IBinary
    {
        public double F(double a, double b) => a != 0 != (b != 0) ? 1 : 0;

        public V F<V>(V a, V b) where V : struct, IWide<V> => V.Abs(a - b);
    }
}
