namespace Nabla.Tests.Autograd;

public class GradientTests
{
    public static TheoryData<string> Cases => [.. Functions.Keys];

    private static readonly Dictionary<string, (Func<Tensor[], Tensor> F, int[][] Shapes)> Functions = new()
    {
        ["add"] = (x => x[0] + x[1], [[2, 3], [3]]),
        ["sub"] = (x => x[0] - x[1], [[2, 1], [1, 3]]),
        ["mul"] = (x => x[0] * x[1], [[2, 3], []]),
        ["div"] = (x => x[0] / (x[1].Exp() + 1), [[3], [2, 3]]),
        ["mul by itself"] = (x => x[0] * x[0], [[5]]),
        ["neg"] = (x => -x[0], [[3]]),
        ["exp"] = (x => x[0].Exp(), [[7]]),
        ["log"] = (x => (x[0].Exp() + 1).Log(), [[7]]),
        ["tanh"] = (x => x[0].Tanh(), [[7]]),
        ["sigmoid"] = (x => x[0].Sigmoid(), [[7]]),
        ["relu"] = (x => x[0].Relu(), [[7]]),
        ["clamp"] = (x => x[0].Clamp(-0.4, 0.7), [[11]]),
        ["leaky_relu"] = (x => x[0].LeakyRelu(0.2), [[7]]),
        ["elu"] = (x => x[0].Elu(1.5), [[7]]),
        ["selu"] = (x => x[0].Selu(), [[7]]),
        ["silu"] = (x => x[0].Silu(), [[7]]),
        ["softplus"] = (x => x[0].Softplus(2), [[7]]),
        ["gelu"] = (x => x[0].Gelu(), [[7]]),
        ["gelu_tanh"] = (x => x[0].GeluTanh(), [[7]]),
        ["hard_sigmoid"] = (x => (x[0] * 3).HardSigmoid(), [[7]]),
        ["hard_swish"] = (x => (x[0] * 3).HardSwish(), [[7]]),
        ["prelu"] = (x => x[0].PRelu(x[1]), [[2, 3, 4], [3]]),
        ["prelu of a vector"] = (x => x[0].PRelu(x[1]), [[4], [1]]),
        ["sqrt"] = (x => x[0].Exp().Sqrt(), [[7]]),
        ["rsqrt"] = (x => x[0].Exp().Rsqrt(), [[7]]),
        ["reciprocal"] = (x => x[0].Exp().Reciprocal(), [[7]]),
        ["abs"] = (x => x[0].Abs(), [[7]]),
        ["sign, floor, ceil, round"] = (x => x[0] * (x[0].Sign() + x[0].Floor() + x[0].Ceil() + x[0].Round()), [[7]]),
        ["sin"] = (x => x[0].Sin(), [[7]]),
        ["cos"] = (x => x[0].Cos(), [[7]]),
        ["erf"] = (x => x[0].Erf(), [[7]]),
        ["pow 2, 0, -3"] = (x => x[0].Pow(2) + x[0].Pow(0) + x[0].Exp().Pow(-3), [[7]]),
        ["pow"] = (x => x[0].Exp().Pow(x[1]), [[2, 3], [3]]),
        ["maximum"] = (x => x[0].Maximum(x[1]), [[2, 3], [3]]),
        ["minimum"] = (x => x[0].Minimum(x[1]), [[2, 1], [2, 3]]),
        ["where"] = (x => Tensor.Where(x[2] > 0, x[0], x[1]), [[2, 3], [3], [2, 1]]),
        ["arithmetic with numbers"] = (x => 2 - x[0] / 3 + 1 / (x[0].Exp() + 1) - 4 * x[0], [[5]]),
        ["sum"] = (x => x[0].Sum([1]), [[2, 3, 4]]),
        ["sum of all"] = (x => x[0].Sum(), [[2, 3]]),
        ["mean"] = (x => x[0].Mean([0, -1], keepDims: true), [[2, 3, 4]]),
        ["matmul"] = (x => x[0].MatMul(x[1]), [[2, 3], [3, 4]]),
        ["matmul batched"] = (x => x[0].MatMul(x[1].T), [[5, 1, 2, 3], [2, 4, 3]]),
        ["permute"] = (x => x[0].Permute(2, 0, 1) * 2, [[2, 3, 4]]),
        ["reshape"] = (x => x[0].T.Reshape([2, 3]).Tanh(), [[2, 3]]),
        ["reshape of a channels-last image"] = (x => x[0].Conv2d(x[1]).Flatten(1).Tanh(), [[2, 2, 3, 3], [3, 2, 2, 2]]),
        ["squeeze and unsqueeze"] = (x => x[0].Unsqueeze(1).Squeeze(2) * x[0].Tanh(), [[2, 1, 3]]),
        ["move_axis"] = (x => x[0].MoveAxis(0, 2).Tanh(), [[2, 3, 4]]),
        ["slice"] = (x => x[0][1.., TensorIndex.Slice(.., 2), ^1, TensorIndex.NewAxis].Tanh() + x[0][0, 0, 0], [[3, 5, 2]]),
        ["slice of a transposed tensor"] = (x => x[0].T[1..3].Tanh() * x[0].T[..2], [[2, 4]]),
        ["narrow and select"] = (x => x[0].Narrow(1, 1, 3).Select(0, -1) * x[0].Select(1, 0).Sum(), [[2, 4]]),
        ["expand"] = (x => x[0].Expand([4, 2, 3]).Tanh(), [[1, 2, 1]]),
        ["conv2d"] = (x => x[0].Conv2d(x[1], x[2], stride: 2, padding: 1), [[2, 3, 5, 4], [2, 3, 3, 3], [2]]),
        ["conv2d dilated, grouped"] = (x => x[0].Conv2d(x[1], dilation: 2, groups: 2), [[1, 4, 5, 6], [6, 2, 3, 2]]),
        ["conv2d depthwise of a view"] = (x => x[0].Permute(0, 2, 3, 1).Conv2d(x[1], groups: 3), [[1, 4, 3, 4], [3, 1, 2, 2]]),
        ["conv2d of nothing"] = (x => x[0].Conv2d(x[1]) + x[1].Sum(), [[0, 2, 3, 3], [1, 2, 2, 2]]),
        ["avg_pool2d"] = (x => x[0].AvgPool2d(3, 2, 1), [[2, 3, 5, 4]]),
        ["max_pool2d"] = (x => x[0].MaxPool2d(3, 2, 1), [[2, 3, 5, 4]]),
        ["linear"] = (x => x[0].Linear(x[1], x[2]), [[2, 3, 4], [5, 4], [5]]),
        ["log_softmax"] = (x => x[0].LogSoftmax(1), [[2, 5, 3]]),
        ["softmax"] = (x => x[0].Softmax(), [[4, 3]]),
        ["cross_entropy"] = (x => Loss.CrossEntropy(x[0], Tensor.Of(2L, 0L, 4L)), [[3, 5]]),
        ["cross_entropy unreduced"] = (x => Loss.CrossEntropy(x[0], Tensor.Of(1, 0), Reduction.None), [[2, 2]]),
        ["empty"] = (x => x[0] + x[1].Sum(), [[0, 3], [2]]),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Backward_agrees_with_central_differences(string name)
    {
        var (f, shapes) = Functions[name];
        var random = new Philox(1, Philox.StableHash(name));
        var inputs = shapes.Select((s, k) => (new Shape(s), Enumerable.Range(0, (int)new Shape(s).Count).Select(i => random.Normal((ulong)(k * 1000 + i))).ToArray())).ToArray();
        Assert.InRange(GradCheck.Error(f, inputs), 0, 1e-7);
    }

    [Fact]
    public void Misuse_is_a_clear_error()
    {
        using var tape = Tape.Start();
        var x = tape.Watch(Tensor.Of(1.0, 2.0));
        var y = x * x;
        Assert.Contains("one number", Assert.Throws<ShapeException>(() => tape.Backward(y)).Message);
        Assert.Contains("not computed on this tape", Assert.Throws<TapeException>(() => tape.Backward(Tensor.Of(1.0))).Message);
        using (Tape.Start())
            Assert.Contains("another tape", Assert.Throws<TapeException>(() => y + y).Message);
        var g = tape.Backward(y.Sum());
        Assert.Equal([2.0, 4.0], g[x].ToArray<double>());
        Assert.Equal(0, tape.Count);
        Assert.Contains("already run", Assert.Throws<TapeException>(() => tape.Backward(y)).Message);
        Assert.Contains("no gradient", Assert.Throws<TapeException>(() => g[y]).Message);
    }

    [Fact]
    public void Nothing_flows_through_detach_or_outside_a_tape()
    {
        using var tape = Tape.Start();
        var x = tape.Watch(Tensor.Of(3.0));
        var middle = tape.Watch(x * x);
        var g = tape.Backward((middle * x.Detach()).Sum());
        Assert.Equal(18, g[x].Item());
        Assert.Equal(3, g[middle].Item());
    }
}
