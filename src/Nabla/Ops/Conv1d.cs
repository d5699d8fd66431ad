namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>1-D convolution (cross-correlation), as PyTorch's <c>conv1d</c>.</summary>
    /// <remarks>x (N, C, L), weight (O, C/groups, k), bias (O) → (N, O, L'), L' of <see cref="Window.OutputSize"/>: a <see cref="Conv2d(Tensor, Tensor?, int, int, int, int)"/> of one row.</remarks>
    public Tensor Conv1d(Tensor weight, Tensor? bias = null, int stride = 1, int padding = 0, int dilation = 1, int groups = 1)
    {
        CheckConvolution("conv1d", weight, bias, groups, "(N, C, L) and (O, C/groups, k)", rank: 3);
        return Unsqueeze(2).Convolve("conv1d", weight.Unsqueeze(2), bias, Row(weight.Shape[2], stride, padding, dilation), groups).Squeeze(2);
    }

    private static Window Row(int kernel, int stride, int padding, int dilation) => new((1, kernel), (1, stride), (0, padding), (1, dilation));
}
