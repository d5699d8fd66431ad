using Nabla.Io;
using Nabla.Tests;

namespace Nabla.Zoo.Tests;

/// <summary>Weights that others trained, where the folder shared/ lies beside the repository.</summary>
public class CifarWeightsTests(ITestOutputHelper output)
{
    // akamaster/pytorch_resnet_cifar10; the logits were stored by PyTorch 1.13.
    [Fact]
    public void ResNet20_is_right_on_915_of_1000_images()
    {
        string weights = Shared("weights/resnet20-cifar10"), data = Shared("data/cifar10-5k");
        var (_, test) = new Cifar10Small().Open(data);
        var model = new CifarResNet(20);
        model.Init(0);
        var report = model.Load(SafeTensors.Load(Path.Combine(weights, "resnet20.safetensors")), strict: false);
        Assert.Empty(report.Unknown.Concat(report.Misfit));
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

    private static string Shared(string folder)
    {
        string place = Path.GetFullPath(Repository.PathOf("..", "shared", folder));
        Assert.SkipUnless(Directory.Exists(place), $"no files of other programs at {place}");
        return place;
    }
}
