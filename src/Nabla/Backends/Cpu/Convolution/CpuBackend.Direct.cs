namespace Nabla.Backends.Cpu;

/// <summary>How convolutions become correlations over channels-last rows.</summary>
internal sealed unsafe partial class CpuBackend
{
    /// <summary>True when windows are dense and the channels of each computed pixel lie together.</summary>
    private static bool IsDirect(in View w, in View pixels, in Window window, int groups) =>
        groups == 1 && window.Dilation is (1, 1) && w.Shape.Count > 0 && pixels.Shape.Count > 0
        && pixels.HasChannelsTogether;

    private static void Convolve(in Correlation window, in WeightPanels weights, float* bias, Storage? source = null, in Epilogue epilogue = default)
    {
        if (WinogradConvolution.Suits(window))
            WinogradConvolution.Run(window, weights, bias, source, epilogue);
        else
            DirectConvolution.Run(window, weights, bias, source, epilogue);
    }

    private static Correlation Correlate(in View x, in View y, in Window window) => Side(x, y) with
    {
        KernelH = window.Kernel.H,
        KernelW = window.Kernel.W,
        StrideH = window.Stride.H,
        StrideW = window.Stride.W,
        Top = -window.Padding.H,
        Left = -window.Padding.W,
    };

    private static Correlation Side(in View x, in View y) => new()
    {
        X = x.Data<float>(),
        XImage = (nint)x.Strides[0],
        XChannel = (nint)x.Strides[1],
        XRow = (nint)x.Strides[2],
        XColumn = (nint)x.Strides[3],
        Images = y.Shape[0],
        Channels = x.Shape[1],
        Height = x.Shape[2],
        Width = x.Shape[3],
        Y = y.Data<float>(),
        YImage = (nint)y.Strides[0],
        YRow = (nint)y.Strides[2],
        YPixel = (nint)y.Strides[3],
        Outputs = y.Shape[1],
        OutHeight = y.Shape[2],
        OutWidth = y.Shape[3],
        Folded = 1,
    };

    /// <summary>
    /// dx is a correlation of dy with the weights turned around. Under a stride s every s-th row and column sees the
    /// same taps, so each of the s² phases of dx is a correlation of stride 1 of its own.
    /// </summary>
    private void DirectGradInput(in View dy, in View w, in View dx, in Window window)
    {
        var forward = Correlate(dx, dy, window);
        if (dy.HasChannelsTogether && PatchGradient.Suits(forward))
        {
            PatchGradient.Run(forward, w.Data<float>(), (nint)w.Strides[0], (nint)w.Strides[1], (nint)w.Strides[2], (nint)w.Strides[3]);
            return;
        }

        for (int row = 0; row < Math.Min(window.Stride.H, dx.Shape[2]); row++)
            for (int column = 0; column < Math.Min(window.Stride.W, dx.Shape[3]); column++)
            {
                var (kernelH, top, tapH) = Phase(row, window.Kernel.H, window.Stride.H, window.Padding.H);
                var (kernelW, left, tapW) = Phase(column, window.Kernel.W, window.Stride.W, window.Padding.W);
                var side = Side(dy, dx);
                var phase = side with
                {
                    KernelH = kernelH,
                    KernelW = kernelW,
                    StrideH = 1,
                    StrideW = 1,
                    Top = top,
                    Left = left,
                    Y = side.Pixel(0, row, column),
                    YRow = side.YRow * window.Stride.H,
                    YPixel = side.YPixel * window.Stride.W,
                    OutHeight = (side.OutHeight - row + window.Stride.H - 1) / window.Stride.H,
                    OutWidth = (side.OutWidth - column + window.Stride.W - 1) / window.Stride.W,
                };
                if (kernelH == 0 || kernelW == 0)
                {
                    Clear(phase);
                    continue;
                }

                Convolve(phase, new WeightPanels
                {
                    W = w.Data<float>() + tapH * w.Strides[2] + tapW * w.Strides[3],
                    Output = (nint)w.Strides[1],
                    Channel = (nint)w.Strides[0],
                    Row = (nint)(-window.Stride.H * w.Strides[2]),
                    Column = (nint)(-window.Stride.W * w.Strides[3]),
                }, null);
            }
    }

    private static void DirectGradWeight(in Correlation window, in View dw)
    {
        if (WinogradWeightGradient.Suits(window))
            WinogradWeightGradient.Run(window, dw.Data<float>(), (nint)dw.Strides[0], (nint)dw.Strides[1], (nint)dw.Strides[2], (nint)dw.Strides[3]);
        else
            WeightGradient.Run(window, dw.Data<float>(), (nint)dw.Strides[0], (nint)dw.Strides[1], (nint)dw.Strides[2], (nint)dw.Strides[3]);
    }

    /// <summary>
    /// One dimension of a phase: the pixels at offset + stride·u meet the taps k ≡ offset + padding (mod stride). With
    /// the last of them first, pixel u sees output rows from u + Start on. Zero taps: no output saw these pixels.
    /// </summary>
    private static (int Taps, int Start, int LastTap) Phase(int offset, int kernel, int stride, int padding)
    {
        int first = (offset + padding) % stride, taps = first < kernel ? (kernel - first + stride - 1) / stride : 0;
        return (taps, (offset + padding - first) / stride - (taps - 1), first + stride * (taps - 1));
    }

    private static void Clear(in Correlation pixels)
    {
        for (int n = 0; n < pixels.Images; n++)
            for (int row = 0; row < pixels.OutHeight; row++)
                for (int column = 0; column < pixels.OutWidth; column++)
                    new Span<float>(pixels.Pixel(n, row, column), pixels.Outputs).Clear();
    }
}
