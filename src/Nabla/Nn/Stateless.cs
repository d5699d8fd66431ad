namespace Nabla.Nn;

/// <summary>A layer without parameters: an operation, so that it can stand in a <see cref="Sequential"/> and be observed.</summary>
public abstract class Stateless : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected internal sealed override Members Members => [];

    /// <summary>The function of each element that the layer is, where a convolution may apply it in place; else null.</summary>
    internal virtual Pointwise? Function => null;
}
