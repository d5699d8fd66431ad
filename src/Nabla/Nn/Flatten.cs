namespace Nabla.Nn;

/// <summary>Makes one dimension of all but the batch's, in row-major order: (N, …) → (N, M).</summary>
public sealed class Flatten : Stateless
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x)
    {
        if (x.Shape.Rank == 0)
            throw new ShapeException("flatten", "the input is one number without a batch dimension. Add one with Reshape.");
        return x.Shape.Rank == 1 ? x.Unsqueeze(1) : x.Flatten(1);
    }
}
