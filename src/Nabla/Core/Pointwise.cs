using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla;

/// <summary>A function of one number, written once: in float64, the specification, and on eight floats at once.</summary>
internal interface IUnary
{
    /// <summary>y = f(x).</summary>
    double F(double x);

    /// <summary>f'(x), given x and y = f(x).</summary>
    double DF(double x, double y);

    /// <summary>y = f(x), within 4 units in the last place.</summary>
    Vector256<float> F(Vector256<float> x);

    /// <summary>f'(x), given x and y = f(x).</summary>
    Vector256<float> DF(Vector256<float> x, Vector256<float> y);
}

/// <summary>A function of one number as an object that backends can be given.</summary>
public abstract unsafe class Pointwise
{
    private protected Pointwise(string name) => Name = name;

    /// <summary>The operation's name.</summary>
    public string Name { get; }

    /// <summary>y = f(x) in float64: the specification.</summary>
    public abstract double F(double x);

    /// <summary>f'(x), given x and y = f(x), in float64.</summary>
    public abstract double DF(double x, double y);

    /// <summary>y = f(x) over n neighbouring floats.</summary>
    internal abstract void Map(float* x, float* y, long n);

    /// <summary>dx = dy · f'(x) over n neighbouring floats.</summary>
    internal abstract void MapGrad(float* x, float* y, float* dy, float* dx, long n);
}

/// <summary>The loops of one function; a struct, so that they are compiled for it alone.</summary>
internal sealed unsafe class Pointwise<TF>(string name, TF f) : Pointwise(name)
    where TF : struct, IUnary
{
    public override double F(double x) => f.F(x);

    public override double DF(double x, double y) => f.DF(x, y);

    [MethodImpl(Jit.Kernel)]
    internal override void Map(float* x, float* y, long n)
    {
        var g = f;
        long i = 0;
        for (; i <= n - 8; i += 8)
            g.F(Vector256.Load(x + i)).Store(y + i);
        if (i < n)
            Simd.StoreTail(g.F(Simd.LoadTail(x + i, n - i)), y + i, n - i);
    }

    [MethodImpl(Jit.Kernel)]
    internal override void MapGrad(float* x, float* y, float* dy, float* dx, long n)
    {
        var g = f;
        long i = 0;
        for (; i <= n - 8; i += 8)
            (Vector256.Load(dy + i) * g.DF(Vector256.Load(x + i), Vector256.Load(y + i))).Store(dx + i);
        if (i < n)
            Simd.StoreTail(Simd.LoadTail(dy + i, n - i) * g.DF(Simd.LoadTail(x + i, n - i), Simd.LoadTail(y + i, n - i)), dx + i, n - i);
    }
}
