using System.Runtime.CompilerServices;

namespace Nabla;

/// <summary>A function of one number, written once: in float64, the specification, and on floats side by side.</summary>
internal interface IUnary
{
    /// <summary>Whether f' is computed from x: what it does not need is not read, which at large sizes is a quarter of backward's traffic.</summary>
    static virtual bool SlopeReadsX => true;

    /// <summary>Whether f' is computed from y.</summary>
    static virtual bool SlopeReadsY => false;

    /// <summary>y = f(x).</summary>
    double F(double x);

    /// <summary>f'(x), given x and y = f(x).</summary>
    double DF(double x, double y);

    /// <summary>y = f(x), within 4 units in the last place.</summary>
    V F<V>(V x) where V : struct, IWide<V>;

    /// <summary>f'(x), given x and y = f(x); of any value where it is said not to be read.</summary>
    V DF<V>(V x, V y) where V : struct, IWide<V>;

    /// <summary>y = f(x) over whole vectors, by a loop of its own with the same bits, where it has one; how many floats that were.</summary>
    static virtual unsafe long F<V>(float* x, float* y, long count) where V : struct, IWide<V> => 0;
}

/// <summary>A function of one number as an object that backends can be given.</summary>
public abstract unsafe class Pointwise
{
    private protected Pointwise(string name) => Name = name;

    /// <summary>max(x, 0).</summary>
    public static Pointwise Relu => Tensor.ReluF;

    /// <summary>x · σ(x).</summary>
    public static Pointwise Silu => Tensor.SiluF;

    /// <summary>The operation's name.</summary>
    public string Name { get; }

    /// <summary>y = f(x) in float64: the specification.</summary>
    public abstract double F(double x);

    /// <summary>f'(x), given x and y = f(x), in float64.</summary>
    public abstract double DF(double x, double y);

    /// <summary>y = f(x) over n neighbouring floats.</summary>
    internal abstract void Map(float* x, float* y, long n);

    /// <summary>dx = dy · f'(x) over n neighbouring floats, stored past the caches if <paramref name="stream"/>.</summary>
    internal abstract void MapGrad(float* x, float* y, float* dy, float* dx, long n, bool stream);
}

/// <summary>The loops of one function; a struct, so that they are compiled for it alone.</summary>
internal sealed unsafe class Pointwise<TF>(string name, TF f) : Pointwise(name)
    where TF : struct, IUnary
{
    public override double F(double x) => f.F(x);

    public override double DF(double x, double y) => f.DF(x, y);

    internal override void Map(float* x, float* y, long n)
    {
        if (Wide512.IsSupported)
            Map<Wide512>(x, y, n);
        else if (Wide256.IsSupported)
            Map<Wide256>(x, y, n);
        else
            Map<Wide128>(x, y, n);
    }

    internal override void MapGrad(float* x, float* y, float* dy, float* dx, long n, bool stream)
    {
        if (Wide512.IsSupported)
            MapGrad<Wide512>(x, y, dy, dx, n, stream);
        else if (Wide256.IsSupported)
            MapGrad<Wide256>(x, y, dy, dx, n, stream);
        else
            MapGrad<Wide128>(x, y, dy, dx, n, stream);
    }

    // The last floats run the same instructions as whole vectors, so that a value does not depend on its place.
    [MethodImpl(Jit.Kernel)]
    private void Map<V>(float* x, float* y, long n)
        where V : struct, IWide<V>
    {
        var g = f;
        long i = TF.F<V>(x, y, n);
        for (; i <= n - V.Count; i += V.Count)
            g.F(V.Load(x + i)).Store(y + i);
        if (i < n)
        {
            float* last = stackalloc float[16];
            V.Load(x + i, (int)(n - i)).Store(last);
            Map<V>(last, last, V.Count);
            V.Load(last).Store(y + i, (int)(n - i));
        }
    }

    [MethodImpl(Jit.Kernel)]
    private void MapGrad<V>(float* x, float* y, float* dy, float* dx, long n, bool stream)
        where V : struct, IWide<V>
    {
        var g = f;
        stream &= Streaming.Fits<V>(dx);
        x = TF.SlopeReadsX ? x : dy;
        y = TF.SlopeReadsY ? y : dy;
        long i = 0;
        for (; i <= n - V.Count; i += V.Count)
            Wide.Store(V.Load(dy + i) * g.DF(V.Load(x + i), V.Load(y + i)), dx + i, stream);
        if (i < n)
        {
            float* last = stackalloc float[48];
            V.Load(x + i, (int)(n - i)).Store(last);
            V.Load(y + i, (int)(n - i)).Store(last + 16);
            V.Load(dy + i, (int)(n - i)).Store(last + 32);
            MapGrad<V>(last, last + 16, last + 32, last, V.Count, false);
            V.Load(last).Store(dx + i, (int)(n - i));
        }
    }
}
