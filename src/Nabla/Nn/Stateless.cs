namespace Nabla.Nn;

/// <summary>A layer without parameters: an operation, so that it can stand in a <see cref="Sequential"/> and be observed.</summary>
public abstract class Stateless : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected internal sealed override Members Members => [];
}
