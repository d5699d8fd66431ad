namespace Nabla.Backends.Cpu;

/// <summary>Average pooling over channels-last images, all channels of a pixel together.</summary>
internal sealed unsafe partial class CpuBackend
{
    public override void AvgPool2d(in View x, in View y, in Window window)
    {
        if (!x.IsChannelsLast || !y.IsChannelsLast)
        {
            base.AvgPool2d(x, y, window);
            return;
        }

        Fill(y, 0);
        EachTap(new(x), new(y), window, 1f / (window.Kernel.H * window.Kernel.W), toInput: false);
    }

    public override void AvgPool2dGrad(in View dy, in View dx, in Window window)
    {
        if (!dy.IsChannelsLast || !dx.IsChannelsLast)
        {
            base.AvgPool2dGrad(dy, dx, window);
            return;
        }

        Fill(dx, 0);
        EachTap(new(dx), new(dy), window, 1f / (window.Kernel.H * window.Kernel.W), toInput: true);
    }

    // Adds scale · one side to the other for every pair of input pixel and window that meet.
    private static void EachTap(in Image x, in Image y, in Window window, float scale, bool toInput)
    {
        int channels = y.Shape[1], height = x.Shape[2], width = x.Shape[3], outHeight = y.Shape[2], outWidth = y.Shape[3];
        for (int n = 0; n < y.Shape[0]; n++)
            for (int oy = 0; oy < outHeight; oy++)
                for (int ox = 0; ox < outWidth; ox++)
                    for (int ky = 0; ky < window.Kernel.H; ky++)
                        for (int kx = 0; kx < window.Kernel.W; kx++)
                        {
                            int iy = oy * window.Stride.H - window.Padding.H + ky, ix = ox * window.Stride.W - window.Padding.W + kx;
                            if ((uint)iy >= (uint)height || (uint)ix >= (uint)width)
                                continue;
                            float* px = x.Data + (((long)n * height + iy) * width + ix) * channels;
                            float* py = y.Data + (((long)n * outHeight + oy) * outWidth + ox) * channels;
                            float* from = toInput ? py : px, to = toInput ? px : py;
                            for (int c = 0; c < channels; c++)
                                to[c] += scale * from[c];
                        }
    }
}
