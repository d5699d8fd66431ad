using Nabla.Nn;
using Nabla.Tests.Proof;

namespace Nabla.Tests.Backends;

/// <summary>A 1×1 convolution and the depthwise one behind it, row by row.</summary>
[Collection(nameof(WorkersCollection))]
public class CpuExpandedDepthwiseTests
{
    // Channels, expanded; kernel, stride, padding; images, height, width; whether it pays.
    [Theory]
    [InlineData(5, 33, 3, 1, 1, 17, 28, 28, true)]           // an image is a chunk
    [InlineData(16, 96, 3, 2, 1, 1, 113, 50, true)]          // parts of an image
    [InlineData(24, 144, 5, 2, 2, 8, 61, 56, true)]          // rows that both parts expand
    [InlineData(3, 40, 5, 1, 0, 16, 29, 31, true)]           // no padding
    [InlineData(3, 18, 3, 4, 1, 2, 64, 30, true)]            // rows that no window sees
    [InlineData(24, 144, 3, 1, 1, 1, 56, 56, false)]         // too much would be expanded twice
    [InlineData(24, 144, 3, 1, 1, 16, 14, 14, false)]        // few pixels for the weights
    public void Have_the_bits_of_two_passes(int channels, int expanded, int kernel, int stride, int padding, int images, int height, int width, bool pays)
    {
        Conv2d wide = new(channels, expanded, kernel: 1), taps = new(expanded, expanded, kernel, stride, padding, groups: expanded);
        BatchNorm2d norm = new(expanded), tapsNorm = new(expanded);
        var both = new Sequential(new Sequential(wide, norm, new SiLU()), new Sequential(taps, tapsNorm, new ReLU()));
        both.Init(1);
        using var scope = new Scope();
        var x = Tensor.AsImage(Agreement.Normal(DType.F32, 2, images, channels, height, width));
        double[] apart = Run.Doubles(taps.Forward(wide.Forward(x, norm, Pointwise.Silu), tapsNorm, Pointwise.Relu));
        Assert.Equal(pays, wide.FusedWithDepthwise(x, norm, Pointwise.Silu, taps, tapsNorm, Pointwise.Relu) is not null);
        int before = Nabla.Backends.Cpu.Workers.Count;
        try
        {
            foreach (int threads in new[] { 1, 2, 3 })
            {
                Nabla.Backends.Cpu.Workers.Count = threads;
                Assert.Equal(apart, Run.Doubles(both.Forward(x)));
            }
        }
        finally
        {
            Nabla.Backends.Cpu.Workers.Count = before;
        }
    }

    [Fact]
    public void Activations_norms_and_channels_together_are_not_needed()
    {
        Conv2d wide = new(7, 20, kernel: 1, bias: false), taps = new(20, 20, kernel: 3, padding: 1, groups: 20, bias: false);
        var both = new Sequential(new Sequential(wide), new Sequential(taps));
        both.Init(1);
        using var scope = new Scope();
        var rowMajor = Agreement.Normal(DType.F32, 2, 16, 7, 30, 30);
        double[] apart = Run.Doubles(taps.Forward(wide.Forward(rowMajor)));
        Assert.Equal(apart, Run.Doubles(both.Forward(rowMajor)));
        Assert.Equal(apart, Run.Doubles(both.Forward(Tensor.AsImage(rowMajor))));
    }

    [Fact]
    public void What_does_not_fit_is_said_by_the_layer()
    {
        var both = new Sequential(new Sequential(new Conv2d(3, 8, kernel: 1)), new Sequential(new Conv2d(8, 8, kernel: 31, groups: 8)));
        both.Init(1);
        using var scope = new Scope();
        var e = Assert.ThrowsAny<NablaException>(() => both.Forward(Agreement.Normal(DType.F32, 3, 1, 4, 40, 40)));
        Assert.Contains("has 4 channels, weight", e.Message);
        e = Assert.ThrowsAny<NablaException>(() => both.Forward(Agreement.Normal(DType.F32, 3, 1, 3, 30, 30)));
        Assert.Contains("30", e.Message);
    }
}
