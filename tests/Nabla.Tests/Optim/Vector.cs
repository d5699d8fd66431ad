using Nabla.Nn;
using Nabla.Optim;

namespace Nabla.Tests.Optim;

/// <summary>A model y = θ·x of one parameter, so that the gradient of Σ y is x, whatever θ is.</summary>
internal sealed class Vector(int n) : Module<Tensor, Tensor>
{
    private readonly Parameter theta = new([n], Nabla.Nn.Init.Normal(1));

    protected internal override Members Members => [("theta", theta)];

    protected override Tensor Compute(Tensor x) => theta.Value * x;

    internal Tensor Value => theta.Value;

    internal static Vector Of(params double[] values)
    {
        var model = new Vector(values.Length);
        model.Load(new Dictionary<string, Tensor> { ["theta"] = Tensor.Of(values) });
        return model;
    }

    /// <summary>One step with a given gradient.</summary>
    internal void Step(Optimizer optimizer, double rate, params double[] gradient)
    {
        using var tape = Tape.Start();
        optimizer.Step(tape.Backward(Forward(Tensor.Of<double>(gradient, [n]).To(Value.DType)).Sum()), rate);
    }
}
