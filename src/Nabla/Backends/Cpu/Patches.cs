namespace Nabla.Backends.Cpu;

/// <summary>
/// One group of a convolution as matrix products over patches: a row for each output pixel with the input under the
/// window, (ky, kx, channel) innermost last, zeros outside the image (im2col).
/// </summary>
internal readonly unsafe struct Patches
{
    private readonly float* image;
    private readonly int channels, height, width, outHeight, outWidth;
    private readonly nint channelStep, rowStep, columnStep;
    private readonly Window window;

    /// <param name="x">The image side, (N, C, H, W) of any strides.</param>
    /// <param name="n">Which image.</param>
    /// <param name="group">Which group of channels.</param>
    /// <param name="channels">Channels in a group.</param>
    /// <param name="window">How the kernel slides.</param>
    /// <param name="output">The shape of the output side.</param>
    internal Patches(in Image x, int n, int group, int channels, in Window window, in Shape output)
    {
        (channelStep, rowStep, columnStep) = ((nint)x.Strides[1], (nint)x.Strides[2], (nint)x.Strides[3]);
        image = x.Data + n * x.Strides[0] + (long)group * channels * x.Strides[1];
        (this.channels, height, width) = (channels, x.Shape[2], x.Shape[3]);
        (outHeight, outWidth) = (output[2], output[3]);
        this.window = window;
    }

    /// <summary>Rows: output pixels of one image.</summary>
    internal int Pixels => outHeight * outWidth;

    /// <summary>Columns: numbers under the window.</summary>
    internal int Depth => window.Kernel.H * window.Kernel.W * channels;

    /// <summary>Copies the image into patches.</summary>
    internal void Gather(float* rows)
    {
        for (int oy = 0; oy < outHeight; oy++)
            for (int ox = 0; ox < outWidth; ox++)
                for (int ky = 0; ky < window.Kernel.H; ky++)
                    for (int kx = 0; kx < window.Kernel.W; kx++, rows += channels)
                        CopyPixel(Pixel(oy, ox, ky, kx), rows);
    }

    /// <summary>Adds patches onto the image: the adjoint of <see cref="Gather"/>.</summary>
    internal void ScatterAdd(float* rows)
    {
        for (int oy = 0; oy < outHeight; oy++)
            for (int ox = 0; ox < outWidth; ox++)
                for (int ky = 0; ky < window.Kernel.H; ky++)
                    for (int kx = 0; kx < window.Kernel.W; kx++, rows += channels)
                        if (Pixel(oy, ox, ky, kx) is var p && p != null)
                            for (int c = 0; c < channels; c++)
                                p[c * channelStep] += rows[c];
    }

    private float* Pixel(int oy, int ox, int ky, int kx)
    {
        int y = oy * window.Stride.H - window.Padding.H + ky * window.Dilation.H;
        int x = ox * window.Stride.W - window.Padding.W + kx * window.Dilation.W;
        return (uint)y < (uint)height && (uint)x < (uint)width ? image + y * rowStep + x * columnStep : null;
    }

    private void CopyPixel(float* pixel, float* row)
    {
        if (pixel == null)
            new Span<float>(row, channels).Clear();
        else if (channelStep == 1 && channels >= 8)
            new ReadOnlySpan<float>(pixel, channels).CopyTo(new Span<float>(row, channels));
        else
            for (int c = 0; c < channels; c++)
                row[c] = pixel[c * channelStep];
    }
}
