using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Nabla.Bench.Running;

/// <summary>What the machine gives at best: fused multiply-adds in registers, and copies beyond the caches.</summary>
internal static unsafe class Peak
{
    private const int Floats = 32 << 20;

    /// <summary>GFLOP/s and GB/s (read + written) on so many threads; medians of seven.</summary>
    internal static (double GFlops, double GBytes) Measure(int threads)
    {
        const long loops = 2_000_000;
        int lanes = Vector512.IsHardwareAccelerated ? 16 : 8;
        double flops = Median(() => Together(threads, _ => Fma(loops)), 2.0 * loops * 16 * lanes * threads);
        float* from = (float*)NativeMemory.AlignedAlloc(Floats * sizeof(float), 64), to = (float*)NativeMemory.AlignedAlloc(Floats * sizeof(float), 64);
        NativeMemory.Clear(from, Floats * sizeof(float));
        int part = Floats / threads;
        double bytes = Median(() => Together(threads, t => Copy(from + t * part, to + t * part, part)), 2.0 * part * threads * sizeof(float));
        NativeMemory.AlignedFree(from);
        NativeMemory.AlignedFree(to);
        return (flops / 1e9, bytes / 1e9);
    }

    private static double Median(Action run, double amount)
    {
        run();
        var rates = new List<double>();
        for (int i = 0; i < 7; i++)
        {
            long start = Stopwatch.GetTimestamp();
            run();
            rates.Add(amount / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return rates.Order().ElementAt(3);
    }

    private static void Together(int threads, Action<int> body)
    {
        Thread[] others = [.. Enumerable.Range(1, threads - 1).Select(t => new Thread(() => body(t)))];
        foreach (var t in others)
            t.Start();
        body(0);
        foreach (var t in others)
            t.Join();
    }

    // 16 independent chains hide the latency of the two units.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fma(long loops)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Vector512<float> a = Vector512.Create(0.999f), b = Vector512.Create(0.001f);
            Vector512<float> c0 = a, c1 = a, c2 = a, c3 = a, c4 = a, c5 = a, c6 = a, c7 = a, c8 = a, c9 = a, c10 = a, c11 = a, c12 = a, c13 = a, c14 = a, c15 = a;
            for (long i = 0; i < loops; i++)
            {
                c0 = Vector512.FusedMultiplyAdd(a, c0, b); c1 = Vector512.FusedMultiplyAdd(a, c1, b); c2 = Vector512.FusedMultiplyAdd(a, c2, b); c3 = Vector512.FusedMultiplyAdd(a, c3, b);
                c4 = Vector512.FusedMultiplyAdd(a, c4, b); c5 = Vector512.FusedMultiplyAdd(a, c5, b); c6 = Vector512.FusedMultiplyAdd(a, c6, b); c7 = Vector512.FusedMultiplyAdd(a, c7, b);
                c8 = Vector512.FusedMultiplyAdd(a, c8, b); c9 = Vector512.FusedMultiplyAdd(a, c9, b); c10 = Vector512.FusedMultiplyAdd(a, c10, b); c11 = Vector512.FusedMultiplyAdd(a, c11, b);
                c12 = Vector512.FusedMultiplyAdd(a, c12, b); c13 = Vector512.FusedMultiplyAdd(a, c13, b); c14 = Vector512.FusedMultiplyAdd(a, c14, b); c15 = Vector512.FusedMultiplyAdd(a, c15, b);
            }

            s_sink = Vector512.Sum(c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11 + c12 + c13 + c14 + c15);
        }
        else
        {
            Vector256<float> a = Vector256.Create(0.999f), b = Vector256.Create(0.001f);
            Vector256<float> c0 = a, c1 = a, c2 = a, c3 = a, c4 = a, c5 = a, c6 = a, c7 = a, c8 = a, c9 = a, c10 = a, c11 = a;
            for (long i = 0; i < loops * 4 / 3; i++)                     // 12 chains: there are 16 registers
            {
                c0 = Vector256.FusedMultiplyAdd(a, c0, b); c1 = Vector256.FusedMultiplyAdd(a, c1, b); c2 = Vector256.FusedMultiplyAdd(a, c2, b); c3 = Vector256.FusedMultiplyAdd(a, c3, b);
                c4 = Vector256.FusedMultiplyAdd(a, c4, b); c5 = Vector256.FusedMultiplyAdd(a, c5, b); c6 = Vector256.FusedMultiplyAdd(a, c6, b); c7 = Vector256.FusedMultiplyAdd(a, c7, b);
                c8 = Vector256.FusedMultiplyAdd(a, c8, b); c9 = Vector256.FusedMultiplyAdd(a, c9, b); c10 = Vector256.FusedMultiplyAdd(a, c10, b); c11 = Vector256.FusedMultiplyAdd(a, c11, b);
            }

            s_sink = Vector256.Sum(c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11);
        }
    }

    private static float s_sink;

    private static void Copy(float* from, float* to, int count) => Buffer.MemoryCopy(from, to, count * (long)sizeof(float), count * (long)sizeof(float));
}
