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
                for (int ky = 0; ky < window.Kernel.H; ky++, rows += RowLength)
                {
                    var (pixel, from, to) = Inside(oy, ox, ky);
                    for (int i = 0; i < from * channels; i++)
                        rows[i] = 0;
                    if (Dense)
                        for (int i = from * channels; i < to * channels; i++)
                            rows[i] = pixel[i];
                    else
                        for (int kx = from; kx < to; kx++)
                            for (int c = 0; c < channels; c++)
                                rows[kx * channels + c] = pixel[kx * window.Dilation.W * columnStep + c * channelStep];
                    for (int i = to * channels; i < RowLength; i++)
                        rows[i] = 0;
                }
    }

    /// <summary>Adds patches onto the image: the adjoint of <see cref="Gather"/>.</summary>
    internal void ScatterAdd(float* rows)
    {
        for (int oy = 0; oy < outHeight; oy++)
            for (int ox = 0; ox < outWidth; ox++)
                for (int ky = 0; ky < window.Kernel.H; ky++, rows += RowLength)
                {
                    var (pixel, from, to) = Inside(oy, ox, ky);
                    if (Dense)
                        for (int i = from * channels; i < to * channels; i++)
                            pixel[i] += rows[i];
                    else
                        for (int kx = from; kx < to; kx++)
                            for (int c = 0; c < channels; c++)
                                pixel[kx * window.Dilation.W * columnStep + c * channelStep] += rows[kx * channels + c];
                }
    }

    /// <summary>The part of a window's row that lies inside the image; <c>Pixel</c> is where kx = 0 would be.</summary>
    private readonly struct Span(float* pixel, int from, int to)
    {
        internal void Deconstruct(out float* start, out int first, out int end)
        {
            start = pixel;
            first = from;
            end = to;
        }
    }

    private int RowLength => window.Kernel.W * channels;

    /// <summary>True when (kx, channel) lies contiguously in the image, as in channels-last.</summary>
    private bool Dense => window.Dilation.W == 1 && columnStep == channels && (channelStep == 1 || channels == 1);

    /// <summary>Where kx = 0 of one window row would lie, and the range of kx inside the image.</summary>
    private Span Inside(int oy, int ox, int ky)
    {
        int y = oy * window.Stride.H - window.Padding.H + ky * window.Dilation.H, x = ox * window.Stride.W - window.Padding.W, d = window.Dilation.W;
        if ((uint)y >= (uint)height)
            return new(null, window.Kernel.W, window.Kernel.W);
        int from = Math.Clamp((-x + d - 1) / d, 0, window.Kernel.W), to = x >= width ? from : Math.Clamp((width - x + d - 1) / d, from, window.Kernel.W);
        return new(image + y * rowStep + x * columnStep, from, to);
    }
}
