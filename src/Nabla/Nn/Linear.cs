namespace Nabla.Nn;

/// <summary>y = x·Wᵀ + b, (…, I) → (…, O).</summary>
/// <param name="inputs">I.</param>
/// <param name="outputs">O.</param>
/// <param name="bias">Whether there is a b.</param>
/// <param name="init">How W begins; as in PyTorch, U(±1/√I), when not given. b always begins so.</param>
/// <param name="tied">The W (O, I) of another module, to share it, as an output layer with an embedding (Press and Wolf 2017).</param>
public sealed class Linear(int inputs, int outputs, bool bias = true, Initializer? init = null, Parameter? tied = null) : Module<Tensor, Tensor>
{
    /// <summary>W (O, I).</summary>
    public Parameter Weight { get; } = Parameter.Tied("linear", tied, LayerSizes.Of("linear", ("outputs", outputs), ("inputs", inputs)))
        ?? new([outputs, inputs], init ?? Nn.Init.FanIn(inputs));

    private readonly Parameter? bias = bias ? new([outputs], Nn.Init.FanIn(inputs)) { Decays = false } : null;

    /// <inheritdoc/>
    protected internal override Members Members => [("weight", Weight), ("bias", bias)];

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.Linear(Weight, bias?.Value);
}
