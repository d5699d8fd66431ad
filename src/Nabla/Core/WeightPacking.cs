namespace Nabla;

/// <summary>In what form the CPU's kernels read a parameter's rows where few inputs are multiplied with all of them, and reading is what takes the time.</summary>
/// <remarks>
/// The float32 values stay and stay the truth: checkpoints, gradients, embeddings, products with many rows and everything on a tape
/// use them. The narrow copy is made at the first product off the tape, and again after each change.
/// </remarks>
public enum WeightPacking
{
    /// <summary>As they are.</summary>
    F32,

    /// <summary>A copy in bfloat16, rounded to nearest even: 2 bytes a weight more, |ŵ − w| ≤ 2⁻⁸·|w| for normal numbers.</summary>
    BF16,

    /// <summary>
    /// A copy ŵ = s·q with q whole between −127 and 127 and one float32 s = max|w|/127 a row: 1 byte a weight and 4 a row more,
    /// |ŵ − w| ≤ s/2 for normal s. A row with an infinity or NaN gives NaN, and so may one whose Σ x·q leaves float32.
    /// </summary>
    Int8,
}

/// <summary>The narrow copy that a parameter asks for: its form, the rows that may have a scale each, and the copy itself, which is the backend's business.</summary>
internal sealed class NarrowCopy(WeightPacking form, int rows, int columns)
{
    internal WeightPacking Form => form;

    internal int Rows => rows;

    internal int Columns => columns;

    /// <summary>Null until it is needed, and after a change.</summary>
    internal object? Packed;
}
