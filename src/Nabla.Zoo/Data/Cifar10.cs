namespace Nabla.Zoo;

/// <summary>CIFAR-10: 50,000 training and 10,000 test images in ten classes. Krizhevsky, 2009. Its six binary files are looked for, plain or gzipped, or come in the published archive.</summary>
internal sealed class Cifar10 : DatasetInfo
{
    public override string Name => "cifar10";

    public override string Description => "50,000 + 10,000 photographs in ten classes, 32×32, colour";

    public override string Licence => "none stated (Krizhevsky 2009; cite it)";

    public override IReadOnlyList<DataFile> Files { get; } =
        [.. Enumerable.Range(1, 5).Select(i => new DataFile($"data_batch_{i}.bin.gz", 0, null)), new("test_batch.bin.gz", 0, null)];

    public override IReadOnlyList<string> Mirrors => CifarFiles.Mirrors;

    public override DataArchive? Archive { get; } = new("cifar-10-binary.tar.gz", 170_052_171, "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
    [
        new("data_batch_1.bin", 30_730_000, "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5"),
        new("data_batch_2.bin", 30_730_000, "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed"),
        new("data_batch_3.bin", 30_730_000, "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67"),
        new("data_batch_4.bin", 30_730_000, "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48"),
        new("data_batch_5.bin", 30_730_000, "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add"),
        new("test_batch.bin", 30_730_000, "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b"),
    ]);

    internal override string? Unpacked => "cifar-10-batches-bin";

    protected internal override (ImageDataset Train, ImageDataset Test) Open(string folder) => (
        CifarFiles.Read(CifarLayout.Ten, "cifar10/train", folder, [.. Files.Take(5)]),
        CifarFiles.Read(CifarLayout.Ten, "cifar10/test", folder, Files[5]));
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
        CifarFiles.Read(CifarLayout.Ten, "cifar10-5k/train", folder, Files[0]),
        CifarFiles.Read(CifarLayout.Ten, "cifar10-5k/test", folder, Files[1]));
}
