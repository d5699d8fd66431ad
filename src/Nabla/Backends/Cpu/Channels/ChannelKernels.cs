using System.Runtime.CompilerServices;

namespace Nabla.Backends.Cpu;

/// <summary>
/// Norms where the channels of a pixel are neighbours: vectors run over channels, four at a time, so that each pixel's lines
/// are read as they follow each other. Long sums are in float64.
/// </summary>
internal static unsafe class ChannelKernels<V>
    where V : struct, IWide<V>
{
    /// <summary>Pixels that are summed in float32 before the sum goes on in float64.</summary>
    private const int Block = 64;

    /// <summary>The mean of each channel into the first half of pairs, Σ (x − mean)² into the second.</summary>
    /// <remarks>Twice over pixels that the nearest cache holds: the distances are those to a mean, where no digits cancel.</remarks>
    internal static void Moments(float* x, nint step, long pixels, int channels, double* pairs)
    {
        float* near = stackalloc float[4 * V.Count];
        new Span<double>(pairs, 2 * channels).Clear();
        double share = 1.0 / pixels;
        for (int c = 0; c < channels;)
        {
            int some = channels - c >= 4 * V.Count ? 4 * V.Count : Math.Min(V.Count, channels - c);
            double* means = pairs + c, squares = pairs + channels + c;
            if (some == 4 * V.Count)
                MomentsOfFour(x + c, step, pixels, means, squares, near);
            else
                MomentsOfOne(x + c, step, pixels, some, means, squares, near);
            bool sound = true;
            for (int k = 0; k < some; k++)
            {
                double sum = means[k];
                means[k] = near[k] + sum * share;
                squares[k] -= sum * sum * share;
                sound &= ExactMoments.Unneeded(squares[k], pixels);
            }

            if (!sound)
                ExactMoments.Channels(x + c, step, pixels, some, means, squares);
            c += some;
        }
    }

    /// <summary>y = (x − centre) · factor + offset, plus what lies at <paramref name="also"/>, then max(y, 0) with <paramref name="relu"/>; past the caches if <paramref name="stream"/>.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void Normalize(
        float* x, nint step, float* y, nint yStep, long pixels, int channels, float* centre, float* factor, float* offset, float* also, nint alsoStep, bool relu, bool stream)
    {
        stream &= Streaming.Fits<V>(y) && yStep % V.Count == 0;
        for (long i = 0; i < pixels; i++, x += step, y += yStep, also += alsoStep)
        {
            int c = 0;
            for (; c + V.Count <= channels; c += V.Count)
            {
                var v = V.MultiplyAdd(V.Load(x + c) - V.Load(centre + c), V.Load(factor + c), V.Load(offset + c));
                if (also != null)
                    v += V.Load(also + c);
                Wide.Store(relu ? Elementary.Relu(v) : v, y + c, stream);
            }

            if (c < channels)
            {
                int left = channels - c;
                var v = V.MultiplyAdd(V.Load(x + c, left) - V.Load(centre + c, left), V.Load(factor + c, left), V.Load(offset + c, left));
                if (also != null)
                    v += V.Load(also + c, left);
                (relu ? Elementary.Relu(v) : v).Store(y + c, left);
            }
        }
    }

    /// <summary>Σ dy into the first half of pairs, Σ dy · (x − centre) · scale into the second; with ReLU of dy where (x − centre) · factor + gate is above 0.</summary>
    internal static void Sums<TRelu>(
        float* x, nint step, float* dy, nint dyStep, long pixels, int channels, float* centre, float* scale, float* factor, float* gate, double* pairs)
        where TRelu : struct, IRelu
    {
        new Span<double>(pairs, 2 * channels).Clear();
        int c = 0;
        for (; c + 4 * V.Count <= channels; c += 4 * V.Count)
            SumsOfFour<TRelu>(x + c, step, dy + c, dyStep, pixels, centre + c, scale + c, factor + c, gate + c, pairs + c, pairs + channels + c);
        for (; c < channels; c += V.Count)
            SumsOfOne<TRelu>(x + c, step, dy + c, dyStep, pixels, channels - c, centre + c, scale + c, factor + c, gate + c, pairs + c, pairs + channels + c);
    }

    /// <summary>dx = dy · factor + (x − centre) · slope + offset, with ReLU of dy where (x − centre) · factor + gate is above 0; past the caches if <paramref name="stream"/>.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void Gradient<TRelu>(
        float* x, nint step, float* dy, nint dyStep, float* dx, nint dxStep, long pixels, int channels, float* centre, float* factor, float* slope, float* offset, float* gate, bool stream)
        where TRelu : struct, IRelu
    {
        stream &= Streaming.Fits<V>(dx) && dxStep % V.Count == 0;
        for (long i = 0; i < pixels; i++, x += step, dy += dyStep, dx += dxStep)
        {
            int c = 0;
            for (; c + V.Count <= channels; c += V.Count)
            {
                V u = V.Load(x + c) - V.Load(centre + c), d = V.Load(dy + c), f = V.Load(factor + c);
                if (TRelu.Is)
                    d = BehindNorm<V>.Passed(d, u, f, V.Load(gate + c));
                Wide.Store(V.MultiplyAdd(d, f, V.MultiplyAdd(u, V.Load(slope + c), V.Load(offset + c))), dx + c, stream);
            }

            if (c < channels)
            {
                int left = channels - c;
                V u = V.Load(x + c, left) - V.Load(centre + c, left), d = V.Load(dy + c, left), f = V.Load(factor + c, left);
                if (TRelu.Is)
                    d = BehindNorm<V>.Passed(d, u, f, V.Load(gate + c, left));
                V.MultiplyAdd(d, f, V.MultiplyAdd(u, V.Load(slope + c, left), V.Load(offset + c, left))).Store(dx + c, left);
            }
        }
    }

    /// <summary>Means near enough, and Σ d and Σ d² of the distances d to them added to sums and squares.</summary>
    [MethodImpl(Jit.Kernel)]
    private static void MomentsOfFour(float* x, nint step, long pixels, double* sums, double* squares, float* near)
    {
        int n = V.Count;
        V a = V.Of(0), b = a, c = a, d = a, share = V.Of(1f / pixels);
        float* at = x;
        for (long i = 0; i < pixels; i++, at += step)
            (a, b, c, d) = (a + V.Load(at), b + V.Load(at + n), c + V.Load(at + 2 * n), d + V.Load(at + 3 * n));
        (a, b, c, d) = (a * share, b * share, c * share, d * share);
        a.Store(near);
        b.Store(near + n);
        c.Store(near + 2 * n);
        d.Store(near + 3 * n);
        for (long from = 0; from < pixels; from += Block)
        {
            V s0 = V.Of(0), s1 = s0, s2 = s0, s3 = s0, q0 = s0, q1 = s0, q2 = s0, q3 = s0;
            at = x + (nint)from * step;
            for (long i = Math.Min(Block, pixels - from); i > 0; i--, at += step)
            {
                V d0 = V.Load(at) - a, d1 = V.Load(at + n) - b, d2 = V.Load(at + 2 * n) - c, d3 = V.Load(at + 3 * n) - d;
                (s0, s1, s2, s3) = (s0 + d0, s1 + d1, s2 + d2, s3 + d3);
                (q0, q1, q2, q3) = (V.MultiplyAdd(d0, d0, q0), V.MultiplyAdd(d1, d1, q1), V.MultiplyAdd(d2, d2, q2), V.MultiplyAdd(d3, d3, q3));
            }

            s0.AddTo(sums);
            s1.AddTo(sums + n);
            s2.AddTo(sums + 2 * n);
            s3.AddTo(sums + 3 * n);
            q0.AddTo(squares);
            q1.AddTo(squares + n);
            q2.AddTo(squares + 2 * n);
            q3.AddTo(squares + 3 * n);
        }
    }

    /// <summary>The same for one vector of channels, or as many as are <paramref name="left"/>.</summary>
    [MethodImpl(Jit.Kernel)]
    private static void MomentsOfOne(float* x, nint step, long pixels, int left, double* sums, double* squares, float* near)
    {
        var mean = V.Of(0);
        float* at = x;
        for (long i = 0; i < pixels; i++, at += step)
            mean += Wide.Load<V>(at, left);
        mean *= V.Of(1f / pixels);
        mean.Store(near);
        for (long from = 0; from < pixels; from += Block)
        {
            V sum = V.Of(0), square = sum;
            at = x + (nint)from * step;
            for (long i = Math.Min(Block, pixels - from); i > 0; i--, at += step)
            {
                var d = Wide.Load<V>(at, left) - mean;
                sum += d;
                square = V.MultiplyAdd(d, d, square);
            }

            Wide.Add(sum, sums, left);
            Wide.Add(square, squares, left);
        }
    }

    /// <summary>Adds Σ dy and Σ dy · (x − centre) · scale.</summary>
    [MethodImpl(Jit.Kernel)]
    private static void SumsOfFour<TRelu>(
        float* x, nint step, float* dy, nint dyStep, long pixels, float* centre, float* scale, float* factor, float* gate, double* sums, double* products)
        where TRelu : struct, IRelu
    {
        int n = V.Count;
        V c0 = V.Load(centre), c1 = V.Load(centre + n), c2 = V.Load(centre + 2 * n), c3 = V.Load(centre + 3 * n);
        V f0 = V.Load(scale), f1 = V.Load(scale + n), f2 = V.Load(scale + 2 * n), f3 = V.Load(scale + 3 * n);
        for (long from = 0; from < pixels; from += Block)
        {
            V s0 = V.Of(0), s1 = s0, s2 = s0, s3 = s0, p0 = s0, p1 = s0, p2 = s0, p3 = s0;
            for (long i = Math.Min(Block, pixels - from); i > 0; i--, x += step, dy += dyStep)
            {
                V d0 = V.Load(dy), d1 = V.Load(dy + n), d2 = V.Load(dy + 2 * n), d3 = V.Load(dy + 3 * n);
                V u0 = V.Load(x) - c0, u1 = V.Load(x + n) - c1, u2 = V.Load(x + 2 * n) - c2, u3 = V.Load(x + 3 * n) - c3;
                if (TRelu.Is)
                {
                    d0 = BehindNorm<V>.Passed(d0, u0, V.Load(factor), V.Load(gate));
                    d1 = BehindNorm<V>.Passed(d1, u1, V.Load(factor + n), V.Load(gate + n));
                    d2 = BehindNorm<V>.Passed(d2, u2, V.Load(factor + 2 * n), V.Load(gate + 2 * n));
                    d3 = BehindNorm<V>.Passed(d3, u3, V.Load(factor + 3 * n), V.Load(gate + 3 * n));
                }

                (s0, s1, s2, s3) = (s0 + d0, s1 + d1, s2 + d2, s3 + d3);
                p0 = V.MultiplyAdd(u0 * f0, d0, p0);
                p1 = V.MultiplyAdd(u1 * f1, d1, p1);
                p2 = V.MultiplyAdd(u2 * f2, d2, p2);
                p3 = V.MultiplyAdd(u3 * f3, d3, p3);
            }

            s0.AddTo(sums);
            s1.AddTo(sums + n);
            s2.AddTo(sums + 2 * n);
            s3.AddTo(sums + 3 * n);
            p0.AddTo(products);
            p1.AddTo(products + n);
            p2.AddTo(products + 2 * n);
            p3.AddTo(products + 3 * n);
        }
    }

    /// <summary>The same for one vector of channels, or as many as are <paramref name="left"/>.</summary>
    [MethodImpl(Jit.Kernel)]
    private static void SumsOfOne<TRelu>(
        float* x, nint step, float* dy, nint dyStep, long pixels, int left, float* centre, float* scale, float* factor, float* gate, double* sums, double* products)
        where TRelu : struct, IRelu
    {
        V c = Wide.Load<V>(centre, left), f = Wide.Load<V>(scale, left), a = Wide.Load<V>(factor, left), b = Wide.Load<V>(gate, left);
        for (long from = 0; from < pixels; from += Block)
        {
            V sum = V.Of(0), product = sum;
            for (long i = Math.Min(Block, pixels - from); i > 0; i--, x += step, dy += dyStep)
            {
                V d = Wide.Load<V>(dy, left), u = Wide.Load<V>(x, left) - c;
                if (TRelu.Is)
                    d = BehindNorm<V>.Passed(d, u, a, b);
                sum += d;
                product = V.MultiplyAdd(u * f, d, product);
            }

            Wide.Add(sum, sums, left);
            Wide.Add(product, products, left);
        }
    }
}
