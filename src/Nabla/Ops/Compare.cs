using System.Runtime.Intrinsics;

namespace Nabla;

public sealed partial class Tensor
{
    private static readonly Comparison EqualF = new Comparison<EqualRelation>("equal", default);
    private static readonly Comparison NotEqualF = new Comparison<NotEqualRelation>("not_equal", default);
    private static readonly Comparison LessF = new Comparison<LessRelation>("less", default);
    private static readonly Comparison LessOrEqualF = new Comparison<LessOrEqualRelation>("less_or_equal", default);

    /// <summary>a = b element by element, broadcast, as Bool. Never true of NaN. (<c>==</c> stays reference equality, as everywhere in .NET.)</summary>
    public Tensor Equal(Tensor b) => Compare(EqualF, this, b);

    /// <summary>a ≠ b element by element, broadcast, as Bool. Always true of NaN.</summary>
    public Tensor NotEqual(Tensor b) => Compare(NotEqualF, this, b);

    /// <summary>a = b for every element, as Bool.</summary>
    public Tensor Equal(double b) => Equal(Scalar("equal", this, b));

    /// <summary>a ≠ b for every element, as Bool.</summary>
    public Tensor NotEqual(double b) => NotEqual(Scalar("not_equal", this, b));

    /// <summary>a &lt; b element by element, broadcast, as Bool.</summary>
    public static Tensor operator <(Tensor a, Tensor b) => Compare(LessF, a, b);

    /// <summary>a &gt; b element by element, broadcast, as Bool.</summary>
    public static Tensor operator >(Tensor a, Tensor b) => Compare(LessF, b, a, mirrored: "greater");

    /// <summary>a ≤ b element by element, broadcast, as Bool.</summary>
    public static Tensor operator <=(Tensor a, Tensor b) => Compare(LessOrEqualF, a, b);

    /// <summary>a ≥ b element by element, broadcast, as Bool.</summary>
    public static Tensor operator >=(Tensor a, Tensor b) => Compare(LessOrEqualF, b, a, mirrored: "greater_or_equal");

    /// <summary>a &lt; b for every element, as Bool.</summary>
    public static Tensor operator <(Tensor a, double b) => a < Scalar("less", a, b);

    /// <summary>a &gt; b for every element, as Bool.</summary>
    public static Tensor operator >(Tensor a, double b) => a > Scalar("greater", a, b);

    /// <summary>a ≤ b for every element, as Bool.</summary>
    public static Tensor operator <=(Tensor a, double b) => a <= Scalar("less_or_equal", a, b);

    /// <summary>a ≥ b for every element, as Bool.</summary>
    public static Tensor operator >=(Tensor a, double b) => a >= Scalar("greater_or_equal", a, b);

    // a > b is b < a; only errors tell them apart.
    private static Tensor Compare(Comparison f, Tensor a, Tensor b, string? mirrored = null)
    {
        var shape = mirrored is null ? Broadcast(f.Name, a, b) : Broadcast(mirrored, b, a);
        a.CheckComputes(mirrored ?? f.Name);
        var c = Result(shape, DType.Bool, mirrored ?? f.Name);
        a.Backend.Compare(f, a.View.Expand(shape), b.View.Expand(shape), c.View);
        GC.KeepAlive(a);
        GC.KeepAlive(b);
        return c;
    }

    private readonly struct EqualRelation : IComparison
    {
        public bool F(double a, double b) => a == b;

        public bool F(long a, long b) => a == b;

        public Vector256<float> F(Vector256<float> a, Vector256<float> b) => Vector256.Equals(a, b);
    }

    private readonly struct NotEqualRelation : IComparison
    {
        public bool F(double a, double b) => a != b;

        public bool F(long a, long b) => a != b;

        public Vector256<float> F(Vector256<float> a, Vector256<float> b) => ~Vector256.Equals(a, b);
    }

    private readonly struct LessRelation : IComparison
    {
        public bool F(double a, double b) => a < b;

        public bool F(long a, long b) => a < b;

        public Vector256<float> F(Vector256<float> a, Vector256<float> b) => Vector256.LessThan(a, b);
    }

    private readonly struct LessOrEqualRelation : IComparison
    {
        public bool F(double a, double b) => a <= b;

        public bool F(long a, long b) => a <= b;

        public Vector256<float> F(Vector256<float> a, Vector256<float> b) => Vector256.LessThanOrEqual(a, b);
    }
}
