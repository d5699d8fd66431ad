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

    /// <summary>y = (x − centre) · factor + offset, plus what lies at <paramref name="also"/>, then max(y, 0) with <paramref name="relu"/>; past the caches if <paramref name="stream"/>.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void Normalize(float* x, float* y, long count, float centre, float factor, float offset, float* also, bool relu, bool stream)
    {
        stream &= Streaming.Fits<V>(y);
        V c = V.Of(centre), f = V.Of(factor), o = V.Of(offset);
        long i = 0;
        for (; i + V.Count <= count; i += V.Count)
        {
            var v = V.MultiplyAdd(V.Load(x + i) - c, f, o);
            if (also != null)
                v += V.Load(also + i);
            Wide.Store(relu ? Elementary.Relu(v) : v, y + i, stream);
        }

        if (i < count)
        {
            int left = (int)(count - i);
            var v = V.MultiplyAdd(V.Load(x + i, left) - c, f, o);
            if (also != null)
                v += V.Load(also + i, left);
            (relu ? Elementary.Relu(v) : v).Store(y + i, left);
        }
    }

    /// <summary>Σ dy and Σ dy · (x − centre) · scale; with ReLU of dy where (x − centre) · factor + gate is above 0.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static (double Sum, double Product) Sums<TRelu>(float* x, float* dy, long count, float centre, float scale, float factor, float gate)
        where TRelu : struct, IRelu
    {
        V c = V.Of(centre), f = V.Of(scale), a = V.Of(factor), b = V.Of(gate);
        double sum = 0, product = 0;
        for (long from = 0; from < count; from += Wide.Block<V>())
        {
            long end = Math.Min(count, from + Wide.Block<V>()), i = from;
            V s = V.Of(0), t = s, p = s, q = s;
            for (; i + 2 * V.Count <= end; i += 2 * V.Count)
            {
                V d = V.Load(dy + i), e = V.Load(dy + i + V.Count), u = V.Load(x + i) - c, v = V.Load(x + i + V.Count) - c;
                if (TRelu.Is)
                    (d, e) = (BehindNorm<V>.Passed(d, u, a, b), BehindNorm<V>.Passed(e, v, a, b));
                (s, t) = (s + d, t + e);
                p = V.MultiplyAdd(u * f, d, p);
                q = V.MultiplyAdd(v * f, e, q);
            }

            for (; i < end; i += V.Count)
            {
                V d = Wide.Load<V>(dy + i, end - i), u = Wide.Load<V>(x + i, end - i) - c;
                if (TRelu.Is)
                    d = BehindNorm<V>.Passed(d, u, a, b);
                s += d;
                p = V.MultiplyAdd(u * f, d, p);
            }

            sum += V.SumExactly(s + t);
            product += V.SumExactly(p + q);
        }

        return (sum, product);
    }

    /// <summary>dx = dy · factor + (x − centre) · slope + offset, with ReLU of dy where (x − centre) · factor + gate is above 0; past the caches if <paramref name="stream"/>.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void Gradient<TRelu>(float* x, float* dy, float* dx, long count, float centre, float factor, float slope, float offset, float gate, bool stream)
        where TRelu : struct, IRelu
    {
        stream &= Streaming.Fits<V>(dx);
        V c = V.Of(centre), f = V.Of(factor), s = V.Of(slope), o = V.Of(offset), b = V.Of(gate);
        long i = 0;
        for (; i + V.Count <= count; i += V.Count)
        {
            V u = V.Load(x + i) - c, d = V.Load(dy + i);
            if (TRelu.Is)
                d = BehindNorm<V>.Passed(d, u, f, b);
            Wide.Store(V.MultiplyAdd(d, f, V.MultiplyAdd(u, s, o)), dx + i, stream);
        }

        if (i < count)
        {
            int left = (int)(count - i);
            V u = V.Load(x + i, left) - c, d = V.Load(dy + i, left);
            if (TRelu.Is)
                d = BehindNorm<V>.Passed(d, u, f, b);
            V.MultiplyAdd(d, f, V.MultiplyAdd(u, s, o)).Store(dx + i, left);
        }
    }
}
