using Nabla.Io;

namespace Nabla.Zoo;

/// <summary>The first 10,000 training and 1,000 test images of MNIST, embedded in this package (see its NOTICE).</summary>
public static class MnistMini
{
    /// <summary>10,000 training images, 28×28, one channel.</summary>
    public static ImageSet Train() => Load("train");

    /// <summary>1,000 test images, 28×28, one channel.</summary>
    public static ImageSet Test() => Load("t10k");

    private static ImageSet Load(string part)
    {
        var images = Read($"{part}-images-idx3-ubyte.gz");
        var labels = Read($"{part}-labels-idx1-ubyte.gz");
        return new(images.Data, labels.Data, 1, images.Shape[1], images.Shape[2], [.. Enumerable.Range(0, 10).Select(d => d.ToString())]);
    }

    private static IdxArray Read(string file)
    {
        string name = "mnist-mini/" + file;
        using var stream = typeof(MnistMini).Assembly.GetManifestResourceStream(name)
            ?? throw new DataException(name, "is not embedded in this build. Reinstall the package.");
        return Idx.Read(stream, name);
    }
}
