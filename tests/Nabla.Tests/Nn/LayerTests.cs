using Nabla.Nn;

namespace Nabla.Tests.Nn;

public class LayerTests
{
    [Fact]
    public void Each_layer_is_its_operation()
    {
        var random = new Philox(1, 2);
        var x = Tensor.Of<float>([.. Enumerable.Range(0, 2 * 3 * 6 * 6).Select(i => (float)random.Normal((ulong)i))], [2, 3, 6, 6]);
        Same(x.Relu(), new ReLU());
        Same(x.Tanh(), new Tanh());
        Same(x.Sigmoid(), new Sigmoid());
        Same(x.LeakyRelu(0.3), new LeakyReLU(0.3));
        Same(x.Elu(0.5), new ELU(0.5));
        Same(x.Selu(), new SELU());
        Same(x.Gelu(), new GELU());
        Same(x.Silu(), new SiLU());
        Same(x.Softplus(3), new Softplus(3));
        Same(x.HardSigmoid(), new Hardsigmoid());
        Same(x.HardSwish(), new Hardswish());
        Same(x.Softmax(1), new Softmax(1));
        Same(x.LogSoftmax(-1), new LogSoftmax());
        Same(x.MaxPool2d(3, 2, 1), new MaxPool2d(3, 2, 1));
        Same(x.AvgPool2d(2), new AvgPool2d(2));
        Same(x.Reshape([2, 108]), new Flatten());
        Same(x.Tanh().AvgPool2d(2).Reshape([2, 27]), new Sequential(new Tanh(), new AvgPool2d(2), new Flatten()));

        void Same(Tensor expected, Module<Tensor, Tensor> layer)
        {
            var y = layer.Forward(x);
            Assert.Equal(expected.Shape, y.Shape);
            Assert.Equal(expected.ToArray<float>(), y.ToArray<float>());
            Assert.Empty(layer.Parameters());
        }
    }

    [Fact]
    public void Flatten_of_a_number_is_an_error() =>
        Assert.StartsWith("flatten: the input is one number", Assert.Throws<ShapeException>(() => new Flatten().Forward(Tensor.Full([], 1))).Message);

    [Fact]
    public void A_padding_row_begins_as_zeros_and_never_learns()
    {
        var layer = new Embedding(4, 2, padding: -1);
        layer.Init(1);
        Assert.DoesNotContain(0, layer.Weight.Value.ToArray<float>()[..6]);
        using var tape = Tape.Start();
        var y = layer.Forward(Tensor.Of<int>([3, 1], [2]));
        Assert.Equal([0, 0], y.ToArray<float>()[..2]);
        Assert.Equal([0, 0, 1, 1, 0, 0, 0, 0], tape.Backward(y.Sum())[layer.Weight.Value].ToArray<float>());
    }

    [Fact]
    public void Sequential_names_its_modules_as_PyTorch_does()
    {
        var model = new Sequential(new Linear(2, 3), new ReLU(), new Linear(3, 1, bias: false));
        Assert.Equal(["0.weight", "0.bias", "2.weight"], model.Parameters().Select(p => p.Path));
        Assert.Equal(["a.weight", "a.bias"], new Sequential(("a", new Linear(1, 1))).Parameters().Select(p => p.Path));
    }

    [Fact]
    public void Fans_count_the_field()
    {
        Assert.Equal((300, 400), Init.Fans([400, 300]));
        Assert.Equal((3 * 25, 8 * 25), Init.Fans([8, 3, 5, 5]));
        Assert.Equal((9, 128 * 9), Init.Fans(new Conv2d(64, 128, 3, groups: 64).Parameters().Single(p => p.Path == "weight").Parameter.Shape));    // groups do not show in the shape
        Assert.StartsWith("init: fan-in and fan-out need two dimensions", Assert.Throws<ShapeException>(() => Init.Fans([3])).Message);
    }

    [Fact]
    public void Layers_begin_by_the_scheme_of_their_fans()
    {
        // PyTorch: weight and bias of both U(±1/√fan-in), with fan-in I or C/groups·kh·kw.
        Bound(new Linear(25, 4000), "weight", 1 / 5.0);
        Bound(new Linear(25, 4000), "bias", 1 / 5.0);
        Bound(new Conv2d(8, 500, kernel: 5, groups: 2), "weight", 1 / 10.0);
        Bound(new Conv2d(8, 5000, kernel: 5, groups: 2), "bias", 1 / 10.0);
        Bound(new Conv2d(4, 500, kernel: 5, init: Init.XavierUniform()), "weight", Math.Sqrt(6.0 / (4 * 25 + 500 * 25)));
        Bound(new Linear(24, 4000, init: Init.HeUniform()), "weight", Math.Sqrt(6.0 / 24));

        static void Bound(Module<Tensor, Tensor> layer, string name, double bound)
        {
            layer.Init(1);
            double largest = layer.State()[name].ToArray<float>().Max(v => Math.Abs(v));
            Assert.InRange(largest / bound, 0.99, 1);
        }
    }
}
