using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Backends.Cpu;

/// <summary>How many numbers become one. Accumulators are float64, so that no order of blocks matters to a float32 result.</summary>
internal unsafe interface IReducer
{
    /// <summary>What nothing reduces to.</summary>
    static abstract double Start { get; }

    static abstract double Join(double a, double b);

    /// <summary>All of n neighbours.</summary>
    static abstract double Line(float* x, long n);

    /// <summary>Each of n neighbours into an accumulator of its own.</summary>
    static abstract void Into(double* sums, float* x, long n);
}

/// <summary>Σ x.</summary>
internal readonly unsafe struct SumReducer : IReducer
{
    public static double Start => 0;

    public static double Join(double a, double b) => a + b;

    [MethodImpl(Jit.Kernel)]
    public static double Line(float* x, long n)
    {
        long i = 0;
        double sum = Avx512F.IsSupported ? Line512(x, n, ref i) : 0;
        Vector256<double> a = default, b = default, c = default, d = default;
        for (; i + 16 <= n; i += 16)
        {
            var (x0, x1) = Vector256.Widen(Vector256.Load(x + i));
            var (x2, x3) = Vector256.Widen(Vector256.Load(x + i + 8));
            a += x0;
            b += x1;
            c += x2;
            d += x3;
        }

        sum += Vector256.Sum(a + b + (c + d));
        for (; i < n; i++)
            sum += x[i];
        return sum;
    }

    /// <summary>Four sums of eight, so that neither the additions' latency nor the conversions hold up what the cache gives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Line512(float* x, long n, ref long from)
    {
        Vector512<double> a = default, b = default, c = default, d = default;
        long i = from;
        for (; i + 32 <= n; i += 32)
        {
            a += Avx512F.ConvertToVector512Double(Vector256.Load(x + i));
            b += Avx512F.ConvertToVector512Double(Vector256.Load(x + i + 8));
            c += Avx512F.ConvertToVector512Double(Vector256.Load(x + i + 16));
            d += Avx512F.ConvertToVector512Double(Vector256.Load(x + i + 24));
        }

        from = i;
        return Vector512.Sum(a + b + (c + d));
    }

    [MethodImpl(Jit.Kernel)]
    public static void Into(double* sums, float* x, long n)
    {
        long i = 0;
        for (; i + 8 <= n; i += 8)
        {
            var (low, high) = Vector256.Widen(Vector256.Load(x + i));
            (Vector256.Load(sums + i) + low).Store(sums + i);
            (Vector256.Load(sums + i + 4) + high).Store(sums + i + 4);
        }

        for (; i < n; i++)
            sums[i] += x[i];
    }
}
