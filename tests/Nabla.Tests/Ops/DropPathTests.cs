using Nabla.Nn;

namespace Nabla.Tests.Ops;

public class DropPathTests
{
    [Fact]
    public void Samples_drop_whole()
    {
        using var tape = Tape.Start(Mode.Train, seed: 2);
        var y = Tensor.Ones([4000, 3, 2]).DropPath(0.3).ToArray<float>().Chunk(6).ToArray();
        Assert.All(y, sample => Assert.True(sample.All(v => v == sample[0])));
        Whether(y, 0.3);
    }

    [Fact]
    public void Channels_drop_whole_and_by_themselves()
    {
        using var tape = Tape.Start(Mode.Train, seed: 2);
        var y = Tensor.Ones([2000, 2, 1, 3]).ChannelDropout(0.3).ToArray<float>().Chunk(3).ToArray();
        Assert.All(y, channel => Assert.True(channel.All(v => v == channel[0])));
        Whether(y, 0.3);
        // Two channels of a sample are independent: both drop with probability p².
        int both = Enumerable.Range(0, 2000).Count(i => y[2 * i][0] == 0 && y[2 * i + 1][0] == 0);
        Assert.InRange(both / 2000.0 - 0.09, -4 * Math.Sqrt(0.09 * 0.91 / 2000), 4 * Math.Sqrt(0.09 * 0.91 / 2000));
    }

    [Fact]
    public void Is_the_identity_unless_a_tape_trains()
    {
        var x = Tensor.Ones([3, 2, 1, 1]);
        foreach (var layer in new Module<Tensor, Tensor>[] { new DropPath(0.5), new Dropout2d(0.5) })
        {
            Assert.Same(x, layer.Forward(x));
            layer.Frozen = true;
            using (Tape.Start(Mode.Train))
                Assert.Same(x, layer.Forward(x));
        }

        using (Tape.Start(Mode.Train))
            Assert.Same(x, x.DropPath(0));
    }

    [Fact]
    public void The_gradient_has_the_mask_of_the_forward()
    {
        using var tape = Tape.Start(Mode.Train, seed: 3);
        var x = tape.Watch(Tensor.Ones([99, 2]));
        var y = x.DropPath(0.5);
        float[] kept = y.ToArray<float>();
        Assert.Contains(0, kept);
        Assert.Equal(kept, tape.Backward(y.Sum())[x].ToArray<float>());
    }

    [Theory]
    [InlineData("drop_path", DType.F32, false)]
    [InlineData("drop_path", DType.F32, true)]
    [InlineData("drop_path", DType.F64, false)]
    [InlineData("channel_dropout", DType.F32, false)]
    [InlineData("channel_dropout", DType.F32, true)]
    [InlineData("channel_dropout", DType.F64, false)]
    public void Is_one_node_with_the_bits_of_a_product_with_its_mask(string op, DType type, bool channelsLast)
    {
        Shape shape = [31, 7, 3, 5];
        var x = channelsLast ? Tensor.ImageResult(shape, type) : Tensor.Zeros(shape, type);
        x.Write(Tensor.Normal(shape, random: new Philox(5, 6), type: type));
        var dy = Tensor.Normal(shape, random: new Philox(7, 8), type: type);
        var (y, dx) = Both(v => op == "drop_path" ? v.DropPath(0.3) : v.ChannelDropout(0.3), [op]);
        var (product, gradient) = Both(v => v * Scaled(), ["mul"]);
        Assert.Equal(product, y);
        Assert.Equal(gradient, dx);

        (double[] Y, double[] Dx) Both(Func<Tensor, Tensor> f, string[] nodes)
        {
            using var tape = Tape.Start(Mode.Train, seed: 4);
            var input = tape.Watch(x);
            var output = f(input);
            Assert.Equal(nodes, tape.Nodes.Select(n => n.Name));
            double[] values = Proof.Run.Doubles(output);
            return (values, Proof.Run.Doubles(tape.Backward((output * dy).Sum())[input]));
        }

        // The mask of each sample, or each channel of each sample, times 1 / (1 − p).
        Tensor Scaled()
        {
            var mask = Tensor.Zeros(op == "drop_path" ? [31, 1, 1, 1] : [31, 7, 1, 1], DType.U8);
            Device.Cpu.For(DType.F32).DropoutMask(Scope.Current!.NextRandom(op), 0.3, mask.View);
            return mask.To(type) * (1 / (1 - 0.3));
        }
    }

    [Fact]
    public void Wrong_inputs_are_named()
    {
        Assert.Equal("drop_path: p = 1 is not possible. Give the probability of dropping an element, 0 or more and below 1.", Assert.Throws<RangeException>(() => Tensor.Ones([1]).DropPath(1)).Message);
        Assert.Equal("channel_dropout: input (3) has 1 dimensions, (N, C, …) was expected. Add a batch dimension with Reshape.", Assert.Throws<ShapeException>(() => Tensor.Ones([3]).ChannelDropout(0.5)).Message);
        Assert.Equal("dropout2d: input (3, 2) was given, (N, C, H, W) was expected. Add a batch dimension with Reshape, or use Dropout for features. [in Dropout2d]", Assert.Throws<ShapeException>(() => new Dropout2d().Forward(Tensor.Ones([3, 2]))).Message);
        Assert.Contains("(N, C, L) was expected", Assert.Throws<ShapeException>(() => new Dropout1d().Forward(Tensor.Ones([3, 2]))).Message);
    }

    private static void Whether(float[][] parts, double p)
    {
        double sigma = Math.Sqrt(p * (1 - p) / parts.Length);
        Assert.InRange(parts.Count(s => s[0] == 0) / (double)parts.Length - p, -4 * sigma, 4 * sigma);
        Assert.All(parts, s => Assert.True(s[0] == 0 || s[0] == (float)(1 / (1 - p))));
    }
}
