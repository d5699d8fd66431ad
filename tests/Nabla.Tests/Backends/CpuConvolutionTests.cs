namespace Nabla.Tests.Backends;

/// <summary>The CPU's convolution and matrix product in float32 against the Reference loops in float64, forward and backward.</summary>
[Collection(nameof(WorkersCollection))]
public class CpuConvolutionTests
{
    public static TheoryData<string, int[], int[], int, int, int, int> Convolutions => new()
    {
        { "LeNet's first", [3, 1, 28, 28], [6, 1, 5, 5], 1, 2, 1, 1 },
        { "LeNet's second", [3, 6, 14, 14], [16, 6, 5, 5], 1, 0, 1, 1 },
        { "strided", [2, 5, 9, 7], [7, 5, 3, 3], 2, 1, 1, 1 },
        { "dilated", [1, 3, 9, 9], [4, 3, 3, 2], 1, 2, 2, 1 },
        { "grouped", [2, 6, 5, 5], [9, 2, 3, 3], 1, 1, 1, 3 },
        { "depthwise", [2, 17, 6, 5], [17, 1, 3, 3], 1, 1, 1, 17 },
        { "1×1", [20, 33, 4, 3], [35, 33, 1, 1], 1, 0, 1, 1 },
        { "empty", [0, 2, 4, 4], [3, 2, 2, 2], 1, 0, 1, 1 },
        { "single", [1, 1, 1, 1], [1, 1, 1, 1], 1, 0, 1, 1 },
    };

    [Theory]
    [MemberData(nameof(Convolutions))]
    public void Convolution_agrees_with_the_reference(string name, int[] x, int[] w, int stride, int padding, int dilation, int groups)
    {
        Assert.NotEmpty(name);
        Agreement.Check(t => t[0].Conv2d(t[1], t[2], stride, padding, dilation, groups), x, w, [w[0]]);
        Agreement.Check(t => t[0].Permute(0, 1, 3, 2).Conv2d(t[1], null, stride, padding, dilation, groups) + t[2].Sum(), [x[0], x[1], x[3], x[2]], w, [1]);
    }

    /// <summary>Neighbouring pixels under three columns of taps share loads: whole groups of them and some left, all borders, pairs of vectors and some channels left.</summary>
    [Theory]
    [InlineData(3, 1, 9, 15, 1, 1)]
    [InlineData(3, 1, 6, 9, 0, 1)]
    [InlineData(3, 1, 1, 3, 1, 1)]
    [InlineData(3, 1, 2, 1, 1, 1)]                                  // no pixel sees all taps
    [InlineData(3, 1, 8, 7, 2, 1)]                                  // two pixels at each side see fewer
    [InlineData(3, 1, 7, 11, 3, 1)]                                 // some see none
    [InlineData(3, 2, 9, 12, 1, 1)]
    [InlineData(3, 1, 12, 12, 2, 2)]
    [InlineData(2, 1, 9, 12, 1, 1)]                                 // rows of taps
    [InlineData(5, 1, 9, 12, 1, 1)]
    public void Depthwise_pixels_that_share_loads_agree_with_the_reference(int rows, int stride, int height, int width, int padding, int dilation)
    {
        foreach (int channels in (int[])[1, 16, 35, 96])
            Agreement.Check(t => t[0].Conv2d(t[1], t[2], stride, padding, dilation, channels), [2, channels, height, width], [channels, 1, rows, 3], [channels]);
    }

    [Fact]
    public void Batched_products_of_any_strides_agree_with_the_reference()
    {
        Agreement.Check(t => t[0].MatMul(t[1]), [3, 17, 33], [33, 35]);
        Agreement.Check(t => t[0].T.MatMul(t[1].T), [2, 1, 5, 7], [3, 9, 5]);
        Agreement.Check(t => t[0].MatMul(t[1]), [2, 0, 3], [3, 4]);
        Agreement.Check(t => t[0].MatMul(t[1]) + t[0].Sum() + t[1].Sum(), [2, 0], [0, 4]);
    }

    [Fact]
    public void Pointwise_sums_and_pooling_agree_with_the_reference_in_any_layout()
    {
        Agreement.Check(t => t[0].Conv2d(t[1]).Tanh().AvgPool2d(2) * t[2], [2, 3, 7, 6], [5, 3, 2, 2], [3, 2]);
        Agreement.Check(t => t[0].Conv2d(t[1]).Sigmoid().AvgPool2d(3, 2, 1).Permute(0, 2, 3, 1) + t[2], [2, 3, 5, 5], [4, 3, 1, 1], [4]);
        Agreement.Check(t => t[0].T.Relu() * t[1] - t[0].T / (t[1] * t[1] + 1), [17, 33], [33, 1]);
        Agreement.Check(t => t[0].Sum([0, 2]) + t[0].Permute(2, 1, 0).Sum([0, 2]), [5, 7, 3]);
        Agreement.Check(t => t[0].Sum() * t[1], [0, 3], [4]);
    }

    [Fact]
    public void The_number_of_threads_does_not_change_a_bit()
    {
        Agreement.SameBits(t => t[0].Conv2d(t[1], t[2], 1, 1), [13, 5, 9, 9], [20, 5, 3, 3], [20]);
        Agreement.SameBits(t => t[0].Conv2d(t[1], null, 1, 1, 2, 2), [11, 6, 9, 9], [4, 3, 3, 3]);
        Agreement.SameBits(t => t[0].Conv2d(t[1], null, 1, 1, 1, 40), [3, 40, 21, 18], [40, 1, 3, 3]);
    }
}
