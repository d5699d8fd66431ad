using System.Runtime.CompilerServices;

namespace Nabla.Backends.Cpu;

/// <summary>One dense row of a layer or RMS norm; the tail runs the same instructions. Long sums are in float64.</summary>
internal static unsafe class RowNormKernels<V>
    where V : struct, IWide<V>
{
    /// <summary>The mean and Σ (x − mean)²: the second pass takes the distances from the first one's mean, where no digits cancel.</summary>
    internal static (double Mean, double Squares) Moments(float* x, int count)
    {
        var (mean, squares) = Near(x, count);
        return squares > Exactly.LeastSquare * count && double.IsFinite(squares) ? (mean, squares) : Exactly.Moments(x, count);
    }

    /// <summary>The same where float32 holds the squares.</summary>
    internal static (double Mean, double Squares) Near(float* x, int count)
    {
        float near = (float)(RowKernels<V>.Dot(x, null, count) / count);
        var (sum, squares) = Distances(x, count, near);
        return (near + sum / count, squares - sum * sum / count);
    }

    /// <summary>y = x̂ · weight + bias; a null weight is 1, a null bias 0. Past the caches if <paramref name="stream"/>.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void Normalize(float* x, float* y, int count, RowNumbers row, float* weight, float* bias, bool stream)
    {
        stream &= Streaming.Fits<V>(y);
        V centre = V.Of(row.Centre), scale = V.Of(row.Scale), rest = V.Of(row.Rest), one = V.Of(1), zero = V.Of(0);
        int i = 0;
        if (weight != null && bias != null)                                                     // the usual case, with nothing else in its loop
            for (; i + V.Count <= count; i += V.Count)
                Wide.Store(V.MultiplyAdd(V.MultiplyAdd(V.Load(x + i) - centre, scale, rest), V.Load(weight + i), V.Load(bias + i)), y + i, stream);
        for (; i + V.Count <= count; i += V.Count)
        {
            V w = weight == null ? one : V.Load(weight + i), b = bias == null ? zero : V.Load(bias + i);
            Wide.Store(V.MultiplyAdd(V.MultiplyAdd(V.Load(x + i) - centre, scale, rest), w, b), y + i, stream);
        }

        if (i < count)
        {
            int left = count - i;
            V w = weight == null ? one : Wide.Load<V>(weight + i, left), b = bias == null ? zero : Wide.Load<V>(bias + i, left);
            Wide.Store(V.MultiplyAdd(V.MultiplyAdd(Wide.Load<V>(x + i, left) - centre, scale, rest), w, b), y + i, left);
        }
    }

    /// <summary>mean(g) and mean(g·x̂), g = dy · weight.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static (double G, double Gx) Means(float* x, float* dy, int count, RowNumbers row, float* weight)
    {
        V centre = V.Of(row.Centre), scale = V.Of(row.Scale), rest = V.Of(row.Rest), one = V.Of(1);
        double sum = 0, product = 0;
        for (int from = 0; from < count; from += Wide.Block<V>())
        {
            int end = Math.Min(count, from + Wide.Block<V>()), i = from;
            V s = V.Of(0), t = s, p = s, q = s;
            for (; i + 2 * V.Count <= end; i += 2 * V.Count)
            {
                V g = V.Load(dy + i) * (weight == null ? one : V.Load(weight + i)), h = V.Load(dy + i + V.Count) * (weight == null ? one : V.Load(weight + i + V.Count));
                s += g;
                t += h;
                p = V.MultiplyAdd(V.MultiplyAdd(V.Load(x + i) - centre, scale, rest), g, p);
                q = V.MultiplyAdd(V.MultiplyAdd(V.Load(x + i + V.Count) - centre, scale, rest), h, q);
            }

            for (; i < end; i += V.Count)
            {
                int left = count - i;
                var g = Wide.Load<V>(dy + i, left) * (weight == null ? one : Wide.Load<V>(weight + i, left));        // zeros past the end
                s += g;
                p = V.MultiplyAdd(V.MultiplyAdd(Wide.Load<V>(x + i, left) - centre, scale, rest), g, p);
            }

            sum += V.SumExactly(s + t);
            product += V.SumExactly(p + q);
        }

        return (sum / count, product / count);
    }

    /// <summary>dx = scale · (g − mean(g) − x̂ · mean(g·x̂)); and dweight += dy · x̂, dbias += dy, unless they are null. dx past the caches if <paramref name="stream"/>.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void Gradient(float* x, float* dy, float* dx, int count, RowNumbers row, float* weight, float g, float gx, float* dweight, float* dbias, bool stream)
    {
        stream &= Streaming.Fits<V>(dx);
        V centre = V.Of(row.Centre), scale = V.Of(row.Scale), rest = V.Of(row.Rest), mean = V.Of(g), slope = V.Of(-gx), one = V.Of(1);
        int i = 0;
        if (dweight != null && dx != null && weight != null)                                   // the usual case, with nothing else in its loop
        {
            for (; i + V.Count <= count; i += V.Count)
            {
                V d = V.Load(dy + i), normal = V.MultiplyAdd(V.Load(x + i) - centre, scale, rest);
                V.MultiplyAdd(d, normal, V.Load(dweight + i)).Store(dweight + i);
                (V.Load(dbias + i) + d).Store(dbias + i);
                Wide.Store(V.MultiplyAdd(normal, slope, d * V.Load(weight + i) - mean) * scale, dx + i, stream);
            }
        }

        for (; i < count; i += V.Count)
        {
            int left = count - i;
            V d = Wide.Load<V>(dy + i, left), normal = V.MultiplyAdd(Wide.Load<V>(x + i, left) - centre, scale, rest);
            if (dweight != null)
            {
                Wide.Store(V.MultiplyAdd(d, normal, Wide.Load<V>(dweight + i, left)), dweight + i, left);
                Wide.Store(Wide.Load<V>(dbias + i, left) + d, dbias + i, left);
            }

            if (dx == null)
                continue;
            var t = V.MultiplyAdd(normal, slope, d * (weight == null ? one : Wide.Load<V>(weight + i, left)) - mean) * scale;
            if (stream && left >= V.Count)
                t.Stream(dx + i);
            else
                Wide.Store(t, dx + i, left);
        }
    }

    /// <summary>Σ d and Σ d² of the distances d = x − near.</summary>
    [MethodImpl(Jit.Kernel)]
    private static (double Sum, double Squares) Distances(float* x, int count, float near)
    {
        double sum = 0, squares = 0;
        var middle = V.Of(near);
        for (int from = 0; from < count; from += Wide.Block<V>())
        {
            int end = Math.Min(count, from + Wide.Block<V>()), i = from;
            V s0 = V.Of(0), s1 = s0, s2 = s0, s3 = s0, q0 = s0, q1 = s0, q2 = s0, q3 = s0;
            for (; i + 4 * V.Count <= end; i += 4 * V.Count)
            {
                V a = V.Load(x + i) - middle, b = V.Load(x + i + V.Count) - middle, c = V.Load(x + i + 2 * V.Count) - middle, d = V.Load(x + i + 3 * V.Count) - middle;
                (s0, s1, s2, s3) = (s0 + a, s1 + b, s2 + c, s3 + d);
                (q0, q1, q2, q3) = (V.MultiplyAdd(a, a, q0), V.MultiplyAdd(b, b, q1), V.MultiplyAdd(c, c, q2), V.MultiplyAdd(d, d, q3));
            }

            for (; i < end; i += V.Count)
            {
                var a = Wide.Cut(Wide.Load<V>(x + i, end - i) - middle, end - i);
                s0 += a;
                q0 = V.MultiplyAdd(a, a, q0);
            }

            sum += V.SumExactly(s0 + s1 + (s2 + s3));
            squares += V.SumExactly(q0 + q1 + (q2 + q3));
        }

        return (sum, squares);
    }
}
