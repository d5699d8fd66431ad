using Nabla.Bench.Engines;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;
using TorchTensor = TorchSharp.torch.Tensor;

namespace Nabla.Bench.Workloads;

/// <summary>Functions of each element, from what fits the nearest cache to what fits none.</summary>
internal static class Elementwise
{
    internal const string Group = "element-wise";

    private static readonly (string Name, int Count)[] Sizes = [("1 K", 1 << 10), ("1 M", 1 << 20), ("8 M", 1 << 23)];

    private static readonly (string Name, int Inputs, Func<Tensor[], Tensor> Nabla, Func<TorchTensor[], TorchTensor> Torch, OnnxNode? Onnx)[] Functions =
    [
        ("add", 2, x => x[0] + x[1], x => x[0] + x[1], new("Add")),
        ("exp", 1, x => x[0].Exp(), x => exp(x[0]), new("Exp")),
        ("tanh", 1, x => x[0].Tanh(), x => tanh(x[0]), new("Tanh")),
        ("sigmoid", 1, x => x[0].Sigmoid(), x => sigmoid(x[0]), new("Sigmoid")),
        ("gelu", 1, x => x[0].Gelu(), x => F.gelu(x[0]), new("Gelu")),
    ];

    internal static IEnumerable<Workload> All =>
        from backward in new[] { false, true }
        from f in Functions
        from size in Sizes
        select new Function(Group, $"{f.Name} {size.Name}{(backward ? " forward + backward" : "")}", [.. Enumerable.Repeat(new Input([size.Count]), f.Inputs)], f.Nabla, f.Torch)
        {
            Backward = backward,
            Onnx = f.Onnx,
            Bytes = 4.0 * size.Count * (f.Inputs + 1) * (backward ? 2 : 1),
        };
}
