using System.Runtime.CompilerServices;

namespace Nabla.Backends.Cpu;

/// <summary>Norms where the numbers that share statistics are neighbours: a channel's pixels, or a row. Long sums are in float64.</summary>
internal static unsafe class PlaneKernels<V>
    where V : struct, IWide<V>
{
    /// <summary>The mean and Σ (x − mean)².</summary>
    internal static (double Mean, double Squares) Moments(float* x, long count)
    {
        var (mean, squares) = RowNormKernels<V>.Near(x, (int)count);
        return ExactMoments.Unneeded(squares, count) ? (mean, squares) : ExactMoments.Plane(x, count);
    }

    /// <summary>y = (x − centre) · factor + offset; past the caches if <paramref name="stream"/>.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void Normalize(float* x, float* y, long count, float centre, float factor, float offset, bool stream)
    {
        stream &= Streaming.Fits<V>(y);
        V c = V.Of(centre), f = V.Of(factor), o = V.Of(offset);
        long i = 0;
        for (; i + V.Count <= count; i += V.Count)
            Wide.Store(V.MultiplyAdd(V.Load(x + i) - c, f, o), y + i, stream);
        if (i < count)
            V.MultiplyAdd(V.Load(x + i, (int)(count - i)) - c, f, o).Store(y + i, (int)(count - i));
    }

    /// <summary>Σ dy and Σ dy · (x − centre) · scale.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static (double Sum, double Product) Sums(float* x, float* dy, long count, float centre, float scale)
    {
        V c = V.Of(centre), f = V.Of(scale);
        double sum = 0, product = 0;
        for (long from = 0; from < count; from += Wide.Block<V>())
        {
            long end = Math.Min(count, from + Wide.Block<V>()), i = from;
            V s = V.Of(0), t = s, p = s, q = s;
            for (; i + 2 * V.Count <= end; i += 2 * V.Count)
            {
                V d = V.Load(dy + i), e = V.Load(dy + i + V.Count);
                (s, t) = (s + d, t + e);
                p = V.MultiplyAdd((V.Load(x + i) - c) * f, d, p);
                q = V.MultiplyAdd((V.Load(x + i + V.Count) - c) * f, e, q);
            }

            for (; i < end; i += V.Count)
            {
                var d = Wide.Load<V>(dy + i, end - i);
                s += d;
                p = V.MultiplyAdd((Wide.Load<V>(x + i, end - i) - c) * f, d, p);
            }

            sum += V.SumExactly(s + t);
            product += V.SumExactly(p + q);
        }

        return (sum, product);
    }

    /// <summary>dx = dy · factor + (x − centre) · slope + offset; past the caches if <paramref name="stream"/>.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void Gradient(float* x, float* dy, float* dx, long count, float centre, float factor, float slope, float offset, bool stream)
    {
        stream &= Streaming.Fits<V>(dx);
        V c = V.Of(centre), f = V.Of(factor), s = V.Of(slope), o = V.Of(offset);
        long i = 0;
        for (; i + V.Count <= count; i += V.Count)
            Wide.Store(V.MultiplyAdd(V.Load(dy + i), f, V.MultiplyAdd(V.Load(x + i) - c, s, o)), dx + i, stream);
        if (i < count)
        {
            int left = (int)(count - i);
            V.MultiplyAdd(V.Load(dy + i, left), f, V.MultiplyAdd(V.Load(x + i, left) - c, s, o)).Store(dx + i, left);
        }
    }
}
