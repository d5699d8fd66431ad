using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Backends.Cpu;

/// <summary>Moments in float64 throughout, for channels whose squares float32 does not hold: huge, tiny or constant ones.</summary>
internal static unsafe class ExactMoments
{
    /// <summary>True for a sum of squares of so many distances that is not one of those.</summary>
    internal static bool Unneeded(double squares, double count) => squares > Exactly.LeastSquare * count && double.IsFinite(squares);

    /// <summary>The mean of each channel and Σ (x − mean)²; one pass, shifted by the first pixel.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void Channels(float* x, nint step, long pixels, int channels, double* means, double* squaresOf)
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
                (means[c + k], squaresOf[c + k]) = Shifted(x[c + k], pixels, sums[k], squares[k]);
        }
    }

    /// <summary>The mean and Σ (x − mean)², in one pass, shifted by the first number.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static (double Mean, double Squares) Plane(float* x, long count)
    {
        Vector256<double> first = Vector256.Create((double)*x), low = default, high = default, lowSquare = default, highSquare = default;
        long i = 0;
        for (; i + 8 <= count; i += 8)
        {
            var (a, b) = Vector256.Widen(Vector256.Load(x + i));
            a -= first;
            b -= first;
            low += a;
            high += b;
            lowSquare = Vector256.FusedMultiplyAdd(a, a, lowSquare);
            highSquare = Vector256.FusedMultiplyAdd(b, b, highSquare);
        }

        double sum = Vector256.Sum(low + high), squares = Vector256.Sum(lowSquare + highSquare);
        for (; i < count; i++)
        {
            double d = (double)x[i] - *x;
            sum += d;
            squares += d * d;
        }

        return Shifted(*x, count, sum, squares);
    }

    /// <summary>From Σ d and Σ d² of the distances d to a number among them: no digits cancel.</summary>
    private static (double Mean, double Squares) Shifted(double from, double count, double sum, double squares) =>
        (from + sum / count, Math.Max(0, squares - sum * sum / count));
}
