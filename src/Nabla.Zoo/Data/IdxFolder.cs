namespace Nabla.Zoo;

/// <summary>A data set of one's own: a folder with the four IDX files that MNIST has. Classes are numbers.</summary>
internal sealed class IdxFolder(string name) : DatasetInfo
{
    internal static readonly string[] Names = ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"];

    public override string Name => name;

    public override string Description => "images and labels of one's own, as IDX";

    public override string Licence => "one's own";

    public override IReadOnlyList<DataFile> Files { get; } = [.. Names.Select(n => new DataFile(n, 0, null))];

    /// <summary>The folder of that name in <c>NABLA_DATA</c>; null when there is none.</summary>
    internal static IdxFolder? Find(string name, DataPlaces places) =>
        places.Data is { } data && name is not ("" or "." or "..") && name == Path.GetFileName(name) && Directory.Exists(Path.Combine(data, name)) ? new(name) : null;

    protected internal override (ImageDataset Train, ImageDataset Test) Open(string folder)
    {
        var train = IdxImages.Read($"{name}/train", folder, Files[0], Files[1]);
        return (train, IdxImages.Read($"{name}/test", folder, Files[2], Files[3], train.Classes));
    }
}
