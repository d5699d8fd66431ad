namespace Nabla.Zoo;

/// <summary>CIFAR-10: 50,000 training and 10,000 test images in ten classes. Krizhevsky, 2009. Its six binary files are looked for, plain or gzipped.</summary>
internal sealed class Cifar10 : DatasetInfo
{
    public override string Name => "cifar10";

    public override string Description => "50,000 + 10,000 photographs in ten classes, 32×32, colour";

    public override string Licence => "none stated (Krizhevsky 2009; cite it)";

    public override IReadOnlyList<DataFile> Files { get; } =
        [.. Enumerable.Range(1, 5).Select(i => new DataFile($"data_batch_{i}.bin.gz", 0, null)), new("test_batch.bin.gz", 0, null)];

    protected internal override (ImageDataset Train, ImageDataset Test) Open(string folder) => (
        CifarFiles.Read("cifar10/train", folder, [.. Files.Take(5)]),
        CifarFiles.Read("cifar10/test", folder, Files[5]));
}

/// <summary>The first 4,000 training and 1,000 test images of CIFAR-10, for short runs.</summary>
internal sealed class Cifar10Small : DatasetInfo
{
    public override string Name => "cifar10-5k";

    public override string Description => "the first 4,000 + 1,000 images of CIFAR-10";

    public override string Licence => "none stated (Krizhevsky 2009; cite it)";

    public override IReadOnlyList<DataFile> Files { get; } = [
        new("train4000.bin.gz", 11_349_652, "0993cf8b8e43bc207603aef9787006995746513f5e3fa5a52e06d1b069926330"),
        new("test1000.bin.gz", 2_834_548, "8314c96d7cd65618193bab23acdd5d4c4af15bf6dd00a1781d55beedf3be1ef5"),
    ];

    protected internal override (ImageDataset Train, ImageDataset Test) Open(string folder) => (
        CifarFiles.Read("cifar10-5k/train", folder, Files[0]),
        CifarFiles.Read("cifar10-5k/test", folder, Files[1]));
}
