using Nabla.Io;
using Nabla.Nn;

namespace Nabla.Tests.Ops;

/// <summary>The formulas of sizes and of parameters, counted by hand and by what the operations give.</summary>
public class WindowTests
{
    [Theory]
    [InlineData(224, 7, 2, 3, 1, 112)]                // ResNet's first convolution
    [InlineData(224, 11, 4, 2, 1, 55)]                // AlexNet's
    [InlineData(5, 3, 1, 0, 2, 1)]
    [InlineData(4, 3, 1, 0, 2, 0)]                    // does not fit
    public void Output_sizes(int input, int kernel, int stride, int padding, int dilation, long expected) =>
        Assert.Equal(expected, Window.OutputSize(input, kernel, stride, padding, dilation));

    // A window that begins behind the image and its padding does not count: the last but one line.
    [Theory]
    [InlineData(111, 3, 2, 0, 55, 55)]
    [InlineData(112, 3, 2, 0, 55, 56)]                // GoogLeNet's first pooling
    [InlineData(4, 2, 3, 1, 2, 2)]
    [InlineData(2, 3, 2, 0, 0, 1)]
    public void Ceil_counts_a_window_over_the_border(int input, int kernel, int stride, int padding, long floor, long ceil)
    {
        Assert.Equal(floor, Window.OutputSize(input, kernel, stride, padding));
        Assert.Equal(ceil, Window.OutputSize(input, kernel, stride, padding, ceil: true));
    }

    [Fact]
    public void The_formulas_say_what_the_operations_give()
    {
        for (int kernel = 1; kernel <= 4; kernel++)
            for (int stride = 1; stride <= 3; stride++)
                for (int dilation = 1; dilation <= 2; dilation++)
                    for (int padding = 0; padding <= 2; padding++)
                    {
                        using var scope = new Scope();
                        var weight = Tensor.Ones([1, 1, kernel]);
                        var y = Tensor.Ones([1, 1, 9]).Conv1d(weight, stride: stride, padding: padding, dilation: dilation);
                        Assert.Equal(Window.OutputSize(9, kernel, stride, padding, dilation), y.Shape[2]);
                        int rest = 9 - (int)Window.TransposedSize(y.Shape[2], kernel, stride, padding, 0, dilation);
                        Assert.InRange(rest, 0, stride - 1);                    // what the convolution's floor lost
                        Assert.Equal(9, y.ConvTranspose1d(weight, stride: stride, padding: padding, outputPadding: rest, dilation: dilation).Shape[2]);
                        Assert.Equal((9 + stride - 1) / stride, Tensor.Ones([1, 1, 9]).Conv1d(weight, stride: stride, padding: Padding.Same, dilation: dilation).Shape[2]);
                    }
    }

    // Of one pixel less there are fewer positions: by trying, for every window; with ceil, of those that pooling has.
    [Fact]
    public void The_smallest_input_is_that_of_the_formula()
    {
        for (int kernel = 1; kernel <= 4; kernel++)
            for (int stride = 1; stride <= 4; stride++)
                for (int padding = 0; padding <= 3; padding++)
                    for (int dilation = 1; dilation <= 3; dilation++)
                        foreach (bool ceil in padding <= kernel / 2 ? (bool[])[false, true] : [false])
                            for (int output = 1; output <= 4; output++)
                            {
                                int least = Enumerable.Range(1, 99).First(i => Window.OutputSize(i, kernel, stride, padding, dilation, ceil) >= output);
                                Assert.Equal(least, Window.InputSize(output, kernel, stride, padding, dilation, ceil));
                            }
    }

    [Theory]
    [InlineData(3, 64, 7, 1, false, 9_408)]           // ResNet's first convolution
    [InlineData(256, 256, 3, 1, true, 590_080)]
    [InlineData(32, 32, 3, 32, false, 288)]           // depthwise
    public void Parameters_are_counted(int channels, int outputs, int kernel, int groups, bool bias, long expected)
    {
        Assert.Equal(expected, Conv2d.CountParameters(channels, outputs, kernel, groups, bias));
        Assert.Equal(expected, new Conv2d(channels, outputs, kernel, groups: groups, bias: bias).ParameterCount);
    }

    [Fact]
    public void Numbers_that_no_window_has_are_told()
    {
        const string options = " is not possible: kernel, stride and dilation are 1 or more, padding 0 or more. Change the options.";
        Tells("output_size: kernel 3, stride 0, padding 0, dilation 1" + options, () => Window.OutputSize(5, 3, stride: 0));
        Tells("output_size: kernel 0, stride 1, padding 0, dilation 1" + options, () => Window.OutputSize(5, 0));
        Tells("output_size: an input of -1 is not possible. Use 0 or more.", () => Window.OutputSize(-1, 3));
        Tells("input_size: kernel 3, stride 1, padding -1, dilation 1" + options, () => Window.InputSize(5, 3, padding: -1));
        Tells("input_size: an output of 0 is not possible. Use 1 or more.", () => Window.InputSize(0, 3));
        Tells("input_size: 9223372036854775807 positions at stride 2 reach over more pixels than can be counted. Use fewer.", () => Window.InputSize(long.MaxValue, 3, stride: 2));
        Tells("transposed_size: kernel 3, stride 1, padding 0, dilation 0" + options, () => Window.TransposedSize(5, 3, dilation: 0));
        Tells("transposed_size: output padding -1 is not possible. Use 0 or more.", () => Window.TransposedSize(5, 3, outputPadding: -1));
        const int most = int.MaxValue;
        Assert.Equal((Int128)(most - 1) * most * 2 + most + 1, Window.TransposedSize(most, most, most, 0, most, most));
        Assert.Equal(0, Window.OutputSize(most, most, most, 0, most));
    }

    [Fact]
    public void Parameters_that_no_layer_has_are_told()
    {
        Tells("conv2d: 2 groups do not divide 5 channels and 7 outputs. Use a divisor of both.", () => Conv2d.CountParameters(5, 7, 3, groups: 2));
        Tells("conv1d: kernel is 0, 1 or more was expected. Check the layer's options.", () => Conv1d.CountParameters(4, 4, 0));
        Tells("conv_transpose1d: groups is 0, 1 or more was expected. Check the layer's options.", () => ConvTranspose1d.CountParameters(4, 4, 3, groups: 0));
        Tells("conv_transpose2d: 65536 channels, 65536 outputs and kernel 65536 make 18446744073709617152 parameters, more than can be counted. Check the layer's options.", () => ConvTranspose2d.CountParameters(65536, 65536, 65536));
        Assert.Equal(4_611_686_018_427_387_904, Conv1d.CountParameters(1 << 30, 1 << 30, 4, bias: false));
    }

    // The network takes 6×6; what is too small on 5×5 is the last layer's input, and the error says whose.
    [Fact]
    public void A_layer_whose_input_is_too_small_is_named()
    {
        var net = new Sequential(new Conv2d(3, 4, 3), new ReLU(), new MaxPool2d(2), new MaxPool2d(2));
        net.Init(0);
        Tells("max_pool2d: the window reaches over 2×2 pixels, this layer's padded input has 1×1. Give the layer 2×2 or more, by larger images at the network's start; or pad more. [in 3]", () => net.Forward(Tensor.Zeros([1, 3, 5, 5])));
        Assert.Equal([1, 4, 1, 1], net.Forward(Tensor.Zeros([1, 3, 6, 6])).Shape);
    }

    private static void Tells<T>(string text, Func<T> what) => Assert.Equal(text, Assert.ThrowsAny<NablaException>(() => what()).Message);

    [Theory]
    [InlineData(6, 4, 3, 1, true)]
    [InlineData(6, 4, 3, 2, false)]
    [InlineData(8, 8, 5, 8, true)]
    public void Parameters_of_other_convolutions_are_counted(int channels, int outputs, int kernel, int groups, bool bias)
    {
        Assert.Equal(new Conv1d(channels, outputs, kernel, groups: groups, bias: bias).ParameterCount, Conv1d.CountParameters(channels, outputs, kernel, groups, bias));
        Assert.Equal(new ConvTranspose1d(channels, outputs, kernel, groups: groups, bias: bias).ParameterCount, ConvTranspose1d.CountParameters(channels, outputs, kernel, groups, bias));
        Assert.Equal(new ConvTranspose2d(channels, outputs, kernel, groups: groups, bias: bias).ParameterCount, ConvTranspose2d.CountParameters(channels, outputs, kernel, groups, bias));
    }

    // Of every window that libtorch takes, the size that it gave: tests/Fixtures.Generator/Sizes.cs.
    [Theory]
    [InlineData("conv", 900)]
    [InlineData("conv_transpose", 900)]
    [InlineData("max_pool", 200)]
    [InlineData("avg_pool", 200)]
    public void Sizes_are_those_of_libtorch(string op, int atLeast)
    {
        var rows = SafeTensors.Load(Repository.PathOf("tests", "Fixtures", "sizes.safetensors"))[op].To(DType.I64);
        long[] v = rows.ToArray<long>();
        Assert.InRange(rows.Shape[0], atLeast, int.MaxValue);
        for (int i = 0; i < rows.Shape[0]; i++)
        {
            int[] r = [.. v.AsSpan(7 * i, 7).ToArray().Select(n => (int)n)];
            var (input, kernel, stride, padding, dilation, other, output) = (r[0], r[1], r[2], r[3], r[4], r[5], r[6]);
            Assert.Equal((string.Join(' ', r), output), (string.Join(' ', r), op == "conv_transpose"
                ? Window.TransposedSize(input, kernel, stride, padding, outputPadding: other, dilation)
                : Window.OutputSize(input, kernel, stride, padding, dilation, ceil: other != 0)));
        }
    }

    // ⟨conv(x), y⟩ = ⟨x, conv_transpose(y)⟩, what makes one the other's transpose.
    [Fact]
    public void A_transposed_convolution_is_the_adjoint()
    {
        Tensor x = Draw(1, 2, 4, 7, 7), w = Draw(2, 6, 2, 3, 3), y = Draw(3, 2, 6, 4, 4);
        double there = (x.Conv2d(w, stride: 2, padding: 1, groups: 2) * y).Sum().Item();
        Assert.Equal(there, (y.ConvTranspose2d(w, stride: 2, padding: 1, groups: 2) * x).Sum().Item(), 1e-9);

        static Tensor Draw(ulong seed, params int[] shape) => Tensor.Normal(new Shape(shape), random: new Philox(seed, 0), type: DType.F64);
    }

    [Fact]
    public void Bilinear_sampling_keeps_a_plane()
    {
        var x = Tensor.Of(Plane(4, 5, r => r, c => 2 * c)).Reshape(1, 1, 4, 5);
        double[] y = x.UpsampleBilinear2d(7, 9, alignCorners: true).ToArray<double>();
        Assert.All(y.Index(), p => Assert.Equal(p.Index / 9 / 2.0 + p.Index % 9, p.Item, 1e-12));

        static double[,] Plane(int rows, int columns, Func<int, double> row, Func<int, double> column)
        {
            var a = new double[rows, columns];
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < columns; j++)
                    a[i, j] = row(i) + column(j);
            return a;
        }
    }

    // What lies on a pixel sees it alone, what lies between two sees both: an infinity goes no further, and makes no NaN.
    [Theory]
    [InlineData(8, false)]
    [InlineData(12, false)]
    [InlineData(6, false)]
    [InlineData(2, false)]
    [InlineData(7, true)]
    [InlineData(10, true)]
    public void An_infinity_is_seen_where_its_pixel_is(int outputs, bool alignCorners)
    {
        const int Size = 4;
        for (int row = 0; row < Size; row++)
        {
            var pixels = new float[Size, Size];
            pixels[row, 2] = float.PositiveInfinity;
            float[] y = Tensor.Of(pixels).Reshape(1, 1, Size, Size).UpsampleBilinear2d(outputs, outputs, alignCorners).ToArray<float>();
            Assert.All(y.Index(), p => Assert.Equal(Sees(p.Index / outputs, row) && Sees(p.Index % outputs, 2) ? float.PositiveInfinity : 0, p.Item));
        }

        bool Sees(int i, int pixel)
        {
            int parts = alignCorners ? outputs - 1 : 2 * outputs;
            int at = alignCorners ? i * (Size - 1) : Math.Clamp((2 * i + 1) * Size - outputs, 0, (Size - 1) * parts);
            return Math.Abs(at - pixel * parts) < parts;
        }
    }

    // Two dense matrices of weights took size·outputs numbers.
    [Fact]
    public void Sampling_takes_memory_in_proportion_to_its_images()
    {
        Assert.All(Tensor.Ones([1, 1, 40000, 2]).UpsampleBilinear2d(80000, 2).ToArray<float>(), y => Assert.Equal(1, y));
        Assert.Equal([40000, 1], Tensor.Ones([1, 1, 1, 40000]).UpsampleBilinear2d(40000, 1).Shape.ToArray()[2..]);
        Assert.Equal([40000, 1], Tensor.Ones([1, 1, 1, 40000]).UpsampleNearest2d(40000, 1).Shape.ToArray()[2..]);
    }

    [Fact]
    public void A_pyramid_has_one_length_for_every_size() =>
        Assert.All(new[] { (7, 9), (13, 13), (4, 30) }, s => Assert.Equal([2, 3 * 21], Tensor.Ones([2, 3, s.Item1, s.Item2]).SpatialPyramidPool2d(4, 2, 1).Shape));
}
