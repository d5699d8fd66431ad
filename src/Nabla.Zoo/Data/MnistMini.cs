using Nabla.Io;

namespace Nabla.Zoo;

/// <summary>The first 10,000 training and 1,000 test images of MNIST, embedded in this package (see its NOTICE).</summary>
public sealed class MnistMini : DatasetInfo
{
    /// <inheritdoc/>
    public override string Name => "mnist-mini";

    /// <inheritdoc/>
    public override string Description => "the first 10,000 + 1,000 images of MNIST";

    /// <inheritdoc/>
    public override string Licence => "CC BY-SA 3.0 (LeCun, Cortes, Burges)";

    /// <summary>10,000 training images, 28×28, one channel.</summary>
    public static ImageDataset Train() => Load("train", "train");

    /// <summary>1,000 test images, 28×28, one channel.</summary>
    public static ImageDataset Test() => Load("test", "t10k");

    /// <inheritdoc/>
    protected internal override (ImageDataset Train, ImageDataset Test) Open(string folder) => (Train(), Test());

    private static ImageDataset Load(string part, string file) =>
        IdxImages.Pair($"mnist-mini/{part}", Read($"{file}-images-idx3-ubyte.gz"), Read($"{file}-labels-idx1-ubyte.gz"), Mnist.Digits);

    private static IdxArray Read(string file)
    {
        string name = "mnist-mini/" + file;
        using var stream = typeof(MnistMini).Assembly.GetManifestResourceStream(name)
            ?? throw new DataException(name, "is not embedded in this build. Reinstall the package.");
        return Idx.Read(stream, name);
    }
}
