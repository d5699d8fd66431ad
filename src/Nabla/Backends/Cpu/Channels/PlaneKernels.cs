using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Backends.Cpu;

/// <summary>Norms where the numbers that share statistics are neighbours: a channel's pixels, or a row. Sums are in float64.</summary>
internal static unsafe class PlaneKernels
{
    /// <summary>The mean and Σ (x − mean)², in one pass, shifted by the first number.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static (double Mean, double Squares) Moments(float* x, long count)
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

        return Cpu.Moments.Shifted(*x, count, sum, squares);
    }

    /// <summary>y = (x − centre) · factor + offset.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void Normalize(float* x, float* y, long count, float centre, float factor, float offset)
    {
        Vector256<float> c = Vector256.Create(centre), f = Vector256.Create(factor), o = Vector256.Create(offset);
        for (long i = 0; i < count; i += 8)
        {
            int left = (int)Math.Min(8, count - i);
            Floats.Store(y + i, Vector256.FusedMultiplyAdd(Floats.Load(x + i, left) - c, f, o), left);
        }
    }

    /// <summary>Σ dy and Σ dy · (x − centre).</summary>
    [MethodImpl(Jit.Kernel)]
    internal static (double Sum, double Product) Sums(float* x, float* dy, long count, float centre)
    {
        var c = Vector256.Create(centre);
        Vector256<double> low = default, high = default, lowProduct = default, highProduct = default;
        long i = 0;
        for (; i + 8 <= count; i += 8)
        {
            var (a, b) = Vector256.Widen(Vector256.Load(x + i) - c);
            var (da, db) = Vector256.Widen(Vector256.Load(dy + i));
            low += da;
            high += db;
            lowProduct = Vector256.FusedMultiplyAdd(a, da, lowProduct);
            highProduct = Vector256.FusedMultiplyAdd(b, db, highProduct);
        }

        double sum = Vector256.Sum(low + high), product = Vector256.Sum(lowProduct + highProduct);
        for (; i < count; i++)
        {
            sum += dy[i];
            product += (double)dy[i] * (x[i] - centre);
        }

        return (sum, product);
    }

    /// <summary>dx = dy · factor + (x − centre) · slope + offset.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void Gradient(float* x, float* dy, float* dx, long count, float centre, float factor, float slope, float offset)
    {
        Vector256<float> c = Vector256.Create(centre), f = Vector256.Create(factor), s = Vector256.Create(slope), o = Vector256.Create(offset);
        for (long i = 0; i < count; i += 8)
        {
            int left = (int)Math.Min(8, count - i);
            var shift = Vector256.FusedMultiplyAdd(Floats.Load(x + i, left) - c, s, o);
            Floats.Store(dx + i, Vector256.FusedMultiplyAdd(Floats.Load(dy + i, left), f, shift), left);
        }
    }
}
