namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>Local response normalization over neighbouring channels, as PyTorch's: y[c] = x[c] / (k + α/n · Σ x[c']²)^β.</summary>
    /// <remarks>
    /// Krizhevsky, Sutskever and Hinton 2012, section 3.3, who multiply the sum by α without dividing by n. c' runs over the n
    /// channels from c − ⌊n/2⌋ on, as far as there are any. (N, C, …) → the same shape.
    /// </remarks>
    /// <param name="size">n.</param>
    /// <param name="alpha">α.</param>
    /// <param name="beta">β.</param>
    /// <param name="k">k.</param>
    public Tensor LocalResponseNorm(int size, double alpha = 1e-4, double beta = 0.75, double k = 1)
    {
        CheckFloat("local_response_norm");
        if (Shape.Rank < 2)
            throw new ShapeException("local_response_norm", $"input {Shape} has no channels; (N, C, …) was expected. Add a dimension with Reshape.");
        if (size < 1)
            throw new RangeException("local_response_norm", $"size {size} is not possible. Give the number of channels, 1 or more.");
        var axes = new (int, int)[Shape.Rank - 1];
        axes[0] = (size / 2, (size - 1) / 2);
        var squares = (this * this).Pad(axes);
        var sum = squares.Narrow(1, 0, Shape[1]);
        for (int i = 1; i < size; i++)
            sum += squares.Narrow(1, i, Shape[1]);
        return this / (sum * (alpha / size) + k).Pow(beta);
    }
}
