using TorchSharp;

namespace Nabla.Fixtures;

/// <summary>How libtorch computes each row of OpTable, by the row's name; a file a topic.</summary>
internal static partial class Answers
{
    internal static Dictionary<string, Func<torch.Tensor[], torch.Tensor>> Rows { get; } = new(
        [.. Creation, .. Arithmetic, .. Pointwise, .. Logic, .. Reductions, .. ShapeOps, .. IndexOps, .. LinearAlgebra, .. Image, .. Losses, .. Layers, .. Norms]);
}
