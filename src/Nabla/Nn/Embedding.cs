namespace Nabla.Nn;

/// <summary>The rows of a table that learns which indices name: I64 or I32 (…) → (…, D).</summary>
/// <param name="words">V, the rows of the table.</param>
/// <param name="width">D, the length of each.</param>
/// <param name="padding">The row that begins as zeros and never learns, since it stands for "no word"; negative ones count from the end.</param>
/// <param name="init">How the table (V, D) begins; as in PyTorch, N(0, 1), when not given.</param>
public sealed class Embedding(int words, int width, int? padding = null, Initializer? init = null) : Module<Tensor, Tensor>
{
    /// <summary>The table (V, D).</summary>
    public Parameter Weight { get; } = new(TableShape(words, width, padding), (shape, random) => Table(shape, random, init ?? Nn.Init.Normal(1), padding));

    /// <inheritdoc/>
    protected internal override Members Members => [("weight", Weight)];

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor index) => Weight.Value.Embedding(index, padding);

    private static Shape TableShape(int words, int width, int? padding)
    {
        var shape = LayerSizes.Of("embedding", ("words", words), ("width", width));
        return padding is null || (padding >= -words && padding < words) ? shape
            : throw new RangeException("embedding", $"padding {padding} is no row of a table of {words}. Give {-words} to {words - 1}, or null for none.");
    }

    private static Tensor Table(Shape shape, Philox random, Initializer init, int? padding)
    {
        var table = init(shape, random);
        if (padding is not { } row)
            return table;
        var isPadding = Tensor.Arange(shape[0]).Equal(row < 0 ? row + shape[0] : row);
        return table.MaskedFill(isPadding.Unsqueeze(1), 0);
    }
}
