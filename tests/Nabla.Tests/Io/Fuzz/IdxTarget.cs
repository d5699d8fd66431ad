using System.IO.Compression;
using Nabla.Io;

namespace Nabla.Tests.Io.Fuzz;

/// <summary>IDX, plain or below gzip.</summary>
internal sealed class IdxTarget(bool zipped) : FuzzTarget
{
    private static readonly byte[][] Files =
    [
        [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6],
        [0, 0, 8, 1, 0, 0, 0, 3, 9, 8, 7],
        [0, 0, 8, 3, 0, 0, 0, 10, 0, 0, 0, 28, 0, 0, 0, 28, .. new byte[7840]],
        [0, 0, 8, 4, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1],
    ];

    internal override byte[][] Seeds { get; } = zipped ? [.. Files.Select(Zip)] : Files;

    internal override int Unfolds => zipped ? Compression.DeflateRatio : 1;

    internal override object Read(byte[] file) => Idx.Read(new MemoryStream(file), "fuzz");

    internal override void Check(object read)
    {
        var array = (IdxArray)read;
        var again = Idx.Read(new MemoryStream([.. array.Header(), .. array.Data]), "again");
        if (again.Shape != array.Shape || !again.Data.AsSpan().SequenceEqual(array.Data))
            throw new InvalidOperationException("what was read and written reads otherwise");
    }

    // A header that is nearly right, with data that nearly fits; below gzip, whose checksum fits.
    protected override byte[] MutateStructure(byte[] file, Draws d)
    {
        int[] sizes = [.. Enumerable.Range(0, d.Below(5)).Select(_ => d.Below(5))];
        var header = new List<byte> { 0, 0, d.OneIn(8) ? (byte)d.Word() : (byte)8, (byte)(d.OneIn(8) ? d.Below(256) : sizes.Length) };
        foreach (int n in sizes)
            header.AddRange(BitConverter.GetBytes((int)(d.OneIn(8) ? d.Length(n) : n)).Reverse());
        byte[] plain = [.. header, .. d.Bytes(Math.Max(0, sizes.Aggregate(1, (a, b) => a * b) + (d.OneIn(6) ? d.Below(3) - 1 : 0)))];
        if (d.OneIn(3))
            plain = Mutator.Mutate(d.OneIn(2) ? plain : Files[d.Below(Files.Length)], Files, d);
        return zipped ? Zip(plain) : plain;
    }

    private static byte[] Zip(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var zip = new GZipStream(memory, CompressionLevel.Optimal))
            zip.Write(bytes);
        return memory.ToArray();
    }
}
