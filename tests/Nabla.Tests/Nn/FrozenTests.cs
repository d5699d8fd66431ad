using Nabla.Nn;

namespace Nabla.Tests.Nn;

public class FrozenTests
{
    private sealed class Scaled(Parameter w) : Module<Tensor, Tensor>
    {
        internal Mode? Seen;

        protected internal override Members Members => [("w", w)];

        protected override Tensor Compute(Tensor x)
        {
            Seen = Scope.Current!.Mode;
            return x * w;
        }
    }

    private static Scaled Fresh() => new(W());

    private static Parameter W() => new([], Nabla.Nn.Init.Constant(2));

    private static string[] Learning(Module<Tensor, Tensor> model)
    {
        using var tape = Tape.Start(Mode.Train);
        var x = tape.Watch(Tensor.Of(3f));
        var g = tape.Backward(model.Forward(x).Sum());
        Assert.True(g.Has(x));                                 // gradients pass through whatever is frozen
        return [.. model.Parameters().Where(p => g.Has(p.Parameter.Value)).Select(p => p.Path)];
    }

    [Fact]
    public void A_frozen_part_of_a_training_model_evaluates_and_learns_nothing()
    {
        Scaled a = Fresh(), b = Fresh(), c = Fresh();
        var model = new Sequential(a, new Sequential(b), c);
        model.Init(0);
        b.Frozen = true;
        Assert.Equal(["0.w", "2.w"], Learning(model));
        Assert.Equal([Mode.Train, Mode.Evaluate, Mode.Train], [a.Seen, b.Seen, c.Seen]);
        b.Frozen = false;
        Assert.Equal(3, Learning(model).Length);
        Assert.Equal(Mode.Train, b.Seen);
    }

    [Fact]
    public void A_part_of_a_frozen_model_can_train()
    {
        Scaled body = Fresh(), head = Fresh();
        var model = new Sequential(("body", body), ("head", head));
        model.Init(0);
        model.Frozen = true;
        head.Frozen = false;
        Assert.Equal(["head.w"], Learning(model));
        Assert.Equal([Mode.Evaluate, Mode.Train], [body.Seen, head.Seen]);
        model.Frozen = false;
        Assert.Equal(2, Learning(model).Length);
    }

    [Fact]
    public void A_shared_parameter_is_frozen_as_long_as_one_of_its_modules_is()
    {
        var tied = W();
        Scaled a = new(tied), b = new(tied);
        var model = new Sequential(a, b, Fresh());
        a.Frozen = true;
        model.Init(0);                                         // a value that comes later is frozen too
        Assert.Equal(["2.w"], Learning(model));
        b.Frozen = true;
        b.Frozen = false;
        Assert.Equal(["2.w"], Learning(model));
        Assert.Equal(Mode.Train, b.Seen);
        a.Frozen = true;                                       // again: counts once
        a.Frozen = false;
        Assert.Equal(["0.w", "2.w"], Learning(model));
        tied.Frozen = true;
        Assert.Equal(["2.w"], Learning(model));
    }

    [Fact]
    public void Frozen_dropout_passes_its_input_on()
    {
        var model = new Sequential(new Dropout(0.9), new Dropout(0.9)) { Frozen = true };
        using var tape = Tape.Start(Mode.Train);
        var x = Tensor.Ones([100]);
        Assert.Same(x, model.Forward(x));
    }
}
