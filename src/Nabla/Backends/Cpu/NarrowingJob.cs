using System.Runtime.CompilerServices;

namespace Nabla.Backends.Cpu;

/// <summary>Converts rows of float32 to a narrow form.</summary>
internal unsafe struct NarrowingJob : IJob
{
    internal float* From;
    internal WeightRows To;

    /// <summary>Elements of a row, and with its padding.</summary>
    internal int Columns, Padded;

    internal int Rows, Chunks;

    public readonly void Run(int chunk)
    {
        int last = (int)((chunk + 1L) * Rows / Chunks);
        for (int row = (int)((long)chunk * Rows / Chunks); row < last; row++)
        {
            float* from = From + (nint)row * Columns;
            byte* to = To.Data + row * To.Pitch;
            if (To.Form == WeightPacking.BF16)
                ToBFloat16(from, Columns, (ushort*)to, Padded);
            else
                To.Scales[row] = ToInt8(from, Columns, (sbyte*)to, Padded);
        }
    }

    [MethodImpl(Jit.Kernel)]
    private static void ToBFloat16(float* from, int count, ushort* to, int padded)
    {
        for (int k = 0; k < count; k++)
            to[k] = ((BFloat16)from[k]).Bits;
        new Span<ushort>(to + count, padded - count).Clear();
    }

    /// <summary>q = w / s rounded to nearest even, s = max|w| / 127.</summary>
    /// <returns>s; NaN where an infinity or NaN leaves no scale, 0 where all weights are 0 or too small for one.</returns>
    [MethodImpl(Jit.Kernel)]
    private static float ToInt8(float* from, int count, sbyte* to, int padded)
    {
        float largest = 0;
        for (int k = 0; k < count; k++)
            largest = MathF.Max(largest, MathF.Abs(from[k]));       // NaN if any is
        float scale = largest / 127;
        bool stores = scale > 0 && float.IsFinite(scale);
        for (int k = 0; stores && k < count; k++)
            to[k] = (sbyte)Math.Clamp(MathF.Round(from[k] / scale), -127, 127);     // beyond 127 only where a subnormal scale is inexact
        int from0 = stores ? count : 0;
        new Span<sbyte>(to + from0, padded - from0).Clear();
        return stores || scale == 0 ? scale : float.NaN;
    }
}
