using Nabla.Nn;
using Nabla.Tests.Proof;

namespace Nabla.Tests.Backends;

/// <summary>A 1×1 convolution that multiplies what it reads by squeeze-and-excitation's gates.</summary>
public class CpuGatedConvolutionTests
{
    // Channels, outputs; images, size.
    [Theory]
    [InlineData(7, 5, 2, 3)]                      // less than a vector
    [InlineData(48, 40, 2, 60)]                   // bands of rows, each with its own copy
    [InlineData(1024, 96, 3, 4)]                  // pixels 4 KB apart
    [InlineData(1152, 200, 1, 7)]                 // chunks of panels read one copy of all
    [InlineData(33, 2, 9, 2)]                     // several images in a chunk
    [InlineData(4, 3, 2, 6)]                      // neighbouring pixels that are else computed as one
    public void Has_the_bits_of_the_product_and_the_convolution(int channels, int outputs, int images, int size)
    {
        var gate = new SqueezeExcitation(channels, 3, new SiLU());
        var conv = new Conv2d(channels, outputs, kernel: 1);
        var norm = new BatchNorm2d(outputs);
        var both = new Sequential(gate, new Sequential(conv, norm, new SiLU()));
        both.Init(1);
        using var scope = new Scope();
        var x = Tensor.AsImage(Agreement.Normal(DType.F32, 2, images, channels, size, size));
        foreach (var seen in new[] { x, Agreement.Normal(DType.F32, 2, images, channels, size, size) })
            Assert.Equal(Run.Doubles(conv.Forward(gate.Forward(x), norm, Pointwise.Silu)), Run.Doubles(both.Forward(seen)));
        double[] fused = Run.Doubles(both.Forward(x));
        using var tape = Tape.Start(Mode.Evaluate);
        Close.Check("layers", fused, Run.Doubles(both.Forward(x)), 2e-5);
    }

    [Fact]
    public void What_does_not_fit_is_said_by_the_layer()
    {
        var gate = new SqueezeExcitation(8, 2);
        var both = new Sequential(gate, new Sequential(new Conv2d(6, 4, kernel: 1)));
        both.Init(1);
        using var scope = new Scope();
        var e = Assert.ThrowsAny<NablaException>(() => both.Forward(Agreement.Normal(DType.F32, 3, 1, 8, 3, 3)));
        Assert.Contains("has 8 channels, weight", e.Message);
    }
}
