using Nabla.Nn;
using Nabla.Optim;

namespace Nabla.Tests.Nn;

public class PackingTests
{
    [Fact]
    public void What_matches_is_packed()
    {
        var model = Model();
        model.Pack(WeightPacking.Int8, "2.*");
        Assert.Equal([WeightPacking.F32, WeightPacking.F32, WeightPacking.Int8, WeightPacking.Int8], model.Parameters().Select(p => p.Parameter.Packing));
        model.Pack(WeightPacking.BF16);
        Assert.All(model.Parameters(), p => Assert.Equal(WeightPacking.BF16, p.Parameter.Packing));
    }

    [Fact]
    public void What_cannot_be_is_told()
    {
        Assert.Equal("pack: no parameter's path matches '4.weight'. Near: 0.weight, 2.weight, 0.bias.", Assert.Throws<RangeException>(() => Model().Pack(WeightPacking.BF16, "4.weight")).Message);
        Assert.Equal("pack: the pattern is null; one of paths was expected, such as 'layer1.*'. Give one.", Assert.Throws<NablaException>(() => Model().Pack(WeightPacking.BF16, null!)).Message);
        Assert.Equal("packing: 7 is no form of weights; F32, BF16 or Int8 was expected. Give one.", Assert.Throws<RangeException>(() => Model().Pack((WeightPacking)7)).Message);
    }

    [Theory]
    [InlineData(WeightPacking.BF16)]
    [InlineData(WeightPacking.Int8)]
    public void A_change_is_seen(WeightPacking form)
    {
        var (model, plain, x) = (Model(), Model(), Tensor.Normal([2, 30], random: new Philox(1, 0)));
        model.Pack(form);
        foreach (var m in new[] { model, plain })
            m.Init(1);
        float[] first = model.Forward(x).ToArray<float>();
        Assert.Equal(first, model.Forward(x).ToArray<float>());
        Assert.NotEqual(plain.Forward(x).ToArray<float>(), first);

        Learn(model, x);
        Learn(plain, x);
        Assert.Equal(plain.State()["0.weight"].ToArray<float>(), model.State()["0.weight"].ToArray<float>());    // gradients are those of the values
        float[] learned = model.Forward(x).ToArray<float>();
        Assert.Equal(Fresh(model, form).Forward(x).ToArray<float>(), learned);
        Assert.NotEqual(first, learned);

        model.Init(2);
        Assert.Equal(Fresh(model, form).Forward(x).ToArray<float>(), model.Forward(x).ToArray<float>());
        model.Pack(WeightPacking.F32);
        Assert.Equal(Fresh(model, WeightPacking.F32).Forward(x).ToArray<float>(), model.Forward(x).ToArray<float>());
    }

    [Fact]
    public void A_copy_is_packed_alike_and_a_model_of_F64_computes_as_ever()
    {
        var (model, x) = (Model(), Tensor.Normal([2, 30], random: new Philox(1, 0)));
        model.Init(1);
        double[] exact = Floats64(model, x);
        model.Pack(WeightPacking.Int8, "0.*");
        var copy = model.Copy(Model);
        Assert.Equal(model.Parameters().Select(p => p.Parameter.Packing), copy.Parameters().Select(p => p.Parameter.Packing));
        Assert.Equal(model.Forward(x).ToArray<float>(), copy.Forward(x).ToArray<float>());
        Assert.Equal(exact, Floats64(model, x));
        copy.To(DType.F64);
        copy.To(DType.F32);                                      // another storage, packed again
        Assert.Equal(model.Forward(x).ToArray<float>(), copy.Forward(x).ToArray<float>());
    }

    [Fact]
    public void The_copy_is_made_once_and_costs_half_or_a_quarter()
    {
        foreach (var (form, bytes) in new[] { (WeightPacking.BF16, 2 * 64 * 96), (WeightPacking.Int8, 64 * 96 + 4 * 64) })
        {
            var layer = new Linear(96, 64);
            layer.Init(0);
            layer.Pack(form);
            var x = Tensor.Ones([1, 96]);
            var narrow = layer.Weight.Value.View.Storage.Narrow!;
            Assert.Null(narrow.Packed);
            layer.Forward(x);
            var packed = Assert.IsType<Nabla.Backends.Cpu.PackedWeights>(narrow.Packed);
            Assert.Equal(bytes, packed.Bytes);
            layer.Forward(x);
            Assert.Same(packed, narrow.Packed);
        }
    }

    private static Sequential Model() => new(new Linear(30, 20), new ReLU(), new Linear(20, 10));

    private static Sequential Fresh(Sequential like, WeightPacking form)
    {
        var fresh = Model();
        fresh.Pack(form);
        fresh.Load(like.State());
        return fresh;
    }

    private static void Learn(Sequential model, Tensor x)
    {
        using var tape = Tape.Start();
        var y = model.Forward(x);
        new Sgd(model).Step(tape.Backward((y * y).Mean()), 0.5);
    }

    private static double[] Floats64(Sequential model, Tensor x)
    {
        var wide = Model();
        wide.Load(model.State());
        wide.Pack(model.Parameters().First().Parameter.Packing);
        wide.To(DType.F64);
        return wide.Forward(x.To(DType.F64)).ToArray<double>();
    }
}
