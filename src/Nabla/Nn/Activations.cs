namespace Nabla.Nn;

/// <summary>max(x, 0), of any shape.</summary>
public sealed class ReLU : Stateless
{
    internal override Pointwise? Function => Pointwise.Relu;

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.Relu();
}

/// <summary>x above 0, else slope · x, of any shape.</summary>
public sealed class LeakyReLU(double slope = 0.01) : Stateless
{
    private readonly double slope = LayerSizes.Finite("leaky_relu", "slope", slope);

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.LeakyRelu(slope);
}

/// <summary>x above 0, else α(eˣ − 1), of any shape.</summary>
public sealed class ELU(double alpha = 1) : Stateless
{
    private readonly double alpha = LayerSizes.Finite("elu", "alpha", alpha);

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.Elu(alpha);
}

/// <summary>x above 0, else α(eˣ − 1), scaled so that mean 0 and variance 1 are kept, of any shape.</summary>
public sealed class SELU : Stateless
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.Selu();
}

/// <summary>x · Φ(x), or its approximation by a tanh, as GPT-2 has it, of any shape.</summary>
public sealed class GELU(bool tanh = false) : Stateless
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => tanh ? x.GeluTanh() : x.Gelu();
}

/// <summary>x · σ(x), of any shape.</summary>
public sealed class SiLU : Stateless
{
    internal override Pointwise? Function => Pointwise.Silu;

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.Silu();
}

/// <summary>ln(1 + e^(βx)) / β, of any shape.</summary>
public sealed class Softplus(double beta = 1) : Stateless
{
    private readonly double beta = beta > 0 && double.IsFinite(beta) ? beta : throw new RangeException("softplus", $"beta {beta} is not possible. Give a finite number above 0.");

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.Softplus(beta);
}

/// <summary>min(max(x + 3, 0), 6) / 6, of any shape.</summary>
public sealed class Hardsigmoid : Stateless
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.HardSigmoid();
}

/// <summary>x · hard sigmoid(x), of any shape.</summary>
public sealed class Hardswish : Stateless
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.HardSwish();
}

/// <summary>The hyperbolic tangent, of any shape.</summary>
public sealed class Tanh : Stateless
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.Tanh();
}

/// <summary>σ(x) = 1 / (1 + e⁻ˣ), of any shape.</summary>
public sealed class Sigmoid : Stateless
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.Sigmoid();
}

/// <summary>exp x / Σ exp x over one axis.</summary>
public sealed class Softmax(int axis = -1) : Stateless
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.Softmax(axis);
}

/// <summary>x − log Σ exp x over one axis.</summary>
public sealed class LogSoftmax(int axis = -1) : Stateless
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.LogSoftmax(axis);
}

/// <summary>x itself: stands where another model has a layer.</summary>
public sealed class Identity : Stateless
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x;
}
