// Loads weights that others trained into models written here from public layers, and classifies with them.
//
//     dotnet run -c Release --project samples/PublishedWeights squeezenet WEIGHTS IMAGE.npy …
//     dotnet run -c Release --project samples/PublishedWeights mnist mnist.safetensors t10k-images-idx3-ubyte.gz t10k-labels-idx1-ubyte.gz
//
// WEIGHTS is a folder of NumPy arrays (SqueezeNet.Load), an image a NumPy array (1, 3, 224, 224).
using Nabla;
using Nabla.Io;
using PublishedWeights;

switch (args)
{
    case ["squeezenet", var folder, .. var images]:
        var squeezeNet = SqueezeNet.Load(folder);
        foreach (string image in images)
        {
            var logits = squeezeNet.Forward(Npy.Load(image));
            Console.WriteLine($"{image}: class {logits.ArgMax().ToArray<long>()[0]}");
        }

        return 0;
    case ["mnist", var weights, var imageFile, var labelFile]:
        var (cnn, pixels, labels) = (BurnCnn.Load(weights), Idx.Read(imageFile), Idx.Read(labelFile));
        int right = 0;
        for (int from = 0; from < labels.Data.Length; from += 100)
        {
            using var scope = new Scope();
            var batch = Tensor.Of<byte>(pixels.Data.AsSpan(from * 784, 78_400), [100, 1, 28, 28]).To(DType.F32) / 255;
            right += cnn.Forward(batch).ArgMax().ToArray<long>().Zip(labels.Data.Skip(from)).Count(p => p.First == p.Second);
        }

        Console.WriteLine($"{right:N0} of {labels.Data.Length:N0} right");
        return 0;
    default:
        Console.Error.WriteLine("Usage: squeezenet WEIGHTS IMAGE.npy … | mnist WEIGHTS IMAGES LABELS");
        return 2;
}
