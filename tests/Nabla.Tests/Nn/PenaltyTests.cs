using Nabla.Nn;
using Nabla.Optim;

namespace Nabla.Tests.Nn;

public class PenaltyTests
{
    private static Sequential Model()
    {
        var model = new Sequential(("a", new Linear(2, 2)), ("n", new LayerNorm(2)), ("b", new Linear(2, 1)));
        model.Init(0);
        model.Load(new Dictionary<string, Tensor>
        {
            ["a.weight"] = Tensor.Of<float>([1, -2, 3, 0], [2, 2]),
            ["a.bias"] = Tensor.Of(5f, 5f),
            ["n.weight"] = Tensor.Of(7f, 7f),
            ["n.bias"] = Tensor.Of(9f, 9f),
            ["b.weight"] = Tensor.Of<float>([-4, 2], [1, 2]),
            ["b.bias"] = Tensor.Of(11f),
        });
        return model;
    }

    [Fact]
    public void Values_are_those_of_the_formulas_without_biases_and_norms()
    {
        var model = Model();
        Assert.Equal(0.5 * (1 + 4 + 9 + 16 + 4), Penalty.L2(model, 0.5).Item());
        Assert.Equal(0.5 * (1 + 2 + 3 + 4 + 2), Penalty.L1(model, 0.5).Item());
        Assert.Equal(14, Penalty.L2(model, 1, "a.weight").Item());
        Assert.Equal(10 + 18 + 11, Penalty.L1(model, 1, "*.bias").Item());
        Assert.Equal(2 * 7, Penalty.L1(model, 1, (path, p) => path == "n.weight").Item());
        Assert.Equal(2 * 49, Penalty.L2(model, 1, (path, p) => path == "n.weight").Item());
        Assert.Equal(0, Penalty.L1(model, 1, (_, _) => false).Item());
        Assert.Equal(0, Penalty.L2(model, 0).Item());
    }

    [Fact]
    public void Gradients_are_2λw_and_λsign()
    {
        var model = Model();
        var weight = model.State()["a.weight"];
        using (var tape = Tape.Start())
        {
            var g = tape.Backward(Penalty.L2(model, 0.25));
            Assert.Equal([0.5f, -1, 1.5f, 0], g[weight].ToArray<float>());
            Assert.Equal(2, g.Count);
        }

        using (var tape = Tape.Start())
            Assert.Equal([0.25f, -0.25f, 0.25f, 0], tape.Backward(Penalty.L1(model, 0.25))[weight].ToArray<float>());
    }

    [Fact]
    public void L2_is_weight_decay_of_twice_the_strength_for_plain_SGD()
    {
        Assert.Equal(After(0.05, decay: 0), After(0, decay: 0.1), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.NotEqual(After(0.05, decay: 0), After(0, decay: 0));

        static double[] After(double strength, double decay)
        {
            var model = Model();
            var optimizer = new Sgd(ParameterGroups.Of(model).DecayMatricesOnly(), decay: decay);
            for (int step = 0; step < 5; step++)
            {
                using var tape = Tape.Start();
                var y = model.Forward(Tensor.Of<float>([1, 2, 3, -1], [2, 2]));
                optimizer.Step(tape.Backward((y * y).Mean() * 0.001 + Penalty.L2(model, strength)), 0.1);
            }

            return [.. model.State().Values.SelectMany(Proof.Run.Doubles)];
        }
    }

    [Fact]
    public void A_shared_parameter_counts_once()
    {
        var a = new Linear(3, 3, init: Init.Constant(1));
        var model = new Sequential(a, new Linear(3, 3, tied: a.Weight));
        model.Init(0);
        Assert.Equal(9, Penalty.L2(model, 1).Item());
    }

    [Fact]
    public void Wrong_input_is_named()
    {
        Assert.Equal("l2: a strength of -1 is not possible. Give a finite number, 0 or more.", Assert.Throws<RangeException>(() => Penalty.L2(Model(), -1)).Message);
        Assert.StartsWith("l1: no parameter's path matches 'a.wait'. Near: a.weight", Assert.Throws<RangeException>(() => Penalty.L1(Model(), 1, "a.wait")).Message);
    }
}
