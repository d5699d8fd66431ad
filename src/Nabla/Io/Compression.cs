namespace Nabla.Io;

/// <summary>What compressed data may unfold to: a small file must not claim the machine's memory.</summary>
internal static class Compression
{
    /// <summary>Deflate cannot exceed it: a match of 258 bytes takes at least 2 bits.</summary>
    internal const int DeflateRatio = 1032;

    /// <summary>Up to this size any ratio that deflate can reach is read, such as a mask of zeros.</summary>
    internal const long FreeBytes = 64 << 20;

    /// <summary>Beyond <see cref="FreeBytes"/>.</summary>
    internal const int MaxRatio = 100;

    /// <summary>Refuses what would unfold to more than the format can hold, or to a bomb; called before memory is taken.</summary>
    internal static void Check(string file, string what, long claimed, long compressed)
    {
        if (claimed > DeflateRatio * compressed)
            throw new DataException(file, $"{what} claims {claimed:N0} bytes out of {compressed:N0} compressed ones, more than deflate can hold (1 : {DeflateRatio}). It is damaged: get it again.");
        if (claimed > FreeBytes && claimed > MaxRatio * compressed)
            throw new DataException(file, $"{what} would unfold from {compressed:N0} to {claimed:N0} bytes; beyond {FreeBytes:N0} at most 1 : {MaxRatio} is read, since such files are made to exhaust memory. If you trust it, unpack it first.");
    }
}
