using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Backends.Cpu;

/// <summary>Loops over one dense row, eight numbers at a time; the tail runs the same instructions. Sums are in float64.</summary>
internal static unsafe class RowKernels
{
    /// <summary>max x and Σ exp (x − max x).</summary>
    [MethodImpl(Jit.Kernel)]
    internal static (float Max, double Sum) MaxAndSum(float* x, int count)
    {
        var lowest = Vector256.Create(float.NegativeInfinity);
        var largest = lowest;
        int i = 0;
        for (; i + 8 <= count; i += 8)
            largest = Vector256.Max(largest, Vector256.Load(x + i));
        var tail = i < count ? Vector256.ConditionalSelect(Mask(count - i), Floats.Load(x + i, count - i), lowest) : lowest;
        largest = Vector256.Max(largest, tail);
        float max = largest[0];
        for (int lane = 1; lane < 8; lane++)
            max = MathF.Max(max, largest[lane]);

        var m = Vector256.Create(max);
        Vector256<double> even = default, odd = default;
        for (i = 0; i + 8 <= count; i += 8)
            Add(Exp(Vector256.Load(x + i) - m), ref even, ref odd);
        if (i < count)
            Add(Exp(tail - m) & Mask(count - i), ref even, ref odd);
        return (max, Vector256.Sum(even + odd));
    }

    /// <summary>y = (x − max) − log.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void Shift(float* x, float* y, int count, float max, float log)
    {
        Vector256<float> m = Vector256.Create(max), l = Vector256.Create(log);
        for (int i = 0; i < count; i += 8)
            Floats.Store(y + i, Floats.Load(x + i, count - i) - m - l, count - i);
    }

    /// <summary>y = exp ((x − max) − log) · scale.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void ShiftedExp(float* x, float* y, int count, float max, float log, float scale)
    {
        Vector256<float> m = Vector256.Create(max), l = Vector256.Create(log), s = Vector256.Create(scale);
        for (int i = 0; i < count; i += 8)
            Floats.Store(y + i, Exp(Floats.Load(x + i, count - i) - m - l) * s, count - i);
    }

    /// <summary>dx = dy − exp y · sum.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void LogSoftmaxGrad(float* y, float* dy, float* dx, int count, float sum)
    {
        var s = Vector256.Create(sum);
        for (int i = 0; i < count; i += 8)
            Floats.Store(dx + i, Floats.Load(dy + i, count - i) - Exp(Floats.Load(y + i, count - i)) * s, count - i);
    }

    /// <summary>dx = y · (dy − dot).</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void SoftmaxGrad(float* y, float* dy, float* dx, int count, float dot)
    {
        var d = Vector256.Create(dot);
        for (int i = 0; i < count; i += 8)
            Floats.Store(dx + i, Floats.Load(y + i, count - i) * (Floats.Load(dy + i, count - i) - d), count - i);
    }

    /// <summary>Σ x.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static double Sum(float* x, int count)
    {
        Vector256<double> even = default, odd = default;
        for (int i = 0; i < count; i += 8)
            Add(Floats.Load(x + i, count - i), ref even, ref odd);
        return Vector256.Sum(even + odd);
    }

    /// <summary>Σ x·y.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static double Dot(float* x, float* y, int count)
    {
        Vector256<double> even = default, odd = default;
        for (int i = 0; i < count; i += 8)
        {
            var (lowX, highX) = Vector256.Widen(Floats.Load(x + i, count - i));
            var (lowY, highY) = Vector256.Widen(Floats.Load(y + i, count - i));
            even += lowX * lowY;
            odd += highX * highY;
        }

        return Vector256.Sum(even + odd);
    }

    /// <summary>eˣ for x ≤ 0, and exactly 1 at 0, which the base library's misses: a row of one class has the probability 1.</summary>
    /// <remarks>2ⁿ · e^(x − n·ln 2) by the minimax polynomial of Cephes' expf; 0 below the normal numbers.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Exp(Vector256<float> x)
    {
        var lowest = Vector256.Create(-87.3f);
        var normal = ~Vector256.LessThan(x, lowest);
        x = Vector256.Max(x, lowest);
        var n = Vector256.Round(x * Vector256.Create(1.44269504f));
        var r = Vector256.MultiplyAddEstimate(n, Vector256.Create(-0.693359375f), x);
        r = Vector256.MultiplyAddEstimate(n, Vector256.Create(2.12194440e-4f), r);
        var p = Vector256.Create(1.9875691500e-4f);
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(1.3981999507e-3f));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(8.3334519073e-3f));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(4.1665795894e-2f));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(1.6666665459e-1f));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(5.0000001201e-1f));
        p = Vector256.MultiplyAddEstimate(p, r * r, r) + Vector256<float>.One;
        var power = (Vector256.ConvertToInt32Native(n) + Vector256.Create(127)) << 23;
        return p * power.AsSingle() & normal;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector256<float> x, ref Vector256<double> even, ref Vector256<double> odd)
    {
        var (low, high) = Vector256.Widen(x);
        even += low;
        odd += high;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Mask(int count) => Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle();
}
