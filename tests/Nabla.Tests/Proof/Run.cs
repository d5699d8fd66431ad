namespace Nabla.Tests.Proof;

/// <summary>What a row computed: its output, and the gradients of its inputs where they have one.</summary>
internal sealed record Run(Shape Shape, DType Type, double[] Output, double[]?[] Gradients)
{
    /// <summary>Computes a row in one precision: F64 is Reference, F32 the processor's kernels.</summary>
    /// <param name="op">The row.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="type">The precision.</param>
    /// <param name="layout">How each input lies in memory.</param>
    /// <param name="seed">How the gradient of the output reaches the op.</param>
    internal static Run Of(Op op, Input[] inputs, DType type, Func<int, Layout>? layout = null, Seed seed = Seed.Dense)
    {
        using var tape = Tape.Start(op.Mode, seed: 7);
        var x = inputs.Select((input, i) => Layouts.Place(input, type, layout?.Invoke(i) ?? Layout.RowMajor)).ToArray();
        foreach (int i in Differentiable(op, inputs))
            tape.Watch(x[i]);
        var (y, wrt) = op.Apply(x);
        var gradients = new double[]?[x.Length];
        double[] output = Doubles(y);
        if (HasGradient(op, inputs, y.DType))
        {
            var g = tape.Backward(Weigh(y, seed));
            for (int i = 0; i < x.Length; i++)
                if (wrt[i].DType.IsFloat() && g.Has(wrt[i]))
                    gradients[i] = Doubles(g[wrt[i]]);
        }

        return new(y.Shape, y.DType, output, gradients);
    }

    /// <summary>Σ w·y without a tape: what central differences need.</summary>
    internal static double Loss(Op op, Input[] inputs)
    {
        using var tape = Tape.Start(op.Mode, seed: 7);
        return Weigh(op.Apply([.. inputs.Select(i => Layouts.Place(i, DType.F64, Layout.RowMajor))]).Output, Seed.Dense).Item();
    }

    /// <summary>The inputs that must have a gradient.</summary>
    internal static IEnumerable<int> Differentiable(Op op, Input[] inputs) =>
        Enumerable.Range(0, inputs.Length).Where(i => inputs[i].Type is null && !op.Constant.Contains(i));

    internal static double[] Doubles(Tensor t) => t.To(DType.F64).ToArray<double>();

    private static bool HasGradient(Op op, Input[] inputs, DType output) => output.IsFloat() && Differentiable(op, inputs).Any();

    private static Tensor Weigh(Tensor y, Seed seed)
    {
        var shape = y.Shape;
        if (seed is Seed.Dense or Seed.Permuted)
        {
            var w = Weights(shape, shape, y.DType);
            int[] reverse = [.. Enumerable.Range(0, shape.Rank).Reverse()];
            return (seed == Seed.Dense ? y * w : y.Permute(reverse) * w.Permute(reverse).Contiguous()).Sum();
        }

        Shape row = new(shape.ToArray()[1..]);
        return (seed == Seed.Repeated ? y * Weights(row, shape, y.DType) : y.Sum([0]) * Weights(row, row, y.DType)).Sum();
    }

    /// <summary>A ramp of one shape, repeated to another.</summary>
    private static Tensor Weights(Shape ramp, Shape shape, DType type) =>
        Tensor.Of<double>(Op.Ramp(ramp.Count), ramp).Expand(shape).Contiguous().To(type);
}

/// <summary>How the gradient of the output lies in memory when it reaches the op.</summary>
internal enum Seed
{
    /// <summary>Row-major.</summary>
    Dense,

    /// <summary>The same values with dimensions reversed in memory.</summary>
    Permuted,

    /// <summary>The same along the first dimension, row-major.</summary>
    Repeated,

    /// <summary>The same values with stride zero along the first dimension.</summary>
    Broadcast,
}
