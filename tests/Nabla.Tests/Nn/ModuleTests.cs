using Nabla.Nn;
using Nabla.Optim;

namespace Nabla.Tests.Nn;

public class ModuleTests
{
    private sealed class Mlp : Module<Tensor, Tensor>
    {
        internal readonly Linear A = new(2, 8), B = new(8, 2);

        protected internal override Members Members => [("a", A), ("b", B)];

        protected override Tensor Compute(Tensor x) => B.Forward(A.Forward(x).Tanh());
    }

    private static readonly float[] Xor = [0, 0, 0, 1, 1, 0, 1, 1];

    [Fact]
    public void An_mlp_learns_xor_and_repeats_bit_for_bit()
    {
        var (loss, weights) = Train();
        Assert.InRange(loss, 0, 0.01);
        Assert.Equal(weights, Train().Weights);

        static (double Loss, float[] Weights) Train()
        {
            var model = new Mlp();
            model.Init(seed: 1);
            var sgd = new Sgd(model, momentum: 0.9);
            double last = 0;
            for (int step = 0; step < 200; step++)
            {
                using var tape = Tape.Start(Mode.Train, seed: 1, step);
                var loss = Loss.CrossEntropy(model.Forward(Tensor.Of<float>(Xor, [4, 2])), Tensor.Of(0L, 1L, 1L, 0L));
                sgd.Step(tape.Backward(loss), 0.2);
                last = loss.Item();
            }

            return (last, model.State()["a.weight"].ToArray<float>());
        }
    }

    [Fact]
    public void Errors_name_the_innermost_module()
    {
        var model = new Mlp();
        Assert.Contains("Call Init", Assert.Throws<NablaException>(() => model.Forward(Tensor.Zeros([1, 2]))).Message);
        model.Init(0);
        var e = Assert.Throws<ShapeException>(() => model.Forward(Tensor.Zeros([1, 3])));
        Assert.Equal("a", e.ModulePath);
        Assert.EndsWith("[in a]", e.Message);
        Assert.Null(Scope.Current);
    }

    [Fact]
    public void A_frozen_module_gets_no_gradient_but_passes_it_on()
    {
        var model = new Mlp();
        model.Init(0);
        model.B.Frozen = true;
        using var tape = Tape.Start();
        var g = tape.Backward(model.Forward(Tensor.Ones([1, 2])).Sum());
        Assert.Equal(2, g.Count);
        Assert.False(g.Has(model.State()["b.weight"]));
        Assert.True(g.Has(model.State()["a.weight"]));
    }

    [Fact]
    public void Load_reports_everything_that_does_not_fit_and_changes_nothing()
    {
        var model = new Mlp();
        model.Init(0);
        var state = model.State();
        var wrong = new Dictionary<string, Tensor>(state) { ["b.bias"] = Tensor.Zeros([3]), ["c"] = Tensor.Zeros([1]) };
        wrong.Remove("a.bias");
        string message = Assert.Throws<DataException>(() => model.Load(wrong)).Message;
        Assert.Contains("b.bias has shape (3), (2) was expected; a.bias is missing; c is unknown", message);
        model.Load(state);
    }

    [Fact]
    public void Init_has_the_variance_of_its_formula()
    {
        Check(Init.XavierNormal(), 2.0 / (300 + 400));
        Check(Init.XavierUniform(), 2.0 / (300 + 400));
        Check(Init.HeNormal(), 2.0 / 300);
        Check(Init.HeUniform(), 2.0 / 300);
        Check(Init.FanIn(300), 1.0 / 900);

        static void Check(Initializer init, double variance)
        {
            var w = init([400, 300], new Philox(1, 2)).ToArray<float>();
            Assert.InRange(w.Average(v => (double)v), -4 * Math.Sqrt(variance / w.Length), 4 * Math.Sqrt(variance / w.Length));
            Assert.Equal(1, w.Average(v => (double)v * v) / variance, 0.03);
        }
    }
}
