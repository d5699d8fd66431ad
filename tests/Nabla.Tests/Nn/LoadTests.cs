using Nabla.Nn;

namespace Nabla.Tests.Nn;

public class LoadTests
{
    private static Sequential Model()
    {
        var model = new Sequential(("a", new Linear(2, 3)), ("n", new BatchNorm1d(3)), ("b", new Linear(3, 1)));
        model.Init(1);
        return model;
    }

    private static Dictionary<string, Tensor> Other()
    {
        var other = Model();
        other.Init(2);
        return other.State();
    }

    [Fact]
    public void What_fits_is_taken_and_the_rest_reported()
    {
        var model = Model();
        var state = Other();
        state.Remove("a.bias");
        state["c"] = Tensor.Zeros([1]);
        state["b.weight"] = Tensor.Zeros([1, 4]);
        state["b.bias"] = Tensor.Of(1L);
        state["n.num_batches_tracked"] = Tensor.Full([], 2);
        float[] bias = model.State()["a.bias"].ToArray<float>(), weight = model.State()["b.weight"].ToArray<float>();
        var report = model.Load(state, strict: false);
        Assert.False(report.Complete);
        Assert.Equal(["a.weight", "n.weight", "n.bias", "n.running_mean", "n.running_var"], report.Matched);
        Assert.Equal(["a.bias"], report.Missing);
        Assert.Equal(["c"], report.Unknown);
        string[] misfit = ["b.weight has shape (1, 4), (1, 3) was expected", "b.bias has type I64, F32 or F64 was expected", "n.num_batches_tracked has type F32, I64 was expected"];
        Assert.Equal(misfit.Order(), report.Misfit.Order());
        Assert.StartsWith("5 matched; ", report.ToString());
        Assert.EndsWith(" was expected; a.bias is missing; c is unknown", report.ToString());
        Assert.Equal(state["a.weight"].ToArray<float>(), model.State()["a.weight"].ToArray<float>());
        Assert.Equal(bias, model.State()["a.bias"].ToArray<float>());
        Assert.Equal(weight, model.State()["b.weight"].ToArray<float>());
    }

    [Theory]
    [InlineData(DType.BF16, DType.F32)]
    [InlineData(DType.F16, DType.F32)]
    [InlineData(DType.F64, DType.F64)]
    public void A_module_takes_the_states_type_or_F32_of_what_only_stores(DType stored, DType taken)
    {
        var model = Model();
        var state = Other().ToDictionary(s => s.Key, s => s.Value.DType.IsFloat() ? s.Value.To(stored) : s.Value);
        Assert.True(model.Load(state).Complete);
        Assert.All(model.State().Values.Where(t => t.DType != DType.I64), t => Assert.Equal(taken, t.DType));
        Assert.Equal(state["a.weight"].To(taken).ToString(), model.State()["a.weight"].ToString());
    }

    [Fact]
    public void Null_is_told()
    {
        Assert.Equal("load: the state is null; tensors by path were expected. Read them with SafeTensors.Load, or take another module's State().", Assert.Throws<NablaException>(() => Model().Load(null!)).Message);
        var state = Other();
        state["a.bias"] = null!;
        Assert.Equal("load: a.bias is null; a tensor was expected. Check what should have made it.", Assert.Throws<NablaException>(() => Model().Load(state)).Message);
    }

    [Fact]
    public void Of_many_misfits_the_first_are_told()
    {
        var model = Model();
        var state = Enumerable.Range(0, 20).ToDictionary(i => $"other{i}", _ => Tensor.Zeros([2]));
        string[] names = [.. model.State().Keys.Where(k => k != "n.num_batches_tracked")];
        Assert.Equal($"load: the checkpoint does not fit Sequential: {string.Join("; ", names.Take(4).Select(n => $"{n} is missing"))}; and {names.Length - 4 + 20} more. Check that it belongs to this model.", Assert.Throws<DataException>(() => model.Load(state)).Message);
    }

    [Fact]
    public void Of_many_problems_what_has_another_shape_comes_first()
    {
        var model = Model();
        var state = Enumerable.Range(0, 20).ToDictionary(i => $"other{i}", _ => Tensor.Zeros([2]));
        state["b.weight"] = Tensor.Zeros([1, 4]);
        Assert.StartsWith("load: the checkpoint does not fit Sequential: b.weight has shape (1, 4), (1, 3) was expected; a.weight is missing; a.bias is missing; ", Assert.Throws<DataException>(() => model.Load(state)).Message);
    }

    // PyTorch before 0.4 wrote no counter of batches; its load_state_dict takes such a state and counts from 0.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_missing_counter_of_batches_becomes_0(bool strict)
    {
        var model = Model();
        Count(model, 5);
        var state = Other();
        state.Remove("n.num_batches_tracked");
        var report = model.Load(state, strict);
        Assert.True(report.Complete);
        Assert.Equal(["n.num_batches_tracked"], report.Missing);
        Assert.DoesNotContain("n.num_batches_tracked", report.Matched);
        Assert.Equal(0, model.State()["n.num_batches_tracked"].ToArray<long>()[0]);
        Assert.Equal(state["n.weight"].ToArray<float>(), model.State()["n.weight"].ToArray<float>());

        var norm = new BatchNorm1d(3);                                      // under no prefix
        norm.Init(0);
        Count(norm, 5);
        Assert.True(norm.Load(norm.State().Where(t => t.Key != "num_batches_tracked").ToDictionary(), strict).Complete);
        Assert.Equal(0, norm.State()["num_batches_tracked"].ToArray<long>()[0]);
    }

    [Fact]
    public void A_norm_of_which_the_state_has_nothing_keeps_its_counter()
    {
        var model = Model();
        Count(model, 5);
        Assert.False(model.Load(Other().Where(t => t.Key.StartsWith("a.", StringComparison.Ordinal)).ToDictionary(), strict: false).Complete);
        Assert.Equal(5, model.State()["n.num_batches_tracked"].ToArray<long>()[0]);
    }

    private static void Count(Module model, long batches)
    {
        foreach (var (_, buffer) in model.Buffers().Where(b => b.Path.EndsWith("num_batches_tracked", StringComparison.Ordinal)))
            buffer.Assign(Tensor.Full([], batches, DType.I64));
    }

    [Fact]
    public void Strict_is_all_or_nothing()
    {
        var model = Model();
        var state = Other();
        state.Remove("n.running_var");
        float[] before = model.State()["a.weight"].ToArray<float>();
        Assert.Equal("load: the checkpoint does not fit Sequential: n.running_var is missing. Check that it belongs to this model.", Assert.Throws<DataException>(() => model.Load(state)).Message);
        Assert.Equal(before, model.State()["a.weight"].ToArray<float>());
        Assert.True(model.Load(Other()).Complete);
        Assert.Equal(Other()["a.weight"].ToArray<float>(), model.State()["a.weight"].ToArray<float>());
    }
}
