namespace Nabla.Zoo;

/// <summary>MNIST in full: 60,000 training and 10,000 test images. LeCun, Cortes and Burges, 1998.</summary>
internal sealed class Mnist : DatasetInfo
{
    internal static readonly string[] Digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    public override string Name => "mnist";

    public override string Description => "60,000 + 10,000 handwritten digits, 28×28, grey";

    public override string Licence => "CC BY-SA 3.0 (LeCun, Cortes, Burges)";

    public override IReadOnlyList<string> Mirrors => ["https://ossci-datasets.s3.amazonaws.com/mnist/", "https://storage.googleapis.com/cvdf-datasets/mnist/"];

    public override IReadOnlyList<DataFile> Files { get; } = [
        new("train-images-idx3-ubyte.gz", 9_912_422, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
        new("train-labels-idx1-ubyte.gz", 28_881, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
        new("t10k-images-idx3-ubyte.gz", 1_648_877, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
        new("t10k-labels-idx1-ubyte.gz", 4_542, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
    ];

    protected internal override (ImageDataset Train, ImageDataset Test) Open(string folder) => (
        IdxImages.Read("mnist/train", folder, Files[0], Files[1], Digits),
        IdxImages.Read("mnist/test", folder, Files[2], Files[3], Digits));
}
