using System.Runtime.Intrinsics;

namespace Nabla;

public sealed partial class Tensor
{
    internal static readonly PointwiseBinary AddF = new PointwiseBinary<AddFunction>("add", default);
    internal static readonly PointwiseBinary SubF = new PointwiseBinary<SubFunction>("sub", default);
    internal static readonly PointwiseBinary MulF = new PointwiseBinary<MulFunction>("mul", default);
    internal static readonly PointwiseBinary DivF = new PointwiseBinary<DivFunction>("div", default);

    /// <summary>a + b, broadcast.</summary>
    public static Tensor operator +(Tensor a, Tensor b) => Binary(AddF, a, b, static (_, _, dc) => dc, static (_, _, dc) => dc);

    /// <summary>a − b, broadcast.</summary>
    public static Tensor operator -(Tensor a, Tensor b) => Binary(SubF, a, b, static (_, _, dc) => dc, static (_, _, dc) => -dc);

    /// <summary>a · b element by element, broadcast.</summary>
    public static Tensor operator *(Tensor a, Tensor b) => Binary(MulF, a, b, static (_, b, dc) => dc * b, static (a, _, dc) => dc * a);

    /// <summary>a / b element by element, broadcast. d/da = 1/b, d/db = −a/b².</summary>
    public static Tensor operator /(Tensor a, Tensor b) => Binary(DivF, a, b, static (_, b, dc) => dc / b, static (a, b, dc) => -(dc * a) / (b * b));

    /// <summary>−a.</summary>
    public static Tensor operator -(Tensor a) => a * -1;

    /// <summary>Adds a number to every element.</summary>
    public static Tensor operator +(Tensor a, double b) => a + a.Scalar("add", b);

    /// <summary>Adds a number to every element.</summary>
    public static Tensor operator +(double a, Tensor b) => b + a;

    /// <summary>Subtracts a number from every element.</summary>
    public static Tensor operator -(Tensor a, double b) => a - a.Scalar("sub", b);

    /// <summary>Subtracts every element from a number.</summary>
    public static Tensor operator -(double a, Tensor b) => b.Scalar("sub", a) - b;

    /// <summary>Multiplies every element by a number.</summary>
    public static Tensor operator *(Tensor a, double b) => a * a.Scalar("mul", b);

    /// <summary>Multiplies every element by a number.</summary>
    public static Tensor operator *(double a, Tensor b) => b * a;

    /// <summary>Divides every element by a number.</summary>
    public static Tensor operator /(Tensor a, double b) => a / a.Scalar("div", b);

    /// <summary>Divides a number by every element.</summary>
    public static Tensor operator /(double a, Tensor b) => b.Scalar("div", a) / b;

    /// <summary>A number as a scalar of this tensor's type; an integer type takes whole numbers only.</summary>
    private Tensor Scalar(string op, double value) => DType.IsFloat() || DType.IsStorage() || (DType != DType.Bool && value == Math.Truncate(value)) ? Full([], value, DType)
        : throw new DTypeException(op, $"{value.ToString(System.Globalization.CultureInfo.InvariantCulture)} is no {DType}. Convert the tensor with To(DType.F32) first.");

    private readonly struct AddFunction : IBinary
    {
        public double F(double a, double b) => a + b;

        public Vector256<float> F(Vector256<float> a, Vector256<float> b) => a + b;
    }

    private readonly struct SubFunction : IBinary
    {
        public double F(double a, double b) => a - b;

        public Vector256<float> F(Vector256<float> a, Vector256<float> b) => a - b;
    }

    private readonly struct MulFunction : IBinary
    {
        public double F(double a, double b) => a * b;

        public Vector256<float> F(Vector256<float> a, Vector256<float> b) => a * b;
    }

    private readonly struct DivFunction : IBinary
    {
        public double F(double a, double b) => a / b;

        public Vector256<float> F(Vector256<float> a, Vector256<float> b) => a / b;
    }
}
