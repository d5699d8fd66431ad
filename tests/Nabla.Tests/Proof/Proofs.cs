namespace Nabla.Tests.Proof;

/// <summary>What every row must pass. Each fails by an assertion that names the row, the case and the element.</summary>
internal static class Proofs
{
    private const int Medium = 5000;

    /// <summary>The processor's F32 kernels against Reference in F64, forward and gradient, every case.</summary>
    internal static void CpuAgreesWithReference(Op op)
    {
        for (int c = 0; c < op.Cases.Length; c++)
        {
            var inputs = op.Draw(c);
            Agree($"{op}, case {c} {Show(inputs)}, F32", op, inputs, Run.Of(op, inputs, DType.F32), Run.Of(op, inputs, DType.F64), op.Tolerance.Value);
        }
    }

    /// <summary>Both backends, each input in every layout alone and all together, against Reference on row-major inputs.</summary>
    internal static void LayoutsDoNotMatter(Op op)
    {
        for (int c = 0; c < op.Cases.Length; c++)
        {
            var inputs = op.Draw(c);
            if (inputs.Sum(i => i.Shape.Count) > Medium)
                continue;
            var expected = Run.Of(op, inputs, DType.F64);
            var variants = from i in Enumerable.Range(-1, inputs.Length + 1)
                           from l in i < 0 ? Enum.GetValues<Layout>().Where(l => l != Layout.RowMajor) : Layouts.Of(inputs[i].Shape)
                           select (Input: i, Layout: l);
            foreach (var (input, layout) in variants)
            {
                Layout At(int i) => (input < 0 || i == input) && Layouts.Of(inputs[i].Shape).Contains(layout) ? layout : Layout.RowMajor;
                string what = $"{op}, case {c} {Show(inputs)}, {(input < 0 ? "all inputs" : $"input {input}")} {layout}";
                Agree($"{what}, F64", op, inputs, Run.Of(op, inputs, DType.F64, At), expected, 1e-12);
                Agree($"{what}, F32", op, inputs, Run.Of(op, inputs, DType.F32, At), expected, op.Tolerance.Value);
            }
        }
    }

    /// <summary>Gradients that reach the op as views: permuted, and broadcast by zero strides.</summary>
    internal static void GradientsMayBeViews(Op op)
    {
        for (int c = 0; c < op.Cases.Length; c++)
        {
            var inputs = op.Draw(c);
            if (inputs.Sum(i => i.Shape.Count) > Medium)
                continue;
            var dense = Run.Of(op, inputs, DType.F64);
            if (dense.Shape.Rank == 0 || !dense.Type.IsFloat())
                continue;
            foreach (var (view, same) in new[] { (Seed.Permuted, Seed.Dense), (Seed.Broadcast, Seed.Repeated) })
            {
                string what = $"{op}, case {c} {Show(inputs)}, output's gradient {view}";
                var expected = Run.Of(op, inputs, DType.F64, seed: same);
                Agree($"{what}, F64", op, inputs, Run.Of(op, inputs, DType.F64, seed: view), expected, 1e-12, dense);
                Agree($"{what}, F32", op, inputs, Run.Of(op, inputs, DType.F32, seed: view), expected, op.Tolerance.Value, dense);
            }
        }
    }

    /// <summary>Backward on Reference against central differences, every small case.</summary>
    internal static void BackwardAgreesWithDifferences(Op op)
    {
        Assert.True(SmallCases(op).Any(), $"{op} has no case small enough for central differences: at most {Op.Small} elements in all inputs together. Add one.");
        foreach (var (what, inputs) in SmallCases(op))
        {
            var run = Run.Of(op, inputs, DType.F64);
            if (!run.Type.IsFloat())
                continue;
            foreach (int i in Run.Differentiable(op, inputs))
                if (Differences.Error(run.Gradients[i]!, Differences.Of(op, inputs, i)) is var error && !(error <= Differences.Tolerance))
                    Assert.Fail($"{what}: the gradient of input {i} is off by {error:G3}, at most {Differences.Tolerance:G3} is allowed");
        }
    }

    /// <summary>The cases that central differences can afford.</summary>
    internal static IEnumerable<(string What, Input[] Inputs)> SmallCases(Op op)
    {
        for (int c = 0; c < op.Cases.Length; c++)
            if (op.Draw(c) is var inputs && inputs.Sum(i => i.Shape.Count) <= Op.Small)
                yield return ($"{op}, case {c} {Show(inputs)}", inputs);
    }

    private static void Agree(string what, Op op, Input[] inputs, Run found, Run expected, double tolerance, Run? scale = null)
    {
        Assert.True(found.Shape == expected.Shape, $"{what}: the output has shape {found.Shape}, {expected.Shape} was expected");
        Close.Check($"{what}, output", found.Output, expected.Output, tolerance);
        if (!expected.Type.IsFloat())
            return;
        foreach (int i in Run.Differentiable(op, inputs))
        {
            Assert.True(found.Gradients[i] is not null, $"{what}: input {i} got no gradient");
            Close.Check($"{what}, gradient of input {i}", found.Gradients[i]!, expected.Gradients[i]!, tolerance, scale is null ? 0 : Close.Rms(scale.Gradients[i]!));
        }
    }

    internal static string Show(Input[] inputs) => string.Join(" ", inputs.Select(i => i.Shape));
}
