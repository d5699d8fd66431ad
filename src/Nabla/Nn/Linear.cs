namespace Nabla.Nn;

/// <summary>y = x·Wᵀ + b, (…, I) → (…, O).</summary>
/// <param name="inputs">I.</param>
/// <param name="outputs">O.</param>
/// <param name="bias">Whether there is a b.</param>
/// <param name="init">How W begins; as in PyTorch, U(±1/√I), when not given. b always begins so.</param>
public sealed class Linear(int inputs, int outputs, bool bias = true, Initializer? init = null) : Module<Tensor, Tensor>
{
    private readonly Parameter weight = new([outputs, inputs], init ?? Nn.Init.FanIn(inputs));
    private readonly Parameter? bias = bias ? new([outputs], Nn.Init.FanIn(inputs)) : null;

    /// <inheritdoc/>
    protected internal override Members Members => [("weight", weight), ("bias", bias)];

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.Linear(weight, bias?.Value);
}
