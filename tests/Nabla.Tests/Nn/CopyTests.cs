using Nabla.Nn;

namespace Nabla.Tests.Nn;

public class CopyTests
{
    private static Sequential Make(int width = 4) => new(("body", new Sequential(new Linear(3, width), new BatchNorm1d(width))), ("head", new Linear(width, 2)));

    private static Sequential Model()
    {
        var model = Make();
        model.Init(1);
        using (Tape.Start(Mode.Train))
            model.Forward(Tensor.Normal([5, 3], random: new Philox(1, 1)));
        return model;
    }

    [Fact]
    public void A_copy_has_the_same_values_and_goes_its_own_way()
    {
        var model = Model();
        model.Modules().First().Module.Frozen = true;
        model.State();
        model.Parameters().Last().Parameter.Frozen = true;
        var copy = model.Copy(() => Make());
        Same(model, copy);
        Assert.Equal([true, true, true, false], copy.Modules().Select(m => m.Module.Frozen));
        Assert.Equal(model.Parameters().Select(p => p.Parameter.Frozen), copy.Parameters().Select(p => p.Parameter.Frozen));
        var x = Tensor.Ones([2, 3]);
        Assert.Equal(model.Forward(x).ToArray<float>(), copy.Forward(x).ToArray<float>());
        float[] before = model.State()["head.bias"].ToArray<float>();
        copy.Parameters().Last().Parameter.Assign(Tensor.Ones([2]));
        Assert.Equal(before, model.State()["head.bias"].ToArray<float>());
    }

    [Fact]
    public void What_is_tied_stays_tied()
    {
        Sequential Tied()
        {
            var a = new Linear(3, 3);
            return new(a, new Linear(3, 3, tied: a.Weight));
        }

        var model = Tied();
        model.Init(1);
        var copy = model.Copy(Tied);
        Same(model, copy);
        copy.Parameters().First().Parameter.Assign(Tensor.Zeros([3, 3]));
        Assert.Equal(copy.State()["1.bias"].ToArray<float>(), copy.Forward(Tensor.Ones([1, 3])).ToArray<float>());
        Assert.Equal("copy: 0.weight = 1.weight is in only one of the Sequential and the new one. Make the new one with the same options.",
            Assert.Throws<NablaException>(() => model.Copy(() => new Sequential(new Linear(3, 3), new Linear(3, 3)))).Message);
    }

    [Fact]
    public void The_new_module_must_be_new_and_alike()
    {
        var model = Model();
        Assert.Equal("copy: the new Sequential shares parameters with the first. Make a new one with parameters of its own.", Assert.Throws<NablaException>(() => model.Copy(() => model)).Message);
        Assert.Contains("body.0.weight has shape (4, 3), (5, 3) was expected", Assert.Throws<DataException>(() => model.Copy(() => Make(5))).Message);
        Assert.Contains("has no value yet", Assert.Throws<NablaException>(() => Make().Copy(() => Make())).Message);
    }

    [Fact]
    public void The_function_must_give_a_module() =>
        Assert.Equal("copy: the function gave null; a new Linear was expected. Let it call the constructor.", Assert.Throws<NablaException>(() => new Linear(2, 3).Copy(() => null!)).Message);

    [Fact]
    public void To_converts_what_is_a_float()
    {
        var model = Model();
        float[] y = model.Forward(Tensor.Ones([2, 3])).ToArray<float>();
        model.To(DType.F64);
        Assert.All(model.State(), s => Assert.Equal(s.Key.EndsWith("tracked", StringComparison.Ordinal) ? DType.I64 : DType.F64, s.Value.DType));
        double[] exact = model.Forward(Tensor.Ones([2, 3], DType.F64)).ToArray<double>();
        Assert.Equal(y.Select(v => (double)v), exact, (a, b) => Math.Abs(a - b) < 1e-6);
        Same(model, model.Copy(() => Make()));
        model.To(DType.F32);
        Assert.Equal(y, model.Forward(Tensor.Ones([2, 3])).ToArray<float>());
        Assert.Equal("to: Sequential cannot learn in I64. F32 or F64 was expected.", Assert.Throws<DTypeException>(() => model.To(DType.I64)).Message);
    }

    private static void Same(Module a, Module b)
    {
        var (x, y) = (a.State(), b.State());
        Assert.Equal(x.Keys, y.Keys);
        foreach (var (name, value) in x)
        {
            Assert.Equal(value.DType, y[name].DType);
            Assert.Equal(Proof.Run.Doubles(value), Proof.Run.Doubles(y[name]));
        }
    }
}
