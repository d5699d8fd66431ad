using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Backends.Cpu;

/// <summary>One dense row of a layer or RMS norm, eight numbers at a time; the tail runs the same instructions.</summary>
internal static unsafe class RowNormKernels
{
    /// <summary>y = x̂ · weight + bias; a null weight is 1, a null bias 0.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void Normalize(float* x, float* y, int count, RowNumbers row, float* weight, float* bias)
    {
        Vector256<float> centre = Vector256.Create(row.Centre), scale = Vector256.Create(row.Scale), rest = Vector256.Create(row.Rest);
        for (int i = 0; i < count; i += 8)
        {
            int left = count - i;
            var b = bias == null ? Vector256<float>.Zero : Floats.Load(bias + i, left);
            Floats.Store(y + i, Vector256.FusedMultiplyAdd(Normal(x + i, left, centre, scale, rest), Factor(weight, i, left), b), left);
        }
    }

    /// <summary>mean(g) and mean(g·x̂), g = dy · weight.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static (double G, double Gx) Means(float* x, float* dy, int count, RowNumbers row, float* weight)
    {
        Vector256<float> centre = Vector256.Create(row.Centre), scale = Vector256.Create(row.Scale), rest = Vector256.Create(row.Rest);
        Vector256<double> low = default, high = default, lowProduct = default, highProduct = default;
        for (int i = 0; i < count; i += 8)
        {
            int left = count - i;
            var (ga, gb) = Vector256.Widen(Floats.Load(dy + i, left) * Factor(weight, i, left));        // zeros past the end
            var (a, b) = Vector256.Widen(Normal(x + i, left, centre, scale, rest));
            low += ga;
            high += gb;
            lowProduct = Vector256.FusedMultiplyAdd(a, ga, lowProduct);
            highProduct = Vector256.FusedMultiplyAdd(b, gb, highProduct);
        }

        return (Vector256.Sum(low + high) / count, Vector256.Sum(lowProduct + highProduct) / count);
    }

    /// <summary>dx = scale · (g − mean(g) − x̂ · mean(g·x̂)).</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void Gradient(float* x, float* dy, float* dx, int count, RowNumbers row, float* weight, float g, float gx)
    {
        Vector256<float> centre = Vector256.Create(row.Centre), scale = Vector256.Create(row.Scale), rest = Vector256.Create(row.Rest);
        Vector256<float> mean = Vector256.Create(g), slope = Vector256.Create(-gx);
        for (int i = 0; i < count; i += 8)
        {
            int left = count - i;
            var d = Floats.Load(dy + i, left) * Factor(weight, i, left) - mean;
            Floats.Store(dx + i, Vector256.FusedMultiplyAdd(Normal(x + i, left, centre, scale, rest), slope, d) * scale, left);
        }
    }

    /// <summary>dweight += dy · x̂, dbias += dy, in float64.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void AddAffine(float* x, float* dy, int count, RowNumbers row, double* dweight, double* dbias)
    {
        Vector256<float> centre = Vector256.Create(row.Centre), scale = Vector256.Create(row.Scale), rest = Vector256.Create(row.Rest);
        int i = 0;
        for (; i + 8 <= count; i += 8)
        {
            var d = Vector256.Load(dy + i);
            var (low, high) = Vector256.Widen(d);
            var (lowProduct, highProduct) = Vector256.Widen(d * Normal(x + i, 8, centre, scale, rest));
            (Vector256.Load(dweight + i) + lowProduct).Store(dweight + i);
            (Vector256.Load(dweight + i + 4) + highProduct).Store(dweight + i + 4);
            (Vector256.Load(dbias + i) + low).Store(dbias + i);
            (Vector256.Load(dbias + i + 4) + high).Store(dbias + i + 4);
        }

        for (; i < count; i++)
        {
            dweight[i] += dy[i] * MathF.FusedMultiplyAdd(x[i] - row.Centre, row.Scale, row.Rest);
            dbias[i] += dy[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Normal(float* x, int left, Vector256<float> centre, Vector256<float> scale, Vector256<float> rest) =>
        Vector256.FusedMultiplyAdd(Floats.Load(x, left) - centre, scale, rest);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Factor(float* weight, int i, int left) => weight == null ? Vector256<float>.One : Floats.Load(weight + i, left);
}
