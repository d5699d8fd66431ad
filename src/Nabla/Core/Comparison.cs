using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla;

/// <summary>A relation of two numbers, written once: in float64, the specification, and on eight floats at once.</summary>
internal interface IComparison
{
    /// <summary>Whether a and b stand in the relation.</summary>
    bool F(double a, double b);

    /// <summary>The same of integers, exact in all 64 bits.</summary>
    bool F(long a, long b);

    /// <summary>The same; all bits set where they do.</summary>
    Vector256<float> F(Vector256<float> a, Vector256<float> b);
}

/// <summary>A relation of two numbers as an object that backends can be given; the result is a Bool tensor.</summary>
public abstract unsafe class Comparison
{
    private protected Comparison(string name) => Name = name;

    /// <summary>The operation's name.</summary>
    public string Name { get; }

    /// <summary>Whether a and b stand in the relation, in float64: the specification.</summary>
    public abstract bool F(double a, double b);

    /// <summary>Whether integers stand in the relation, exact in all 64 bits.</summary>
    public abstract bool F(long a, long b);

    /// <summary>c = 1 where a and b stand in the relation, else 0, over n elements; a step is 1 or 0.</summary>
    internal abstract void Map(float* a, long stepA, float* b, long stepB, byte* c, long n);
}

/// <summary>The loops of one relation; a struct, so that they are compiled for it alone.</summary>
internal sealed unsafe class Comparison<TF>(string name, TF f) : Comparison(name)
    where TF : struct, IComparison
{
    public override bool F(double a, double b) => f.F(a, b);

    public override bool F(long a, long b) => f.F(a, b);

    [MethodImpl(Jit.Kernel)]
    internal override void Map(float* a, long stepA, float* b, long stepB, byte* c, long n)
    {
        var g = f;
        Vector256<float> oneA = Vector256.Create(*a), oneB = Vector256.Create(*b);
        for (long i = 0; i < n; i += 8)
        {
            long m = Math.Min(8, n - i);
            var x = stepA == 0 ? oneA : m == 8 ? Vector256.Load(a + i) : Simd.LoadTail(a + i, m);
            var y = stepB == 0 ? oneB : m == 8 ? Vector256.Load(b + i) : Simd.LoadTail(b + i, m);
            uint bits = g.F(x, y).ExtractMostSignificantBits();
            for (int k = 0; k < m; k++, bits >>= 1)
                c[i + k] = (byte)(bits & 1);
        }
    }
}
