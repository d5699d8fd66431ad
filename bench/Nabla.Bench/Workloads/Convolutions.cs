using F = TorchSharp.torch.nn.functional;

namespace Nabla.Bench.Workloads;

/// <summary>Convolutions of ResNet and MobileNet, batch 16, with "same" padding.</summary>
internal static class Convolutions
{
    internal const string Group3x3 = "conv 3×3", GroupOther = "conv 1×1, stem, depthwise", GroupBackward = "conv forward and backward";

    private const int Batch = 16;

    // Channels in and out, size of the square image, of the square kernel, stride, groups.
    private static readonly (int In, int Out, int Size, int Kernel, int Stride, int Groups)[] Plain =
        [(64, 64, 56, 3, 1, 1), (128, 128, 28, 3, 1, 1), (256, 256, 14, 3, 1, 1), (512, 512, 7, 3, 1, 1)];

    private static readonly (int In, int Out, int Size, int Kernel, int Stride, int Groups)[] Other =
        [(64, 256, 56, 1, 1, 1), (256, 64, 56, 1, 1, 1), (3, 64, 224, 7, 2, 1), (96, 96, 56, 3, 1, 96), (240, 240, 28, 3, 1, 240)];

    internal static IEnumerable<Workload> All =>
        [.. Plain.Select(s => Make(Group3x3, s)), .. Other.Select(s => Make(GroupOther, s)), .. Plain.Concat(Other).Select(s => Make(GroupBackward, s) with { Backward = true })];

    private static Function Make(string group, (int In, int Out, int Size, int Kernel, int Stride, int Groups) s)
    {
        int padding = s.Kernel / 2, output = (s.Size + 2 * padding - s.Kernel) / s.Stride + 1;
        bool backward = group == GroupBackward;
        string kind = s.Groups > 1 ? "depthwise " : "";
        return new(group, $"{kind}{s.Kernel}×{s.Kernel}{(s.Stride > 1 ? $"/{s.Stride}" : "")} {s.In}→{s.Out}@{s.Size}{(backward ? " forward + backward" : "")}",
            [new([Batch, s.In, s.Size, s.Size]), new([s.Out, s.In / s.Groups, s.Kernel, s.Kernel], Scale: 0.05)],
            x => x[0].Conv2d(x[1], null, s.Stride, padding, groups: s.Groups),
            x => F.conv2d(x[0], x[1], strides: [s.Stride, s.Stride], padding: [padding, padding], groups: s.Groups))
        {
            Flops = 2.0 * Batch * s.Out * (s.In / s.Groups) * s.Kernel * s.Kernel * output * output * (backward ? 3 : 1),
            Weights = 1,
            Images = true,
            Onnx = new("Conv", [("kernel_shape", new[] { s.Kernel, s.Kernel }), ("pads", new[] { padding, padding, padding, padding }), ("strides", new[] { s.Stride, s.Stride }), ("group", s.Groups)]),
        };
    }
}
