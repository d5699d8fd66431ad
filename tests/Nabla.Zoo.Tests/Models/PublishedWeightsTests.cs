using System.IO.Compression;
using System.Runtime.InteropServices;
using Nabla.Io;
using Nabla.Tests;
using PublishedWeights;

namespace Nabla.Zoo.Tests;

/// <summary>Weights that others trained, where the folder shared/ lies beside the repository.</summary>
public class PublishedWeightsTests(ITestOutputHelper output)
{
    // akamaster/pytorch_resnet_cifar10; the logits were stored by PyTorch 1.13.
    [Fact]
    public void ResNet20_is_right_on_915_of_1000_images()
    {
        string weights = Shared("weights/resnet20-cifar10"), data = Shared("data/cifar10-5k");
        var (_, test) = new Cifar10Small().Open(data);
        var model = new CifarResNet(20);
        model.Init(0);
        var report = model.Load(SafeTensors.Load(Path.Combine(weights, "resnet20.safetensors")));
        Assert.True(report.Complete);
        Assert.All(report.Missing, name => Assert.EndsWith("num_batches_tracked", name));
        float[] expected = Npy.Load(Path.Combine(weights, "resnet20_test1000_logits.npy")).ToArray<float>();
        int right = 0;
        double worst = 0;
        for (int from = 0; from < 1000; from += 100)
        {
            using var scope = new Scope();
            var batch = test.Get([.. Enumerable.Range(from, 100)]);
            var logits = model.Forward(batch[0]);
            right += logits.ArgMax().ToArray<long>().Zip(batch[1].ToArray<long>()).Count(p => p.First == p.Second);
            worst = Math.Max(worst, logits.ToArray<float>().Zip(expected.AsSpan(10 * from, 1000).ToArray(), (a, b) => Math.Abs(a - b)).Max());
        }

        output.WriteLine($"logits differ by {worst:G3} at most");
        Assert.Equal(915, right);
        Assert.InRange(worst, 0, 1e-3);
    }

    [Fact]
    public void The_images_are_those_of_CIFAR10()
    {
        var (train, test) = new Cifar10Small().Open(Shared("data/cifar10-5k"));
        Assert.Equal((4000, 1000, 3, 32, 32), (train.Count, test.Count, train.Channels, train.Height, train.Width));
        Assert.Equal("frog", train.Classes[train.Labels[0]]);                                // the well-known first image
        Assert.Equal([59, 43], train.Pixels(0)[..2].ToArray());
        Assert.Equal((62, 63), (train.Pixels(0)[1024], train.Pixels(0)[2048]));
        Assert.Equal([3, 8, 8, 0, 6, 6, 1, 6, 3, 1], test.Labels[..10].ToArray());
    }

    // Burn's example. Its two files are of two trainings: PyTorch 1.13's log-probabilities are those of the .pt file.
    [Fact]
    public void The_MNIST_CNN_is_right_on_9915_of_10000_images()
    {
        string weights = Shared("weights/burn-mnist-cnn");
        var model = BurnCnn.Load(Path.Combine(weights, "mnist.safetensors"));
        Assert.Equal(376_870, model.ParameterCount);
        Assert.Equal(9_917, Right(model, out _));
        model.Load(ReadPt(Path.Combine(weights, "mnist.pt"), model));
        Assert.Equal(9_915, Right(model, out float[] found));
        double worst = found.Zip(Npy.Load(Path.Combine(weights, "t10k_logprobs.npy")).ToArray<float>(), (a, b) => Math.Abs(a - b)).Max();
        output.WriteLine($"log-probabilities differ by {worst:G3} at most");
        Assert.InRange(worst, 0, 1e-3);
    }

    private static int Right(BurnCnn model, out float[] all)
    {
        string data = Shared("data/mnist");
        byte[] pixels = Idx.Read(Path.Combine(data, "t10k-images-idx3-ubyte.gz")).Data, labels = Idx.Read(Path.Combine(data, "t10k-labels-idx1-ubyte.gz")).Data;
        all = new float[10 * labels.Length];
        int right = 0;
        for (int from = 0; from < labels.Length; from += 500)
        {
            using var scope = new Scope();
            var log = model.Forward(Tensor.Of<byte>(pixels.AsSpan(784 * from, 784 * 500), [500, 1, 28, 28]).To(DType.F32) / 255);
            log.ToArray<float>().CopyTo(all, 10 * from);
            right += log.ArgMax().ToArray<long>().Zip(labels.Skip(from)).Count(p => p.First == p.Second);
        }

        return right;
    }

    // A .pt file is a zip with the tensors' bytes as data/0, data/1 …, in the order in which the module names them.
    private static Dictionary<string, Tensor> ReadPt(string path, BurnCnn model)
    {
        using var zip = ZipFile.OpenRead(path);
        string[] order = ["conv1.weight", "conv1.bias", "conv2.weight", "conv2.bias", "conv3.weight", "conv3.bias",
            "norm1.weight", "norm1.bias", "norm1.running_mean", "norm1.running_var", "norm1.num_batches_tracked",
            "fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias",
            "norm2.weight", "norm2.bias", "norm2.running_mean", "norm2.running_var", "norm2.num_batches_tracked"];
        var state = model.State();
        foreach (var (i, name) in order.Index())
        {
            using var stream = zip.GetEntry($"mnist/data/{i}")!.Open();
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            state[name] = state[name].DType == DType.I64
                ? Tensor.Of<long>(MemoryMarshal.Cast<byte, long>(bytes.ToArray()), state[name].Shape)
                : Tensor.Of<float>(MemoryMarshal.Cast<byte, float>(bytes.ToArray()), state[name].Shape);
        }

        return state;
    }

    // Weights of the ONNX model zoo; inputs and outputs are published with them.
    [Fact]
    public void SqueezeNet_gives_the_published_outputs()
    {
        string folder = Shared("weights/webnn-squeezenet1.1_nchw");
        var model = SqueezeNet.Load(Path.Combine(folder, "weights"));
        Assert.Equal(1_235_496, model.ParameterCount);
        for (int i = 0; i < 3; i++)
        {
            float[] expected = Npy.Load(Path.Combine(folder, "test_data_set", $"{i}", "output_0.npy")).ToArray<float>();
            float[] found = model.Forward(Npy.Load(Path.Combine(folder, "test_data_set", $"{i}", "input_0.npy"))).ToArray<float>();
            double worst = found.Zip(expected, (a, b) => Math.Abs(a - b)).Max();
            output.WriteLine($"outputs differ by {worst:G3} at most");
            Assert.Equal(expected.Length, found.Length);
            Assert.InRange(worst, 0, 1e-3);
        }
    }

    private static string Shared(string folder)
    {
        string place = Path.GetFullPath(Repository.PathOf("..", "shared", folder));
        Assert.SkipUnless(Directory.Exists(place), $"no files of other programs at {place}");
        return place;
    }
}
