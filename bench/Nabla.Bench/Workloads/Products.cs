using Nabla.Bench.Engines;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Nabla.Bench.Workloads;

/// <summary>Matrix products, of two results and with stored weights.</summary>
internal static class Products
{
    internal const string MatMul = "matmul", Linear = "linear with stored weights", SmallLinear = "small linear with stored weights",
        Narrow = "linear with narrow weights";

    private static readonly (int M, int N, int K)[] Large =
        [(512, 512, 512), (1024, 1024, 1024), (2048, 2048, 2048), (128, 768, 768), (128, 3072, 768), (1024, 3072, 768)];

    private static readonly (int M, int N, int K)[] Small =
        [(64, 10, 128), (1, 512, 512), (2, 512, 512), (4, 512, 512), (8, 512, 512), (16, 512, 512), (1, 4096, 4096)];

    internal static IEnumerable<Workload> All =>
    [
        .. Large.Select(s => new Function(MatMul, $"matmul {s.M}×{s.N}×{s.K}", [new([s.M, s.K]), new([s.K, s.N])], x => x[0].MatMul(x[1]), x => mm(x[0], x[1]))
        {
            Flops = 2.0 * s.M * s.N * s.K,
            Onnx = new OnnxNode("MatMul"),
        }),
        .. Large.Select(s => Layer(Linear, s)),
        .. Small.Select(s => Layer(SmallLinear, s)),
        .. from rows in new[] { 1, 4 }
           from narrow in new[] { (Packing: WeightPacking.BF16, Tolerance: 5e-3), (Packing: WeightPacking.Int8, Tolerance: 2e-2) }
           select Layer(Narrow, (rows, 4096, 4096)) with
           {
               Name = $"linear {rows}×4096×4096, weights in {narrow.Packing}",
               Packing = narrow.Packing,
               Tolerance = narrow.Tolerance,             // of what the weights lose: 2⁻⁸ of each, 1/254 of the row's largest
           },
    ];

    private static Function Layer(string group, (int M, int N, int K) s) =>
        new(group, $"linear {s.M}×{s.N}×{s.K}", [new([s.M, s.K]), new([s.N, s.K]), new([s.N])], x => x[0].Linear(x[1], x[2]), x => F.linear(x[0], x[1], x[2]))
        {
            Flops = 2.0 * s.M * s.N * s.K,
            Weights = 2,
            Onnx = new("Gemm", [("transB", 1)]),
        };
}
