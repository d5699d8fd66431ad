using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Nabla.Zoo.Tests.Data;

/// <summary>A small data set as a mirror serves it: 5 + 3 images of 4×6 whose pixels are known, four compressed IDX files.</summary>
internal sealed class Stripes : DatasetInfo
{
    internal static readonly Dictionary<string, byte[]> Raw = new()
    {
        ["a-images.gz"] = Idx([5, 4, 6], [.. Enumerable.Range(0, 120).Select(i => (byte)i)]),
        ["a-labels.gz"] = Idx([5], [0, 1, 2, 0, 1]),
        ["b-images.gz"] = Idx([3, 4, 6], [.. Enumerable.Range(0, 72).Select(i => (byte)(255 - i))]),
        ["b-labels.gz"] = Idx([3], [2, 1, 0]),
    };

    internal static readonly Dictionary<string, byte[]> Zipped = Raw.ToDictionary(f => f.Key, f => Zip(f.Value));

    public override string Name => "stripes";

    public override string Description => "stripes";

    public override string Licence => "none";

    public override IReadOnlyList<string> Mirrors => Addresses;

    public override IReadOnlyList<DataFile> Files { get; } = [.. Raw.Select(f => new DataFile(f.Key, Zipped[f.Key].Length, Convert.ToHexStringLower(SHA256.HashData(f.Value))))];

    internal string[] Addresses { get; init; } = [];

    protected internal override (ImageDataset Train, ImageDataset Test) Open(string folder) => (
        IdxImages.Read("stripes/train", folder, Files[0], Files[1], ["a", "b", "c"]),
        IdxImages.Read("stripes/test", folder, Files[2], Files[3], ["a", "b", "c"]));

    internal static byte[] Idx(int[] sizes, byte[] data)
    {
        byte[] head = new byte[4 + sizes.Length * 4];
        (head[2], head[3]) = (8, (byte)sizes.Length);
        for (int i = 0; i < sizes.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4 + i * 4), sizes[i]);
        return [.. head, .. data];
    }

    internal static byte[] Zip(byte[] bytes, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var memory = new MemoryStream();
        using (var zip = new GZipStream(memory, level))
            zip.Write(bytes);
        return memory.ToArray();
    }
}
