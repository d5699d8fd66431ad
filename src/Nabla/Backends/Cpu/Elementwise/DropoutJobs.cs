using System.Runtime.Intrinsics;

namespace Nabla.Backends.Cpu;

/// <summary>mask = 1 where the 24-bit random number reaches the threshold, else 0, from eight blocks of four at once.</summary>
internal unsafe struct DropoutMaskJob : IJob
{
    private const int Group = 32, ChunkLength = 1 << 14;

    internal Philox Random;
    internal int Threshold;
    internal byte* Mask;
    internal long Count;

    internal static int Chunks(long count) => checked((int)((count + ChunkLength - 1) / ChunkLength));

    public readonly void Run(int chunk)
    {
        long start = (long)chunk * ChunkLength, end = Math.Min(Count, start + ChunkLength);
        var threshold = Vector256.Create(Threshold);
        byte* tail = stackalloc byte[Group];
        for (long i = start; i < end; i += Group)
        {
            var (a, b, c, d) = PhiloxLanes.Blocks(Random, (ulong)i / 4);
            // A lane's four words are neighbours: one byte of the lane for each.
            var bytes = Bit(a, threshold) | Bit(b, threshold) << 8 | Bit(c, threshold) << 16 | Bit(d, threshold) << 24;
            if (end - i >= Group)
            {
                bytes.AsByte().Store(Mask + i);
                continue;
            }

            bytes.AsByte().Store(tail);
            new ReadOnlySpan<byte>(tail, (int)(end - i)).CopyTo(new Span<byte>(Mask + i, (int)(end - i)));
        }
    }

    private static Vector256<uint> Bit(Vector256<uint> words, Vector256<int> threshold) =>
        Vector256.GreaterThanOrEqual((words >> 8).AsInt32(), threshold).AsUInt32() & Vector256<uint>.One;
}

/// <summary>y = x · mask · scale.</summary>
internal unsafe struct ScaleMaskedJob : IJob
{
    internal Loop Loop;
    internal float Scale;

    public readonly void Run(int chunk)
    {
        for (var r = Loop.Chunk(chunk); r.Next();)
        {
            float* y = (float*)r.At(0), x = (float*)r.At(1);
            byte* mask = r.At(2);
            long sy = r.Step(0), sx = r.Step(1), sm = r.Step(2, sizeof(byte)), i = 0;
            if (sy == 1 && sx == 1 && sm == 1)
                for (var scale = Vector256.Create(Scale); i <= r.Length - 8; i += 8)
                {
                    var bits = Vector256.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(ulong*)(mask + i)).AsByte()).ToVector256Unsafe());
                    (Vector256.Load(x + i) * (Vector256.ConvertToSingle(bits.AsInt32()) * scale)).Store(y + i);
                }
            else if (sy == 1 && sx == 1 && sm == 0)         // a channel or sample that drops whole
                for (var factor = Vector256.Create(*mask * Scale); i <= r.Length - 8; i += 8)
                    (Vector256.Load(x + i) * factor).Store(y + i);

            for (; i < r.Length; i++)
                y[i * sy] = x[i * sx] * (mask[i * sm] * Scale);
        }
    }
}
