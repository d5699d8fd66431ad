using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Nabla.Fixtures;

/// <summary>How many positions libtorch's windows have: rows of input, kernel, stride, padding, dilation, ceil or output padding, output.</summary>
internal static class Sizes
{
    internal static Dictionary<string, Nabla.Tensor> Record() => new()
    {
        ["conv"] = Rows((x, r) => r.Other == 0 ? F.conv1d(x, torch.ones(1, 1, r.Kernel), null, r.Stride, r.Padding, r.Dilation) : null),
        ["conv_transpose"] = Rows((x, r) => F.conv_transpose1d(x, torch.ones(1, 1, r.Kernel), null, r.Stride, r.Padding, output_padding: r.Other, dilation: r.Dilation)),
        ["max_pool"] = Rows((x, r) => F.max_pool1d(x, r.Kernel, r.Stride, r.Padding, r.Dilation, ceil_mode: r.Other == 1)),
        ["avg_pool"] = Rows((x, r) => r.Dilation == 1 ? F.avg_pool1d(x, r.Kernel, r.Stride, r.Padding, ceil_mode: r.Other == 1) : null),
    };

    // All that libtorch takes; what it refuses has no size.
    private static Nabla.Tensor Rows(Func<torch.Tensor, (int Kernel, int Stride, int Padding, int Dilation, int Other), torch.Tensor?> f)
    {
        var rows = new List<long>();
        foreach (int input in (int[])[1, 2, 3, 4, 7, 8, 13])
            for (int kernel = 1; kernel <= 5; kernel++)
                for (int stride = 1; stride <= 4; stride++)
                    for (int padding = 0; padding <= 3; padding++)
                        for (int dilation = 1; dilation <= 3; dilation++)
                            for (int other = 0; other <= 1; other++)
                                try
                                {
                                    if (f(torch.ones(1, 1, input), (kernel, stride, padding, dilation, other)) is { } y && y.shape[2] > 0)
                                        rows.AddRange([input, kernel, stride, padding, dilation, other, y.shape[2]]);
                                }
                                catch (System.Runtime.InteropServices.ExternalException)
                                {
                                }

        return Nabla.Tensor.Of<long>([.. rows], [rows.Count / 7, 7]).To(Nabla.DType.U8);
    }
}
