namespace Nabla.Tests.Io.Fuzz;

/// <summary>Random draws, one after another: a function of seed and file number alone, so that any file can be made again.</summary>
internal sealed class Draws(ulong seed, ulong file)
{
    // Lengths that decoders get wrong: none, one, the ends of each width, and beyond.
    private static readonly long[] Edges =
        [0, 1, 2, 7, 8, 9, 127, 128, 255, 256, 32767, 65535, 65536, int.MaxValue, 1L << 31, uint.MaxValue, 1L << 32, long.MaxValue, -1, -2, long.MinValue, 100_000_000, 1 << 26];

    private readonly Philox random = new(seed, file);
    private ulong at;

    internal uint Word() => random.Word(at++);

    /// <summary>0 … n - 1; 0 for n = 0.</summary>
    internal int Below(int n) => (int)((ulong)Word() * (ulong)n >> 32);

    internal T Of<T>(params ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    internal bool OneIn(int n) => Below(n) == 0;

    /// <summary>A number that a length field should not have, near <paramref name="good"/> one time in three.</summary>
    internal long Length(long good) => OneIn(3) ? good + Below(5) - 2 : Edges[Below(Edges.Length)];

    internal byte[] Bytes(int n)
    {
        byte[] bytes = new byte[n];
        for (int i = 0; i < n; i++)
            bytes[i] = (byte)Word();
        return bytes;
    }
}
