using Nabla.Bench.Workloads;
using Nabla.Nn;

namespace Nabla.Bench.Engines;

/// <summary>Runs functions on Nabla as a user would: in a scope, or on a tape.</summary>
internal static class NablaEngine
{
    internal static Work Prepare(Function f, int threads)
    {
        Device.Cpu.Threads = threads;
        Tensor[] x = [.. f.Inputs.Select((input, i) => i < f.Inputs.Length - f.Weights ? Make(input, i, images: f.Images && i == 0) : Weight(input, i, f.Packing))];
        if (!f.Backward)
            return new(() => Forward(f, x), () => Outputs(f, x));
        Tensor upstream;
        using (new Scope())
            upstream = Make(new(f.Nabla(x).Shape.ToArray()), x.Length, f.Images).Keep();
        return new(() => Step(f, x, upstream, read: false), () => Step(f, x, upstream, read: true));
    }

    private static void Forward(Function f, Tensor[] x)
    {
        using var scope = new Scope();
        f.Nabla(x);
    }

    private static float[][] Outputs(Function f, Tensor[] x)
    {
        using var scope = new Scope();
        return [f.Nabla(x).ToArray<float>()];
    }

    private static float[][] Step(Function f, Tensor[] x, Tensor upstream, bool read)
    {
        using var tape = Tape.Start();
        foreach (var t in x)
            if (t.DType.IsFloat())
                tape.Watch(t);
        var y = f.Nabla(x);
        var gradients = y.Shape.Rank == 0 ? tape.Backward(y) : tape.Backward(y, upstream);
        return read ? [.. x.Where(gradients.Has).Select(t => gradients[t].ToArray<float>())] : [];
    }

    private static Tensor Weight(Input input, int number, WeightPacking packing)
    {
        var t = Make(input, number, images: false);
        if (packing == WeightPacking.F32)
            return t;
        var parameter = new Parameter(t.Shape, Init.Constant(0)) { Packing = packing };
        parameter.Assign(t);
        return parameter;
    }

    /// <summary>The input; images lie channels-last, as a convolution before would leave them.</summary>
    private static Tensor Make(Input input, int number, bool images)
    {
        if (input.IsIndex)
            return Tensor.Of<long>(input.Indices(number), new(input.Shape));
        var t = Tensor.Of<float>(input.Floats(number), new(input.Shape));
        return images && input.Shape.Length == 4 ? t.Permute(0, 2, 3, 1).Contiguous().Permute(0, 3, 1, 2) : t;
    }
}
