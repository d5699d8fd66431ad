namespace Nabla.Zoo;

/// <summary>CIFAR-100: 50,000 training and 10,000 test images in a hundred classes, or in the twenty groups of five that these form. Krizhevsky, 2009.</summary>
/// <remarks>Both names read the same two files; each record has the label of the group, then that of the class.</remarks>
internal sealed class Cifar100(bool coarse) : DatasetInfo
{
    internal static readonly string[] Groups =
    [
        "aquatic_mammals", "fish", "flowers", "food_containers", "fruit_and_vegetables", "household_electrical_devices", "household_furniture",
        "insects", "large_carnivores", "large_man-made_outdoor_things", "large_natural_outdoor_scenes", "large_omnivores_and_herbivores",
        "medium_mammals", "non-insect_invertebrates", "people", "reptiles", "small_mammals", "trees", "vehicles_1", "vehicles_2",
    ];

    internal static readonly string[] Classes =
    [
        "apple", "aquarium_fish", "baby", "bear", "beaver", "bed", "bee", "beetle", "bicycle", "bottle",
        "bowl", "boy", "bridge", "bus", "butterfly", "camel", "can", "castle", "caterpillar", "cattle",
        "chair", "chimpanzee", "clock", "cloud", "cockroach", "couch", "crab", "crocodile", "cup", "dinosaur",
        "dolphin", "elephant", "flatfish", "forest", "fox", "girl", "hamster", "house", "kangaroo", "keyboard",
        "lamp", "lawn_mower", "leopard", "lion", "lizard", "lobster", "man", "maple_tree", "motorcycle", "mountain",
        "mouse", "mushroom", "oak_tree", "orange", "orchid", "otter", "palm_tree", "pear", "pickup_truck", "pine_tree",
        "plain", "plate", "poppy", "porcupine", "possum", "rabbit", "raccoon", "ray", "road", "rocket",
        "rose", "sea", "seal", "shark", "shrew", "skunk", "skyscraper", "snail", "snake", "spider",
        "squirrel", "streetcar", "sunflower", "sweet_pepper", "table", "tank", "telephone", "television", "tiger", "tractor",
        "train", "trout", "tulip", "turtle", "wardrobe", "whale", "willow_tree", "wolf", "woman", "worm",
    ];

    public override string Name => coarse ? "cifar100-coarse" : "cifar100";

    public override string Description => coarse ? "CIFAR-100 in its twenty groups of classes" : "50,000 + 10,000 photographs in a hundred classes, 32×32, colour";

    public override string Licence => "none stated (Krizhevsky 2009; cite it)";

    public override IReadOnlyList<string> Mirrors => CifarFiles.Mirrors;

    public override IReadOnlyList<DataFile> Files { get; } = [new("train.bin.gz", 0, null), new("test.bin.gz", 0, null)];

    public override DataArchive? Archive { get; } = new("cifar-100-binary.tar.gz", 168_513_733, "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec",
    [
        new("train.bin", 153_700_000, "f31298fc616915fa142368359df1c4ca2ae984d6915ca468b998a5ec6aeebf29"),
        new("test.bin", 30_740_000, "d8b1e6b7b3bee4020055f0699b111f60b1af1e262aeb93a0b659061746f8224a"),
    ]);

    internal override string? Unpacked => "cifar-100-binary";

    internal override string Place => "cifar100";

    protected internal override (ImageDataset Train, ImageDataset Test) Open(string folder) => (Read("train", folder, Files[0]), Read("test", folder, Files[1]));

    private ImageDataset Read(string part, string folder, DataFile file) =>
        CifarFiles.Read(new(Labels: 2, Label: coarse ? 0 : 1, coarse ? Groups : Classes, "CIFAR-100"), $"{Name}/{part}", folder, file);
}
