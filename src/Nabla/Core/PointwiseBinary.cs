using System.Runtime.CompilerServices;

namespace Nabla;

/// <summary>A function of two numbers, written once: in float64, the specification, and on floats side by side.</summary>
internal interface IBinary
{
    /// <summary>c = f(a, b).</summary>
    double F(double a, double b);

    /// <summary>c = f(a, b).</summary>
    V F<V>(V a, V b) where V : struct, IWide<V>;
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

    /// <summary>c = f(a, b) over n floats; a step is 1, or 0 where one number meets them all. Stored past the caches if <paramref name="stream"/>.</summary>
    internal abstract void Map(float* a, long stepA, float* b, long stepB, float* c, long n, bool stream);
}

/// <summary>The loops of one function; a struct, so that they are compiled for it alone.</summary>
internal sealed unsafe class PointwiseBinary<TF>(string name, TF f, Func<Int128, Int128, Int128>? exact = null) : PointwiseBinary(name, exact)
    where TF : struct, IBinary
{
    public override double F(double a, double b) => f.F(a, b);

    internal override void Map(float* a, long stepA, float* b, long stepB, float* c, long n, bool stream)
    {
        if (Wide512.IsSupported)
            Map<Wide512>(a, stepA, b, stepB, c, n, stream);
        else if (Wide256.IsSupported)
            Map<Wide256>(a, stepA, b, stepB, c, n, stream);
        else
            Map<Wide128>(a, stepA, b, stepB, c, n, stream);
    }

    // The last floats run the same instructions as whole vectors, so that a value does not depend on its place.
    [MethodImpl(Jit.Kernel)]
    private void Map<V>(float* a, long stepA, float* b, long stepB, float* c, long n, bool stream)
        where V : struct, IWide<V>
    {
        var g = f;
        stream &= Streaming.Fits<V>(c);
        V oneA = V.Of(*a), oneB = V.Of(*b);
        long i = 0;
        if (stepA != 0 && stepB != 0 && !stream)                          // the usual case, with nothing else in its loop
            for (; i <= n - V.Count; i += V.Count)
                g.F(V.Load(a + i), V.Load(b + i)).Store(c + i);
        for (; i <= n - V.Count; i += V.Count)
            Wide.Store(g.F(stepA == 0 ? oneA : V.Load(a + i), stepB == 0 ? oneB : V.Load(b + i)), c + i, stream);
        if (i < n)
        {
            float* last = stackalloc float[32];
            (stepA == 0 ? oneA : V.Load(a + i, (int)(n - i))).Store(last);
            (stepB == 0 ? oneB : V.Load(b + i, (int)(n - i))).Store(last + 16);
            Map<V>(last, 1, last + 16, 1, last, V.Count, false);
            V.Load(last).Store(c + i, (int)(n - i));
        }
    }
}
