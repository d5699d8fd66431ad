using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Backends.Cpu;

/// <summary>Norms where the channels of a pixel are neighbours: vectors run over channels. Sums are in float64.</summary>
internal static unsafe class ChannelKernels
{
    /// <summary>The mean of each channel into the first half of pairs, Σ (x − mean)² into the second; one pass, shifted by the first pixel.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void Moments(float* x, nint step, long pixels, int channels, double* pairs)
    {
        double* sums = stackalloc double[8], squares = stackalloc double[8];
        for (int c = 0; c < channels; c += 8)
        {
            int left = channels - c;
            var first = Floats.Load(x + c, left);
            Vector256<double> low = default, high = default, lowSquare = default, highSquare = default;
            float* at = x + c;
            for (long i = 0; i < pixels; i++, at += step)
            {
                // In float64, so that the distance is exact.
                var (a, b) = Vector256.Widen(Floats.Load(at, left));
                var (fa, fb) = Vector256.Widen(first);
                a -= fa;
                b -= fb;
                low += a;
                high += b;
                lowSquare = Vector256.FusedMultiplyAdd(a, a, lowSquare);
                highSquare = Vector256.FusedMultiplyAdd(b, b, highSquare);
            }

            low.Store(sums);
            high.Store(sums + 4);
            lowSquare.Store(squares);
            highSquare.Store(squares + 4);
            for (int k = 0; k < Math.Min(8, left); k++)
                (pairs[c + k], pairs[channels + c + k]) = Cpu.Moments.Shifted(x[c + k], pixels, sums[k], squares[k]);
        }
    }

    /// <summary>y = (x − centre) · factor + offset.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void Normalize(float* x, nint step, float* y, nint yStep, long pixels, int channels, float* centre, float* factor, float* offset)
    {
        for (long i = 0; i < pixels; i++, x += step, y += yStep)
            for (int c = 0; c < channels; c += 8)
            {
                int left = channels - c;
                var away = Floats.Load(x + c, left) - Floats.Load(centre + c, left);
                Floats.Store(y + c, Vector256.FusedMultiplyAdd(away, Floats.Load(factor + c, left), Floats.Load(offset + c, left)), left);
            }
    }

    /// <summary>Σ dy into the first half of pairs, Σ dy · (x − centre) into the second.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void Sums(float* x, nint step, float* dy, nint dyStep, long pixels, int channels, float* centre, double* pairs)
    {
        double* sums = stackalloc double[16];
        for (int c = 0; c < channels; c += 8)
        {
            int left = channels - c;
            var middle = Floats.Load(centre + c, left);
            Vector256<double> low = default, high = default, lowProduct = default, highProduct = default;
            float* at = x + c, d = dy + c;
            for (long i = 0; i < pixels; i++, at += step, d += dyStep)
            {
                var (a, b) = Vector256.Widen(Floats.Load(at, left) - middle);
                var (da, db) = Vector256.Widen(Floats.Load(d, left));
                low += da;
                high += db;
                lowProduct = Vector256.FusedMultiplyAdd(a, da, lowProduct);
                highProduct = Vector256.FusedMultiplyAdd(b, db, highProduct);
            }

            low.Store(sums);
            high.Store(sums + 4);
            lowProduct.Store(sums + 8);
            highProduct.Store(sums + 12);
            for (int k = 0; k < Math.Min(8, left); k++)
                (pairs[c + k], pairs[channels + c + k]) = (sums[k], sums[8 + k]);
        }
    }

    /// <summary>dx = dy · factor + (x − centre) · slope + offset.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void Gradient(
        float* x, nint step, float* dy, nint dyStep, float* dx, nint dxStep, long pixels, int channels, float* centre, float* factor, float* slope, float* offset)
    {
        for (long i = 0; i < pixels; i++, x += step, dy += dyStep, dx += dxStep)
            for (int c = 0; c < channels; c += 8)
            {
                int left = channels - c;
                var away = Floats.Load(x + c, left) - Floats.Load(centre + c, left);
                var shift = Vector256.FusedMultiplyAdd(away, Floats.Load(slope + c, left), Floats.Load(offset + c, left));
                Floats.Store(dx + c, Vector256.FusedMultiplyAdd(Floats.Load(dy + c, left), Floats.Load(factor + c, left), shift), left);
            }
    }
}
