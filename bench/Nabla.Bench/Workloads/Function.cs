using Nabla.Bench.Engines;
using TorchTensor = TorchSharp.torch.Tensor;

namespace Nabla.Bench.Workloads;

/// <summary>A function of tensors, forward alone or with the gradients of all its inputs.</summary>
/// <param name="Group">The rows that share a target.</param>
/// <param name="Name">The row.</param>
/// <param name="Inputs">The data first, then <paramref name="Weights"/> weights, which stay the same from run to run.</param>
/// <param name="Nabla">The function, by Nabla.</param>
/// <param name="Torch">The function, by libtorch.</param>
internal sealed record Function(string Group, string Name, Input[] Inputs, Func<Tensor[], Tensor> Nabla, Func<TorchTensor[], TorchTensor> Torch)
    : Workload(Group, Name)
{
    /// <summary>How many of the last inputs are weights.</summary>
    internal int Weights { get; init; }

    /// <summary>In what form Nabla's weights are read; the other engines' stay float32.</summary>
    internal WeightPacking Packing { get; init; }

    /// <summary>The same as a graph for ONNX Runtime; null where it has no such operation.</summary>
    internal OnnxNode? Onnx { get; init; }

    /// <summary>The gradients too, from a fixed random gradient of f(x), as a layer above would give it.</summary>
    internal bool Backward { get; init; }

    /// <summary>Images, which libtorch may store channels-last.</summary>
    internal bool Images { get; init; }

    internal override IReadOnlyList<Engine> Engines =>
    [
        Engine.Nabla, Engine.Libtorch,
        .. Images ? [Engine.LibtorchChannelsLast] : Array.Empty<Engine>(),
        .. Onnx is not null && !Backward ? [Engine.OnnxRuntime] : Array.Empty<Engine>(),
    ];

    internal override Work Prepare(Engine engine, int threads) => engine switch
    {
        Engine.Nabla => NablaEngine.Prepare(this, threads),
        Engine.OnnxRuntime => OnnxEngine.Prepare(this, threads),
        _ => TorchEngine.Prepare(this, threads, channelsLast: engine == Engine.LibtorchChannelsLast),
    };
}
