using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Backends.Cpu;

/// <summary>Loops over one dense row, the exponentials of softmax among them; the tail runs the same instructions. Long sums are in float64.</summary>
internal static unsafe class RowKernels<V>
    where V : struct, IWide<V>
{
    /// <summary>max x; a NaN counts or not: a sum of exponentials shows it by itself.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static float Largest(float* x, int count)
    {
        V a = V.Of(float.NegativeInfinity), b = a, c = a, d = a;
        int i = 0;
        for (; i + 4 * V.Count <= count; i += 4 * V.Count)
        {
            a = V.Larger(V.Load(x + i), a);
            b = V.Larger(V.Load(x + i + V.Count), b);
            c = V.Larger(V.Load(x + i + 2 * V.Count), c);
            d = V.Larger(V.Load(x + i + 3 * V.Count), d);
        }

        for (; i + V.Count <= count; i += V.Count)
            a = V.Larger(V.Load(x + i), a);
        if (i < count && count >= V.Count)                          // the last ones, some of them again
        {
            b = V.Larger(V.Load(x + count - V.Count), b);
            i = count;
        }

        float max = V.Largest(V.Larger(V.Larger(a, b), V.Larger(c, d)));
        for (; i < count; i++)
            max = x[i] > max ? x[i] : max;
        return max;
    }

    /// <summary>y = exp (x − max), unless y is null, and the sum of them; meanwhile the row <paramref name="next"/> is on its way, unless it is null.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static double Exp(float* x, float* y, int count, float max, float* next)
    {
        double sum = 0;
        V m = V.Of(max), zero = V.Of(0);
        int i = 0;
        for (int end = count - 2 * V.Count; i <= end;)
        {
            V a = zero, b = zero;
            for (int until = Math.Min(end, i + Wide.Block<V>() - 1); i <= until; i += 2 * V.Count)
            {
                if (next != null && Sse.IsSupported)
                {
                    Sse.Prefetch1(next + i);
                    if (V.Count == 16)
                        Sse.Prefetch1(next + i + 16);
                }

                V e = Exponential.ExpLow(V.Load(x + i) - m), f = Exponential.ExpLow(V.Load(x + i + V.Count) - m);
                if (y != null)
                {
                    e.Store(y + i);
                    f.Store(y + i + V.Count);
                }

                a += e;
                b += f;
            }

            sum += V.SumExactly(a + b);
        }

        for (; i < count; i += V.Count)
        {
            int left = count - i;
            var e = Exponential.ExpLow(Wide.Load<V>(x + i, left) - m);
            if (y != null)
                Wide.Store(e, y + i, left);
            sum += V.SumExactly(Wide.Cut(e, left));
        }

        return sum;
    }

    /// <summary>y = x · scale; past the caches if <paramref name="stream"/>.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void Scale(float* x, float* y, int count, float scale, bool stream)
    {
        stream &= Streaming.Fits<V>(y);
        var s = V.Of(scale);
        int i = 0;
        for (; i + V.Count <= count; i += V.Count)
            Wide.Store(V.Load(x + i) * s, y + i, stream);
        if (i < count)
            (V.Load(x + i, count - i) * s).Store(y + i, count - i);
    }

    /// <summary>y = (x − max) − log; past the caches if <paramref name="stream"/>.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void Shift(float* x, float* y, int count, float max, float log, bool stream)
    {
        stream &= Streaming.Fits<V>(y);
        V m = V.Of(max), l = V.Of(log);
        int i = 0;
        for (; i + V.Count <= count; i += V.Count)
            Wide.Store(V.Load(x + i) - m - l, y + i, stream);
        if (i < count)
            (V.Load(x + i, count - i) - m - l).Store(y + i, count - i);
    }

    /// <summary>y = exp ((x − max) − log) · scale.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void ShiftedExp(float* x, float* y, int count, float max, float log, float scale)
    {
        V m = V.Of(max), l = V.Of(log), s = V.Of(scale);
        for (int i = 0; i < count; i += V.Count)
            Wide.Store(Exponential.ExpLow(Wide.Load<V>(x + i, count - i) - m - l) * s, y + i, count - i);
    }

    /// <summary>dx = dy − exp y · sum; past the caches if <paramref name="stream"/>.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void LogSoftmaxGrad(float* y, float* dy, float* dx, int count, float sum, bool stream)
    {
        stream &= Streaming.Fits<V>(dx);
        var s = V.Of(-sum);
        int i = 0;
        for (; i + V.Count <= count; i += V.Count)
            Wide.Store(V.MultiplyAdd(Exponential.ExpLow(V.Load(y + i)), s, V.Load(dy + i)), dx + i, stream);
        if (i < count)
            V.MultiplyAdd(Exponential.ExpLow(V.Load(y + i, count - i)), s, V.Load(dy + i, count - i)).Store(dx + i, count - i);
    }

    /// <summary>dx = y · (dy − dot); past the caches if <paramref name="stream"/>.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void SoftmaxGrad(float* y, float* dy, float* dx, int count, float dot, bool stream)
    {
        stream &= Streaming.Fits<V>(dx);
        var d = V.Of(dot);
        int i = 0;
        for (; i + V.Count <= count; i += V.Count)
            Wide.Store(V.Load(y + i) * (V.Load(dy + i) - d), dx + i, stream);
        if (i < count)
            (V.Load(y + i, count - i) * (V.Load(dy + i, count - i) - d)).Store(dx + i, count - i);
    }

    /// <summary>Σ x·y, or Σ x where y is null.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static double Dot(float* x, float* y, int count)
    {
        double sum = 0;
        for (int from = 0; from < count; from += Wide.Block<V>())
        {
            int end = Math.Min(count, from + Wide.Block<V>()), i = from;
            V a = V.Of(0), b = a, c = a, d = a, one = V.Of(1);
            for (; y == null && i + 4 * V.Count <= end; i += 4 * V.Count)
                (a, b, c, d) = (a + V.Load(x + i), b + V.Load(x + i + V.Count), c + V.Load(x + i + 2 * V.Count), d + V.Load(x + i + 3 * V.Count));
            for (; i + 4 * V.Count <= end; i += 4 * V.Count)
            {
                a = V.MultiplyAdd(V.Load(x + i), V.Load(y + i), a);
                b = V.MultiplyAdd(V.Load(x + i + V.Count), V.Load(y + i + V.Count), b);
                c = V.MultiplyAdd(V.Load(x + i + 2 * V.Count), V.Load(y + i + 2 * V.Count), c);
                d = V.MultiplyAdd(V.Load(x + i + 3 * V.Count), V.Load(y + i + 3 * V.Count), d);
            }

            for (; i < end; i += V.Count)
                a = V.MultiplyAdd(Wide.Load<V>(x + i, end - i), y == null ? one : Wide.Load<V>(y + i, end - i), a);
            sum += V.SumExactly(a + b + (c + d));
        }

        return double.IsFinite(sum) ? sum : Exactly.Dot(x, y, count);
    }
}
