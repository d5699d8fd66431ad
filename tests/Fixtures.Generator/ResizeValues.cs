using TorchSharp;
using static TorchSharp.torch;

namespace Nabla.Fixtures;

/// <summary>Pictures that libtorch resizes with antialias, for Resize.</summary>
internal static class ResizeValues
{
    private static readonly (int Height, int Width)[] Sizes = [(5, 4), (13, 17), (7, 29), (24, 8)];

    internal static Dictionary<string, Nabla.Tensor> Record()
    {
        var picture = (arange(2 * 13 * 17, ScalarType.Float32) * 0.7f).sin().mul(0.4f).add(0.5f).reshape(1, 2, 13, 17);
        var all = new Dictionary<string, Nabla.Tensor> { ["picture"] = Keep(picture) };
        foreach (var (h, w) in Sizes)
        {
            all[$"Bilinear-{h}x{w}"] = Keep(nn.functional.interpolate(picture, size: [h, w], mode: InterpolationMode.Bilinear, align_corners: false, antialias: true));
            all[$"Bicubic-{h}x{w}"] = Keep(nn.functional.interpolate(picture, size: [h, w], mode: InterpolationMode.Bicubic, align_corners: false, antialias: true));
        }

        return all;
    }

    private static Nabla.Tensor Keep(torch.Tensor t) => Nabla.Tensor.Of<float>(t.contiguous().data<float>().ToArray(), [.. t.shape[1..].Select(n => (int)n)]);
}
