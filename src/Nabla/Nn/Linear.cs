namespace Nabla.Nn;

/// <summary>y = x·Wᵀ + b, (…, I) → (…, O).</summary>
public sealed class Linear(int inputs, int outputs, bool bias = true) : Module<Tensor, Tensor>
{
    private readonly Parameter weight = new([outputs, inputs], Nn.Init.FanIn(inputs));
    private readonly Parameter? bias = bias ? new([outputs], Nn.Init.FanIn(inputs)) : null;

    /// <inheritdoc/>
    protected internal override Members Members => [("weight", weight), ("bias", bias)];

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.Linear(weight, bias?.Value);
}
