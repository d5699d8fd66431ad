namespace Nabla.Zoo;

/// <summary>Data sets made to take MNIST's place: 60,000 training and 10,000 test images of 28×28 in ten classes, in its four files.</summary>
/// <param name="name">The name to ask for.</param>
/// <param name="description">One line.</param>
/// <param name="licence">Its terms.</param>
/// <param name="mirrors">Where it is published.</param>
/// <param name="classes">Ten names.</param>
/// <param name="files">Bytes and SHA-256 of each file as it is published, compressed.</param>
internal sealed class MnistFamily(string name, string description, string licence, string[] mirrors, string[] classes, (long Bytes, string Sha256)[] files) : DatasetInfo
{
    /// <summary>Xiao, Rasul and Vollgraf, "Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms", 2017.</summary>
    internal static readonly MnistFamily Fashion = new("fashion-mnist", "60,000 + 10,000 pieces of clothing, 28×28, grey", "MIT (Zalando SE)",
        ["https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/", "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"],
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"],
        [
            (26_421_880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
            (29_515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
            (4_422_102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
            (5_148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
        ]);

    /// <summary>Clanuwat et al., "Deep learning for classical Japanese literature", 2018.</summary>
    internal static readonly MnistFamily Kuzushiji = new("kmnist", "60,000 + 10,000 cursive hiragana, 28×28, grey", "CC BY-SA 4.0 (ROIS-DS Center for Open Data in the Humanities)",
        ["https://codh.rois.ac.jp/kmnist/dataset/kmnist/"],
        ["o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"],
        [
            (18_165_135, "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4"),
            (29_497, "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17"),
            (3_041_136, "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5"),
            (5_120, "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c"),
        ]);

    public override string Name => name;

    public override string Description => description;

    public override string Licence => licence;

    public override IReadOnlyList<string> Mirrors => mirrors;

    public override IReadOnlyList<DataFile> Files { get; } = [.. IdxFolder.Names.Zip(files, (n, f) => new DataFile(n, f.Bytes, null, f.Sha256))];

    protected internal override (ImageDataset Train, ImageDataset Test) Open(string folder) => (
        IdxImages.Read($"{name}/train", folder, Files[0], Files[1], classes),
        IdxImages.Read($"{name}/test", folder, Files[2], Files[3], classes));
}
