namespace Nabla.Zoo;

/// <summary>A file of a data set, as its mirrors serve it.</summary>
/// <param name="Name">Its name; what ends in <c>.gz</c> is accepted decompressed too, without that ending.</param>
/// <param name="Bytes">How much there is to download.</param>
/// <param name="Sha256">The hash of the content, decompressed, since mirrors may compress differently; null for data of one's own.</param>
/// <param name="Packed">The hash of the file as it is served, where that of the content is not published; checked when it is downloaded.</param>
public sealed record DataFile(string Name, long Bytes, string? Sha256, string? Packed = null);

/// <summary>A data set that can be had by name. A new one is one class of its own and a line in <see cref="Datasets.All"/>.</summary>
public abstract class DatasetInfo
{
    /// <summary>The name to ask for, and of its folder: <c>mnist</c>.</summary>
    public abstract string Name { get; }

    /// <summary>One line about it.</summary>
    public abstract string Description { get; }

    /// <summary>Under what terms it is published.</summary>
    public abstract string Licence { get; }

    /// <summary>Its files; none when it is embedded in this package.</summary>
    public virtual IReadOnlyList<DataFile> Files => [];

    /// <summary>Where the files can be downloaded, tried in turn: addresses that a file's name is appended to.</summary>
    public virtual IReadOnlyList<string> Mirrors => [];

    /// <summary>The archive that its files are downloaded in; null where they are served one by one.</summary>
    public virtual DataArchive? Archive => null;

    /// <summary>The folder that the published archive unpacks to; null where it has none.</summary>
    internal virtual string? Unpacked => null;

    /// <summary>The name of its folder; data sets of the same files share it.</summary>
    internal virtual string Place => Name;

    /// <summary>True when it needs no files.</summary>
    public bool Embedded => Files.Count == 0;

    /// <summary>How much there is to download.</summary>
    public long Bytes => Archive?.Bytes ?? Files.Sum(f => f.Bytes);

    /// <summary>Reads it from a folder that holds its files.</summary>
    protected internal abstract (ImageDataset Train, ImageDataset Test) Open(string folder);
}
