using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Backends.Cpu;

/// <summary>One row of float32 in a narrow form, padded with zeros to blocks of 16. Vectors of 128 bits do: it happens once, and memory is slower.</summary>
internal static unsafe class Narrowing
{
    internal const int Block = 16;

    /// <summary>Rounded as <see cref="BFloat16"/> does.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void ToBFloat16(float* from, int count, ushort* to)
    {
        float* part = stackalloc float[Block];
        for (int k = 0; k < count; k += Block)
        {
            float* x = Whole(from + k, count - k, part);
            for (int i = 0; i < Block; i += 8)
                Vector128.Narrow(Upper(Vector128.Load(x + i)), Upper(Vector128.Load(x + i + 4))).Store(to + k + i);
        }
    }

    /// <summary>q = w / s rounded to nearest even, s = max|w| / 127.</summary>
    /// <returns>s; NaN where an infinity or NaN leaves no scale, 0 where all weights are 0 or too small for one.</returns>
    [MethodImpl(Jit.Kernel)]
    internal static float ToInt8(float* from, int count, sbyte* to)
    {
        float* part = stackalloc float[Block];
        var most = Vector128<float>.Zero;
        for (int k = 0; k < count; k += Block)
        {
            float* x = Whole(from + k, count - k, part);
            for (int i = 0; i < Block; i += 4)
                most = Vector128.Max(most, Vector128.Abs(Vector128.Load(x + i)));        // NaN if any is
        }

        float scale = MathF.Max(MathF.Max(most[0], most[1]), MathF.Max(most[2], most[3])) / 127;
        if (!(scale > 0 && float.IsFinite(scale)))
        {
            new Span<sbyte>(to, (count + Block - 1) / Block * Block).Clear();
            return scale == 0 ? 0 : float.NaN;
        }

        for (int k = 0; k < count; k += Block)
        {
            float* x = Whole(from + k, count - k, part);
            Vector128.Narrow(
                Vector128.Narrow(Steps(x, scale), Steps(x + 4, scale)),
                Vector128.Narrow(Steps(x + 8, scale), Steps(x + 12, scale))).Store(to + k);
        }

        return scale;
    }

    /// <summary>The block itself, or a copy that ends in zeros where fewer than a block are left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float* Whole(float* from, int left, float* part)
    {
        if (left >= Block)
            return from;
        new Span<float>(part, Block).Clear();
        new Span<float>(from, left).CopyTo(new(part, Block));
        return part;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Upper(Vector128<float> x)
    {
        var bits = x.AsUInt32();
        var rounded = bits + Vector128.Create(0x7FFFu) + ((bits >> 16) & Vector128<uint>.One);
        return Vector128.ConditionalSelect(Vector128.IsNaN(x).AsUInt32(), bits | Vector128.Create(0x40_0000u), rounded) >> 16;
    }

    /// <summary>Beyond 127 only where a subnormal scale is inexact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Steps(float* x, float scale) =>
        Vector128.ConvertToInt32(Vector128.Clamp(Vector128.Round(Vector128.Load(x) / scale), Vector128.Create(-127f), Vector128.Create(127f)));
}
