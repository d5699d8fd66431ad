namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>Einstein's summation: products over named axes, summed over the names that the output lacks.</summary>
    /// <remarks>
    /// <c>"bij,bjk->bik"</c> is a batched matrix product, <c>"ii->i"</c> a diagonal, <c>"ij->"</c> a sum, <c>"i,j->ij"</c> an
    /// outer product, <c>"...ij->...ji"</c> a transposition under any leading axes (which broadcast). The output must be
    /// given. Operands are joined from left to right, by one matrix product each where axes are summed.
    /// </remarks>
    public static Tensor Einsum(string equation, params ReadOnlySpan<Tensor> operands)
    {
        if (equation is null)
            throw new NablaException("einsum", "the equation is null; text such as \"ij,jk->ik\" was expected. Write one.");
        if (operands.Length == 0)
            throw new ShapeException("einsum", "no operands were given. Give at least one.");
        for (int i = 0; i < operands.Length; i++)
            CheckGiven("einsum", $"operand {i}", operands[i]);
        for (int i = 0; i < operands.Length; i++)
            if (operands[i].DType != operands[0].DType || !operands[i].DType.IsFloat())
                throw new DTypeException("einsum", $"operand {i} of shape {operands[i].Shape} is {operands[i].DType}{(i == 0 ? "" : $", operand 0 {operands[0].DType}")}; all F32 or all F64 was expected. Convert with To.");
        var parsed = new EinsumEquation(equation, operands);
        var (y, labels) = Diagonals(operands[0], parsed.Operands[0], parsed);
        for (int i = 1; i < operands.Length; i++)
        {
            var (b, other) = Diagonals(operands[i], parsed.Operands[i], parsed);
            (y, labels) = Join(y, labels, b, other, parsed.Output + string.Concat(parsed.Operands[(i + 1)..]));
        }

        (y, labels) = Needed(y, labels, parsed.Output);
        return y.Ordered(labels, parsed.Output);
    }

    // One axis for each label: diagonals where a label repeats, expansion where an ellipsis broadcasts.
    private static (Tensor, string) Diagonals(Tensor x, string labels, EinsumEquation equation)
    {
        for (int i = 0; i < labels.Length; i++)
            for (int j = labels.IndexOf(labels[i], i + 1); j > 0; j = labels.IndexOf(labels[i], i + 1))
            {
                x = x.Diagonal(i, j).MoveAxis(-1, i);
                labels = labels.Remove(j, 1);
            }

        return (x.Expand([.. labels.Select(equation.Size)]), labels);
    }

    // Sums over the axes that nobody needs.
    private static (Tensor, string) Needed(Tensor x, string labels, string needed)
    {
        int[] rest = [.. Enumerable.Range(0, labels.Length).Where(i => !needed.Contains(labels[i]))];
        return rest.Length == 0 ? (x, labels) : (x.Sum(rest), string.Concat(labels.Where(needed.Contains)));
    }

    private static (Tensor, string) Join(Tensor a, string inA, Tensor b, string inB, string needed)
    {
        (a, inA) = Needed(a, inA, needed + inB);
        (b, inB) = Needed(b, inB, needed + inA);
        string batch = string.Concat(inA.Where(l => inB.Contains(l) && needed.Contains(l)));
        string summed = string.Concat(inA.Where(l => inB.Contains(l) && !needed.Contains(l)));
        string rows = string.Concat(inA.Where(l => !inB.Contains(l))), columns = string.Concat(inB.Where(l => !inA.Contains(l)));
        a = a.Ordered(inA, batch + rows + summed);
        b = b.Ordered(inB, batch + summed + columns);
        var shared = a.Shape.ToArray()[..batch.Length];
        var rowSizes = a.Shape.ToArray()[batch.Length..(batch.Length + rows.Length)];
        var columnSizes = b.Shape.ToArray()[(batch.Length + summed.Length)..];
        string all = batch + rows + columns;
        if (summed.Length == 0)
            return (a.Reshape([.. shared, .. rowSizes, .. columnSizes.Select(_ => 1)]) * b.Reshape([.. shared, .. rowSizes.Select(_ => 1), .. columnSizes]), all);
        int m = Joined(rows, rowSizes), n = Joined(columns, columnSizes), k = Joined(summed, a.Shape.ToArray()[(batch.Length + rows.Length)..]);
        var c = a.Reshape([.. shared, m, k]).MatMul(b.Reshape([.. shared, k, n]));
        return (c.Reshape([.. shared, .. rowSizes, .. columnSizes]), all);
    }

    private Tensor Ordered(string labels, string order) => Permute([.. order.Select(l => labels.IndexOf(l))]);

    // The size of one axis in place of several; as float64, which holds any product of eight sizes.
    private static int Joined(string labels, int[] sizes)
    {
        double size = sizes.Aggregate(1.0, (product, n) => product * n);
        return size <= int.MaxValue ? (int)size
            : throw new ShapeException("einsum", $"axes {labels} of sizes ({string.Join(", ", sizes)}) have together more than the {int.MaxValue} positions that one axis of a matrix can have. Work on parts.");
    }
}
