using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla;

/// <summary>A function of two numbers, written once: in float64, the specification, and on eight floats at once.</summary>
internal interface IBinary
{
    /// <summary>c = f(a, b).</summary>
    double F(double a, double b);

    /// <summary>c = f(a, b).</summary>
    Vector256<float> F(Vector256<float> a, Vector256<float> b);
}

/// <summary>A function of two numbers as an object that backends can be given.</summary>
public abstract unsafe class PointwiseBinary
{
    private protected PointwiseBinary(string name, Func<Int128, Int128, Int128>? exact) => (Name, Exact) = (name, exact);

    /// <summary>The operation's name.</summary>
    public string Name { get; }

    /// <summary>c = f(a, b) of whole numbers up to 64 bits, so wide that it cannot overflow; null where integers have no form of their own.</summary>
    internal Func<Int128, Int128, Int128>? Exact { get; }

    /// <summary>c = f(a, b) in float64: the specification.</summary>
    public abstract double F(double a, double b);

    /// <summary>c = f(a, b) over n floats; a step is 1, or 0 where one number meets them all.</summary>
    internal abstract void Map(float* a, long stepA, float* b, long stepB, float* c, long n);
}

/// <summary>The loops of one function; a struct, so that they are compiled for it alone.</summary>
internal sealed unsafe class PointwiseBinary<TF>(string name, TF f, Func<Int128, Int128, Int128>? exact = null) : PointwiseBinary(name, exact)
    where TF : struct, IBinary
{
    public override double F(double a, double b) => f.F(a, b);

    [MethodImpl(Jit.Kernel)]
    internal override void Map(float* a, long stepA, float* b, long stepB, float* c, long n)
    {
        var g = f;
        Vector256<float> oneA = Vector256.Create(*a), oneB = Vector256.Create(*b);
        long i = 0;
        for (; i <= n - 8; i += 8)
            g.F(stepA == 0 ? oneA : Vector256.Load(a + i), stepB == 0 ? oneB : Vector256.Load(b + i)).Store(c + i);
        if (i < n)
            Simd.StoreTail(g.F(stepA == 0 ? oneA : Simd.LoadTail(a + i, n - i), stepB == 0 ? oneB : Simd.LoadTail(b + i, n - i)), c + i, n - i);
    }
}
