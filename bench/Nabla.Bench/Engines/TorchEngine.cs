using Nabla.Bench.Workloads;
using TorchSharp;
using static TorchSharp.torch;
using TorchTensor = TorchSharp.torch.Tensor;

namespace Nabla.Bench.Engines;

/// <summary>Runs functions on libtorch in its fastest form: inference mode where no gradient is asked for, results freed at once.</summary>
internal static class TorchEngine
{
    internal static Work Prepare(Function f, int threads, bool channelsLast)
    {
        set_num_threads(threads);
        var x = f.Inputs.Select((input, i) => Make(input, i, channelsLast)).ToArray();
        if (!f.Backward)
        {
            _ = inference_mode();                                  // for the rest of this process
            return new(() => Forward(f, x), () => Outputs(f, x));
        }

        TorchTensor upstream;
        using (no_grad())
            upstream = Make(new([.. f.Torch(x).shape.Select(s => (int)s)]), x.Length, channelsLast);
        var wanted = x.Where(t => t.is_floating_point()).ToList();
        foreach (var t in wanted)
            t.requires_grad = true;
        return new(() => Step(f, x, wanted, upstream, read: false), () => Step(f, x, wanted, upstream, read: true));
    }

    private static void Forward(Function f, TorchTensor[] x)
    {
        using var scope = NewDisposeScope();
        f.Torch(x);
    }

    private static float[][] Outputs(Function f, TorchTensor[] x)
    {
        using var scope = NewDisposeScope();
        return [Read(f.Torch(x))];
    }

    private static float[][] Step(Function f, TorchTensor[] x, List<TorchTensor> wanted, TorchTensor upstream, bool read)
    {
        using var scope = NewDisposeScope();
        var y = f.Torch(x);
        var gradients = y.dim() == 0 ? autograd.grad([y], wanted) : autograd.grad([y], wanted, [upstream]);
        return read ? [.. gradients.Select(Read)] : [];
    }

    internal static TorchTensor Make(Input input, int number, bool channelsLast) => input.IsIndex ? tensor(input.Indices(number), input.LongShape)
        : Laid(tensor(input.Floats(number), input.LongShape), channelsLast);

    /// <summary>Nabla's tensor as one of libtorch.</summary>
    internal static TorchTensor Of(Tensor t, bool channelsLast) => Laid(tensor(t.ToArray<float>(), Array.ConvertAll(t.Shape.ToArray(), s => (long)s)), channelsLast);

    internal static float[] Read(TorchTensor t) => t.contiguous().to(float32).data<float>().ToArray();

    private static TorchTensor Laid(TorchTensor t, bool channelsLast) =>
        channelsLast && t.dim() == 4 ? t.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2) : t;
}
