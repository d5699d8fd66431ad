namespace Nabla.Nn;

/// <summary>Layer norm over the last dimensions, then scaled and shifted by element (Ba, Kiros and Hinton 2016).</summary>
/// <param name="normalized">The sizes of the last dimensions, each 1 or more.</param>
/// <param name="epsilon">Above 0, added to the variance.</param>
/// <param name="affine">Whether elements are scaled.</param>
/// <param name="bias">Whether scaled elements are shifted too.</param>
public sealed class LayerNorm(Shape normalized, double epsilon = 1e-5, bool affine = true, bool bias = true) : Module<Tensor, Tensor>
{
    private readonly Shape normalized = LayerSizes.Normalized("layer_norm", normalized);
    private readonly double epsilon = Tensor.CheckEpsilon("layer_norm", epsilon);
    private readonly Parameter? weight = affine ? new(normalized, Nn.Init.Constant(1)) { Decays = false } : null;
    private readonly Parameter? bias = affine && bias ? new(normalized, Nn.Init.Constant(0)) { Decays = false } : null;

    /// <summary>Over the last dimension alone, of this size.</summary>
    public LayerNorm(int size, double epsilon = 1e-5, bool affine = true, bool bias = true) : this(LayerSizes.Of("layer_norm", ("size", size)), epsilon, affine, bias)
    {
    }

    /// <inheritdoc/>
    protected internal override Members Members => [("weight", weight), ("bias", bias)];

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.LayerNorm(normalized, weight?.Value, bias?.Value, epsilon);
}

/// <summary>RMS norm over the last dimensions, then scaled by element (Zhang and Sennrich 2019).</summary>
/// <param name="normalized">The sizes of the last dimensions, each 1 or more.</param>
/// <param name="epsilon">Above 0, added to the mean square. PyTorch's default is the type's rounding unit, 1.2e-7 in float32.</param>
/// <param name="affine">Whether elements are scaled.</param>
public sealed class RMSNorm(Shape normalized, double epsilon = 1e-6, bool affine = true) : Module<Tensor, Tensor>
{
    private readonly Shape normalized = LayerSizes.Normalized("rms_norm", normalized);
    private readonly double epsilon = Tensor.CheckEpsilon("rms_norm", epsilon);
    private readonly Parameter? weight = affine ? new(normalized, Nn.Init.Constant(1)) { Decays = false } : null;

    /// <summary>Over the last dimension alone, of this size.</summary>
    public RMSNorm(int size, double epsilon = 1e-6, bool affine = true) : this(LayerSizes.Of("rms_norm", ("size", size)), epsilon, affine)
    {
    }

    /// <inheritdoc/>
    protected internal override Members Members => [("weight", weight)];

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.RmsNorm(normalized, weight?.Value, epsilon);
}
