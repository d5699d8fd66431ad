using System.Security.Cryptography;
using Nabla.Io;

namespace Nabla.Zoo;

/// <summary>Images and labels from a pair of IDX files.</summary>
internal static class IdxImages
{
    /// <summary>Reads the pair from a folder and checks what the files hold against their hashes.</summary>
    internal static ImageDataset Read(string name, string folder, DataFile images, DataFile labels, IReadOnlyList<string>? classes = null) =>
        Pair(name, Read(folder, images), Read(folder, labels), classes);

    /// <summary>Joins images (N, H, W) and labels (N).</summary>
    internal static ImageDataset Pair(string name, IdxArray images, IdxArray labels, IReadOnlyList<string>? classes = null)
    {
        if (images.Shape.Rank != 3 || labels.Shape.Rank != 1)
            throw new DataException(name, $"images of shape {images.Shape} and labels of shape {labels.Shape} were found; (N, H, W) and (N) were expected. Check that the files are not exchanged.");
        if (images.Shape[0] != labels.Shape[0])
            throw new DataException(name, $"there are {images.Shape[0]:N0} images but {labels.Shape[0]:N0} labels. Get the two files from the same place.");
        classes ??= [.. Enumerable.Range(0, labels.Data.DefaultIfEmpty().Max() + 1).Select(c => c.ToString())];
        return new(name, images.Data, labels.Data, channels: 1, images.Shape[1], images.Shape[2], classes);
    }

    private static IdxArray Read(string folder, DataFile file)
    {
        string path = DataPlaces.Locate(folder, file.Name) ?? throw new DataException(Path.Combine(folder, file.Name), "is missing. Put it there.");
        var array = Idx.Read(path);
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(array.Header());
        sha.AppendData(array.Data);
        string found = Convert.ToHexStringLower(sha.GetHashAndReset());
        if (file.Sha256 is { } expected && found != expected)
            throw new DataException(path, $"is a sound IDX file but not the published one: SHA-256 {found} of its content was found, {expected} was expected. Get the file again, or put data of your own into a folder of another name.");
        return array;
    }
}
