using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla;

/// <summary>What an optimizer does to one number θ, given its gradient g and up to three numbers of state; written once: in float64, the specification, and on eight floats at once.</summary>
internal interface IUpdate
{
    /// <summary>How many numbers of state it may have; the loop over floats leaves the others out.</summary>
    static abstract int States { get; }

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

    [MethodImpl(Jit.Kernel)]
    internal override void Map(float* g, float* theta, float* a, float* b, float* c, long n)
    {
        var r = rule;
        long i = 0;
        for (; i <= n - 8; i += 8)
        {
            Vector256<float> t = Vector256.Load(theta + i), x = Load(1, a, i), y = Load(2, b, i), z = Load(3, c, i);
            r.Step(Vector256.Load(g + i), ref t, ref x, ref y, ref z);
            t.Store(theta + i);
            Store(1, x, a, i);
            Store(2, y, b, i);
            Store(3, z, c, i);
        }

        if (i < n)
            Last(g + i, theta + i, At(a, i), At(b, i), At(c, i), (int)(n - i));
    }

    // Fewer than eight run the same instructions among zeros, so that a value does not depend on its place.
    private void Last(float* g, float* theta, float* a, float* b, float* c, int n)
    {
        float* eight = stackalloc float[40];
        new Span<float>(eight, 40).Clear();
        float* t = eight + 8, x = a == null ? null : eight + 16, y = b == null ? null : eight + 24, z = c == null ? null : eight + 32;
        Move(g, eight, n);
        Move(theta, t, n);
        Move(a, x, n);
        Move(b, y, n);
        Move(c, z, n);
        Map(eight, t, x, y, z, 8);
        Move(t, theta, n);
        Move(x, a, n);
        Move(y, b, n);
        Move(z, c, n);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Load(int state, float* s, long i) => state > TRule.States || s == null ? Vector256<float>.Zero : Vector256.Load(s + i);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(int state, Vector256<float> x, float* s, long i)
    {
        if (state <= TRule.States && s != null)
            x.Store(s + i);
    }

    private static float* At(float* s, long i) => s == null ? null : s + i;

    private static void Move(float* from, float* to, int n)
    {
        if (from != null)
            new ReadOnlySpan<float>(from, n).CopyTo(new Span<float>(to, n));
    }
}
