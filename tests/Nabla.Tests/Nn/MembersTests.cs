using Nabla.Nn;

namespace Nabla.Tests.Nn;

public class MembersTests
{
    private sealed class Any(Members members) : Module<Tensor, Tensor>
    {
        protected internal override Members Members => members;

        protected override Tensor Compute(Tensor x) => x;
    }

    private static Parameter P(int n = 1) => new([n], Nabla.Nn.Init.Constant(1));

    [Fact]
    public void Paths_join_names_in_order()
    {
        var model = new Any([("a", P()), ("b", new Any([("c", P()), ("none", (Parameter?)null), ("s", new ModuleBuffer([2]))])), ("d", P())]);
        Assert.Equal(["a", "b.c", "d"], model.Parameters().Select(p => p.Path));
        Assert.Equal(["b.s"], model.Buffers().Select(p => p.Path));
        Assert.Equal(["b"], model.Modules().Select(p => p.Path));
        Assert.Equal(3, model.ParameterCount);
    }

    [Fact]
    public void Repeated_names_and_dots_are_errors()
    {
        Assert.Contains("Any has two members named 'a'", Assert.Throws<NablaException>(() => new Any([("a", P()), ("a", P())]).Init(0)).Message);
        Assert.Contains("Any has a member named 'a.b'", Assert.Throws<NablaException>(() => new Any([("a.b", P())]).ParameterCount).Message);
        Assert.Contains("member named ''", Assert.Throws<NablaException>(() => new Any([("", P())]).Forward(Tensor.Ones([1]))).Message);
    }

    [Fact]
    public void What_is_listed_twice_counts_once_under_its_first_path()
    {
        var tied = P(3);
        var shared = new Any([("w", P(5))]);
        var model = new Any([("embed", tied), ("x", shared), ("y", shared), ("head", tied)]);
        model.Init(0);
        Assert.Equal(8, model.ParameterCount);
        Assert.Equal(["embed", "x.w"], model.State().Keys);
        Assert.Equal(["x"], model.Modules().Select(m => m.Path));
    }

    [Fact]
    public void Buffers_are_saved_and_loaded_but_do_not_learn()
    {
        var buffer = new ModuleBuffer([2], 1);
        var model = new Any([("mean", buffer), ("w", P())]);
        model.Init(0);
        Assert.Equal(1, model.ParameterCount);
        model.Load(new Dictionary<string, Tensor> { ["mean"] = Tensor.Of(3.0, 4.0), ["w"] = Tensor.Of(2.0) });
        Assert.Equal([3.0, 4.0], model.State()["mean"].ToArray<double>());
        using (var tape = Tape.Start())
            Assert.Equal(1, tape.Backward((buffer.Value * model.State()["w"]).Sum()).Count);
        model.Init(0);
        Assert.Equal([1.0, 1.0], buffer.Value.ToArray<double>());
        Assert.Contains("mean is missing", Assert.Throws<DataException>(() => model.Load(new Dictionary<string, Tensor> { ["w"] = Tensor.Of(2f) })).Message);
        Assert.Contains("mean has type I64", Assert.Throws<DataException>(() => model.Load(new Dictionary<string, Tensor> { ["w"] = Tensor.Of(2f), ["mean"] = Tensor.Of(1L, 2L) })).Message);
        Assert.Contains("(3)", Assert.Throws<ShapeException>(() => buffer.Assign(Tensor.Ones([3]))).Message);
    }
}
