using System.Globalization;

namespace Nabla;

public sealed partial class Tensor
{
    internal static readonly PointwiseBinary AddF = new PointwiseBinary<AddFunction>("add", default, static (a, b) => a + b);
    internal static readonly PointwiseBinary SubF = new PointwiseBinary<SubFunction>("sub", default, static (a, b) => a - b);
    internal static readonly PointwiseBinary MulF = new PointwiseBinary<MulFunction>("mul", default, static (a, b) => a * b);
    internal static readonly PointwiseBinary DivF = new PointwiseBinary<DivFunction>("div", default, static (a, b) => a / b);

    /// <summary>a + b, broadcast.</summary>
    /// <remarks>Integers of every size compute exactly, here as in the other operators; a result that their type cannot hold is an error.</remarks>
    public static Tensor operator +(Tensor a, Tensor b) => Binary(AddF, a, b, static (_, _, dc) => dc, static (_, _, dc) => dc);

    /// <summary>a − b, broadcast.</summary>
    public static Tensor operator -(Tensor a, Tensor b) => Binary(SubF, a, b, static (_, _, dc) => dc, static (_, _, dc) => -dc);

    /// <summary>a · b element by element, broadcast.</summary>
    public static Tensor operator *(Tensor a, Tensor b) => Binary(MulF, a, b, static (_, b, dc) => dc * b, static (a, _, dc) => dc * a);

    /// <summary>a / b element by element, broadcast. d/da = 1/b, d/db = −a/b².</summary>
    /// <remarks>Integers are cut off towards zero; a divisor 0 among them is an error.</remarks>
    public static Tensor operator /(Tensor a, Tensor b)
    {
        CheckGiven("div", "b", b);
        CheckDivisor(b);
        return Binary(DivF, a, b, static (_, b, dc) => dc / b, static (a, b, dc) => -(dc * (a / b)) / b);      // not by b², which vanishes and overflows first
    }

    /// <summary>−a.</summary>
    public static Tensor operator -(Tensor a) => a * Scalar("neg", a, -1);

    /// <summary>Adds a number to every element.</summary>
    public static Tensor operator +(Tensor a, double b) => a + Scalar("add", a, b);

    /// <summary>Adds a number to every element.</summary>
    public static Tensor operator +(double a, Tensor b) => b + a;

    /// <summary>Subtracts a number from every element.</summary>
    public static Tensor operator -(Tensor a, double b) => a - Scalar("sub", a, b);

    /// <summary>Subtracts every element from a number.</summary>
    public static Tensor operator -(double a, Tensor b) => Scalar("sub", b, a) - b;

    /// <summary>Multiplies every element by a number.</summary>
    public static Tensor operator *(Tensor a, double b) => a * Scalar("mul", a, b);

    /// <summary>Multiplies every element by a number.</summary>
    public static Tensor operator *(double a, Tensor b) => b * a;

    /// <summary>Divides every element by a number.</summary>
    public static Tensor operator /(Tensor a, double b) => a / Scalar("div", a, b);

    /// <summary>Divides a number by every element.</summary>
    public static Tensor operator /(double a, Tensor b) => Scalar("div", b, a) / b;

    /// <summary>A number as a scalar of a tensor's type; an integer type takes the whole numbers that it holds.</summary>
    private static Tensor Scalar(string op, Tensor like, double value)
    {
        CheckGiven(op, "the tensor", like);
        var type = like.DType;
        return type.IsFloat() || type.IsStorage() || type.Holds(value) ? Full([], value, type)
            : throw new DTypeException(op, $"{value.ToString(CultureInfo.InvariantCulture)} is no {type}, the type of the tensor of shape {like.Shape}. Convert the tensor with To(DType.F32) first.");
    }

    // Floats become infinite or NaN; an integer has no such value.
    private static void CheckDivisor(Tensor b)
    {
        if (b.DType.IsFloat() || b.DType.IsStorage())
            return;
        using var scope = new Scope();
        if (b.Detach().Equal(Zeros([], b.DType)).Sum().Item() > 0)
            throw new RangeException("div", $"the divisor, {b.DType} of shape {b.Shape}, holds 0, and integers have no infinity. Convert both with To(DType.F32), or replace the zeros.");
    }

    private readonly struct AddFunction : IBinary
    {
        public double F(double a, double b) => a + b;

        public V F<V>(V a, V b) where V : struct, IWide<V> => a + b;
    }

    private readonly struct SubFunction : IBinary
    {
        public double F(double a, double b) => a - b;

        public V F<V>(V a, V b) where V : struct, IWide<V> => a - b;
    }

    private readonly struct MulFunction : IBinary
    {
        public double F(double a, double b) => a * b;

        public V F<V>(V a, V b) where V : struct, IWide<V> => a * b;
    }

    private readonly struct DivFunction : IBinary
    {
        public double F(double a, double b) => a / b;

        public V F<V>(V a, V b) where V : struct, IWide<V> => a / b;
    }
}
