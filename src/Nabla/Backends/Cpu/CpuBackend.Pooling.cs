namespace Nabla.Backends.Cpu;

/// <summary>Average pooling over images of any strides, all channels of a pixel together.</summary>
internal sealed unsafe partial class CpuBackend
{
    public override void AvgPool2d(in View x, in View y, in Window window)
    {
        Fill(y, 0);
        EachTap(new(x), new(y), window, 1f / (window.Kernel.H * window.Kernel.W), toInput: false);
    }

    public override void AvgPool2dGrad(in View dy, in View dx, in Window window)
    {
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
                            float* px = x.Data + n * x.Strides[0] + iy * x.Strides[2] + ix * x.Strides[3];
                            float* py = y.Data + n * y.Strides[0] + oy * y.Strides[2] + ox * y.Strides[3];
                            if (toInput)
                                AddScaled(py, y.Strides[1], px, x.Strides[1], scale, channels);
                            else
                                AddScaled(px, x.Strides[1], py, y.Strides[1], scale, channels);
                        }
    }

    private static void AddScaled(float* from, long fromStep, float* to, long toStep, float scale, int count)
    {
        for (int c = 0; c < count; c++)
            to[c * toStep] += scale * from[c * fromStep];
    }
}
