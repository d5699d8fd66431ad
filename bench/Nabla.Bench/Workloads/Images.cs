using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Nabla.Bench.Workloads;

/// <summary>What stands between convolutions: pooling and batch norm, forward and backward.</summary>
internal static class Images
{
    internal const string Group = "pooling, batch norm";

    private static readonly Input Stem = new([16, 64, 112, 112]), Stage = new([16, 64, 56, 56]);

    internal static IEnumerable<Workload> All =>
    [
        new Function(Group, "max pool 3×3/2 16×64@112 forward + backward", [Stem], x => x[0].MaxPool2d(3, 2, 1), x => F.max_pool2d(x[0], [3, 3], [2, 2], [1, 1]))
        {
            Images = true, Backward = true, Bytes = 4.0 * 16 * 64 * 112 * 112 * 3.5,
        },
        new Function(Group, "average pool 2×2 16×64@112 forward + backward", [Stem], x => x[0].AvgPool2d(2), x => F.avg_pool2d(x[0], [2, 2]))
        {
            Images = true, Backward = true, Bytes = 4.0 * 16 * 64 * 112 * 112 * 2.75,
        },
        new Function(Group, "batch norm 16×64@56 forward + backward", [Stage, new([64]), new([64])],
            x => x[0].BatchNorm(x[1], x[2]).Output, x => F.batch_norm(x[0], null!, null!, x[1], x[2], training: true))
        {
            Images = true, Backward = true, Weights = 2, Tolerance = 1e-3, Bytes = 4.0 * 16 * 64 * 56 * 56 * 8,
        },
    ];
}
