using Nabla.Nn;

namespace Nabla.Zoo.Tests;

/// <summary>Numbers of parameters: torchvision 0.14's, and for CIFAR those of He et al. 2016, table 6, in full.</summary>
public class ParameterCountTests
{
    [Theory]
    [InlineData(18, 11_689_512)]
    [InlineData(34, 21_797_672)]
    [InlineData(50, 25_557_032)]
    [InlineData(101, 44_549_160)]
    [InlineData(152, 60_192_808)]
    public void Of_residual_networks(int depth, long count) => Check(count, () => new ResNet(depth));

    [Theory]
    [InlineData(20, 269_722)]
    [InlineData(32, 464_154)]
    [InlineData(44, 658_586)]
    [InlineData(56, 853_018)]
    [InlineData(110, 1_727_962)]
    public void Of_residual_networks_for_CIFAR(int depth, long count)
    {
        Check(count, () => new CifarResNet(depth));
        Check(count, () => new CifarResNet(depth, Shortcut.None));
        Check(count + 16 * 32 + 2 * 32 + 32 * 64 + 2 * 64, () => new CifarResNet(depth, Shortcut.Project));
    }

    [Theory]
    [InlineData(11, 132_863_336, 132_868_840)]
    [InlineData(13, 133_047_848, 133_053_736)]
    [InlineData(16, 138_357_544, 138_365_992)]
    [InlineData(19, 143_667_240, 143_678_248)]
    public void Of_VGG(int depth, long plain, long normed)
    {
        Check(plain, () => new Vgg(depth));
        Check(normed, () => new Vgg(depth, batchNorm: true));
    }

    [Fact]
    public void Of_LeNet5()
    {
        Check(61_706, () => new LeNet5());
        Check(61_706, () => new LeNet5(side: 32));
        Check(61_706 + 2 * 5 * 5 * 6, () => new LeNet5(channels: 3));
        Check(61_706 + (100 - 10) * 85, () => new LeNet5(classes: 100));
    }

    // 9·in·out of each convolution and twice its outputs for batch norm, and the linear layer's.
    [Fact]
    public void Of_the_CNN_for_MNIST() => Check(9 * (16 + 16 * 32 + 32 * 32 + 32 * 64 + 64 * 64) + 2 * (16 + 32 + 32 + 64 + 64) + 650, () => new MnistCnn());

    [Fact]
    public void Of_AlexNet() => Check(61_100_840, () => new AlexNet());

    [Fact]
    public void Of_the_Inceptions()
    {
        Check(13_004_888, () => new GoogLeNet());
        Check(6_624_904, () => new GoogLeNet(heads: false));
        Check(27_161_264, () => new InceptionV3());
        Check(23_834_568, () => new InceptionV3(head: false));
    }

    [Theory]
    [InlineData(0, 5_288_548)]
    [InlineData(1, 7_794_184)]
    [InlineData(2, 9_109_994)]
    [InlineData(3, 12_233_232)]
    [InlineData(4, 19_341_616)]
    [InlineData(5, 30_389_784)]
    [InlineData(6, 43_040_704)]
    [InlineData(7, 66_347_960)]
    public void Of_EfficientNets(int member, long count) => Check(count, () => new EfficientNet(EfficientNetScale.B(member)));

    /// <summary>Counts, and makes the model again: that takes no native memory.</summary>
    private static void Check(long count, Func<Module> make)
    {
        long held = MemoryUse.HeldBytes;
        var model = make();
        Assert.Equal(count, model.ParameterCount);
        Assert.All(model.Parameters(), p => Assert.False(p.Parameter.HasValue));
        if (count > 10_000_000)
            Assert.InRange(MemoryUse.HeldBytes - held, long.MinValue, count);      // a quarter of the parameters; other tests take memory meanwhile
    }
}
