using System.Runtime.CompilerServices;

namespace Nabla;

/// <summary>Counter-based random numbers: element i of a draw depends on key, draw and i alone, so any thread may make it.</summary>
/// <remarks>Philox 4x32-10 of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.</remarks>
public readonly struct Philox(ulong seed, ulong stream, ulong draw = 0)
{
    private readonly uint key0 = (uint)seed, key1 = (uint)(seed >> 32) ^ (uint)(stream >> 32) * 0x9E3779B9u;
    private readonly uint stream0 = (uint)stream, draw0 = (uint)draw;

    /// <summary>What makes it differ from others: for code that computes several blocks at once.</summary>
    internal (uint Key0, uint Key1, uint Stream, uint Draw) State => (key0, key1, stream0, draw0);

    /// <summary>Four random words for block <paramref name="block"/>.</summary>
    public (uint A, uint B, uint C, uint D) Block(ulong block)
    {
        uint c0 = (uint)block, c1 = (uint)(block >> 32), c2 = draw0, c3 = stream0, k0 = key0, k1 = key1;
        for (int i = 0; i < 10; i++)
        {
            ulong p = 0xD2511F53UL * c0, q = 0xCD9E8D57UL * c2;
            (c0, c1, c2, c3) = ((uint)(q >> 32) ^ c1 ^ k0, (uint)q, (uint)(p >> 32) ^ c3 ^ k1, (uint)p);
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }

        return (c0, c1, c2, c3);
    }

    /// <summary>One random word.</summary>
    public uint Word(ulong index)
    {
        var (a, b, c, d) = Block(index >> 2);
        return (index & 3) switch { 0 => a, 1 => b, 2 => c, _ => d };
    }

    /// <summary>Uniform in [0, 1) with 24 random bits: exact in float32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ToUniform(uint word) => (word >> 8) * (1f / (1 << 24));

    /// <summary>Uniform in [0, 1) for element <paramref name="index"/>.</summary>
    public double Uniform(ulong index) => ToUniform(Word(index));

    /// <summary>Uniform in (0, 1) with 52 random bits, never an end.</summary>
    internal double Uniform52(ulong index)
    {
        var (a, b, _, _) = Block(index);
        return (((ulong)a << 20 ^ b >> 12) + 0.5) * (1.0 / (1L << 52));
    }

    /// <summary>Standard normal for element <paramref name="index"/> (Box–Muller, 53 bits).</summary>
    public double Normal(ulong index)
    {
        var (a, b, c, d) = Block(index);
        double u = (((ulong)a << 21 ^ b >> 11) + 1) * (1.0 / (1L << 53)), v = ((ulong)c << 21 ^ d >> 11) * (1.0 / (1L << 53));
        return Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(2 * Math.PI * v);
    }

    /// <summary>A random order of 0 … n-1 (Fisher–Yates).</summary>
    public int[] Permutation(int n)
    {
        var order = new int[n];
        Permute(order);
        return order;
    }

    /// <summary>Writes a random order of 0 … n-1 over <paramref name="order"/>: the same as <see cref="Permutation"/>.</summary>
    public void Permute(Span<int> order)
    {
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        for (int i = order.Length - 1; i > 0; i--)
        {
            int j = (int)((ulong)Word((ulong)i) * (ulong)(i + 1) >> 32);
            (order[i], order[j]) = (order[j], order[i]);
        }
    }

    /// <summary>A hash of text that is the same on every machine and in every version (FNV-1a, 64 bits).</summary>
    public static ulong StableHash(string text)
    {
        ulong h = 14695981039346656037;
        foreach (char c in text)
            h = ((h ^ (byte)c) * 1099511628211 ^ (byte)(c >> 8)) * 1099511628211;
        return h;
    }
}
