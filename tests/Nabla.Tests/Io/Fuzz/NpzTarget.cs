using System.IO.Compression;
using Nabla.Io;

namespace Nabla.Tests.Io.Fuzz;

/// <summary>NumPy's .npz: zip archives of spoiled arrays, and spoiled archives.</summary>
internal sealed class NpzTarget : FuzzTarget
{
    internal override byte[][] Seeds { get; } =
    [
        Zip(("a.npy", NpyTarget.Files[0], CompressionLevel.NoCompression), ("b.npy", NpyTarget.Files[2], CompressionLevel.Optimal)),
        Zip(("zeros.npy", Zeros(), CompressionLevel.Optimal)),
        Zip(("x/y.npy", NpyTarget.Files[3], CompressionLevel.NoCompression)),
        Zip(),
    ];

    internal override int Unfolds => Compression.DeflateRatio;

    internal override object Read(byte[] file) => Npz.Read(new MemoryStream(file), "fuzz");

    // Checksums fit, so that what is wrong inside is reached.
    protected override byte[] MutateStructure(byte[] file, Draws d)
    {
        var entries = new (string, byte[], CompressionLevel)[d.Below(4)];
        for (int i = 0; i < entries.Length; i++)
        {
            byte[] array = d.OneIn(2) ? NpyTarget.Structure(d) : NpyTarget.Files[d.Below(NpyTarget.Files.Length)];
            entries[i] = (d.OneIn(10) ? d.Of("a", "a/", ".npy", "\u001b.npy", "../a.npy") : $"{d.Below(20)}.npy",
                d.OneIn(2) ? Mutator.Mutate(array, NpyTarget.Files, d) : array,
                d.Of(CompressionLevel.NoCompression, CompressionLevel.Optimal));
        }

        byte[] zip = Zip(entries);
        return d.OneIn(2) ? SpoilDirectory(zip, d) : zip;
    }

    // A field of a directory record: local (PK 3 4), central (PK 1 2) or the end (PK 5 6).
    private static byte[] SpoilDirectory(byte[] zip, Draws d)
    {
        byte[] copy = [.. zip];
        ReadOnlySpan<byte> mark = d.Below(3) switch { 0 => "PK\u0003\u0004"u8, 1 => "PK\u0001\u0002"u8, _ => "PK\u0005\u0006"u8 };
        int from = d.Below(copy.Length), record = copy.AsSpan(from).IndexOf(mark);
        record = record < 0 ? copy.AsSpan().IndexOf(mark) : from + record;
        if (record < 0)
            return copy;
        int at = record + 4 + 2 * d.Below(21), width = d.Of(2, 4);
        if (at + width <= copy.Length)
            BitConverter.GetBytes(d.Length(BitConverter.ToUInt16(copy, at))).AsSpan(0, width).CopyTo(copy.AsSpan(at));
        return copy;
    }

    private static byte[] Zeros()
    {
        using var file = new MemoryStream();
        Npy.Write(file, Tensor.Zeros([10_000]));
        return file.ToArray();
    }

    private static byte[] Zip(params (string Name, byte[] Content, CompressionLevel Level)[] entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content, level) in entries)
            {
                using var stream = zip.CreateEntry(name, level).Open();
                stream.Write(content);
            }

        return file.ToArray();
    }
}
