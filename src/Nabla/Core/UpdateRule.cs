using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla;

/// <summary>What an optimizer does to one number θ, given its gradient g and up to three numbers of state; written once: in float64, the specification, and on eight floats at once.</summary>
internal interface IUpdate
{
    /// <summary>One step: changes θ and the state; state that the optimizer lacks is 0 and forgotten.</summary>
    void Step(double g, ref double theta, ref double a, ref double b, ref double c);

    /// <summary>The same for eight floats.</summary>
    void Step(Vector256<float> g, ref Vector256<float> theta, ref Vector256<float> a, ref Vector256<float> b, ref Vector256<float> c);
}

/// <summary>One step of an optimizer as an object that backends can be given.</summary>
public abstract unsafe class UpdateRule
{
    private protected UpdateRule()
    {
    }

    /// <summary>One step of one number, in float64: the specification.</summary>
    public abstract void Step(double g, ref double theta, ref double a, ref double b, ref double c);

    /// <summary>One step of n neighbouring floats; null for state that the optimizer lacks.</summary>
    internal abstract void Map(float* g, float* theta, float* a, float* b, float* c, long n);
}

/// <summary>The loops of one rule; a struct, so that they are compiled for it alone.</summary>
internal sealed unsafe class UpdateRule<TRule>(TRule rule) : UpdateRule
    where TRule : struct, IUpdate
{
    public override void Step(double g, ref double theta, ref double a, ref double b, ref double c) => rule.Step(g, ref theta, ref a, ref b, ref c);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Map(float* g, float* theta, float* a, float* b, float* c, long n)
    {
        var r = rule;
        long i = 0;
        for (; i <= n - 8; i += 8)
        {
            Vector256<float> t = Vector256.Load(theta + i), x = Whole(a, i), y = Whole(b, i), z = Whole(c, i);
            r.Step(Vector256.Load(g + i), ref t, ref x, ref y, ref z);
            t.Store(theta + i);
            if (a != null)
                x.Store(a + i);
            if (b != null)
                y.Store(b + i);
            if (c != null)
                z.Store(c + i);
        }

        if (i == n)
            return;
        Vector256<float> lastT = Simd.LoadTail(theta + i, n - i), lastX = Tail(a, i, n), lastY = Tail(b, i, n), lastZ = Tail(c, i, n);
        r.Step(Simd.LoadTail(g + i, n - i), ref lastT, ref lastX, ref lastY, ref lastZ);
        Simd.StoreTail(lastT, theta + i, n - i);
        StoreTail(lastX, a, i, n);
        StoreTail(lastY, b, i, n);
        StoreTail(lastZ, c, i, n);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Whole(float* s, long i) => s == null ? Vector256<float>.Zero : Vector256.Load(s + i);

    private static Vector256<float> Tail(float* s, long i, long n) => s == null ? Vector256<float>.Zero : Simd.LoadTail(s + i, n - i);

    private static void StoreTail(Vector256<float> x, float* s, long i, long n)
    {
        if (s != null)
            Simd.StoreTail(x, s + i, n - i);
    }
}
