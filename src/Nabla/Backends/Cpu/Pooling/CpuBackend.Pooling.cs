namespace Nabla.Backends.Cpu;

/// <summary>Pooling: vectors run over the channels of a pixel, threads over rows.</summary>
internal sealed unsafe partial class CpuBackend
{
    public override void AvgPool2d(in View x, in View y, in Window window)
    {
        if (!Pools(y, window))
        {
            base.AvgPool2d(x, y, window);
            return;
        }

        var pixels = ChannelsTogether(x);
        var job = new AveragePool { Pool = new(pixels, y, window) };
        Workers.For(job.Pool.Chunks(job.Pool.OutHeight, job.Pool.OutWidth), ref job);
        GC.KeepAlive(pixels.Storage.Guard);
    }

    public override void AvgPool2dGrad(in View dy, in View dx, in Window window)
    {
        if (!Pools(dx, window))
        {
            base.AvgPool2dGrad(dy, dx, window);
            return;
        }

        var pixels = ChannelsTogether(dy);
        var job = new AveragePoolGradient { Pool = new(dx, pixels, window) };
        Workers.For(job.Pool.Chunks(job.Pool.Height, job.Pool.Width), ref job);
        GC.KeepAlive(pixels.Storage.Guard);
    }

    public override void MaxPool2d(in View x, in View y, in View index, in Window window)
    {
        if (!Pools(y, window) || !index.HasStrides(y.Strides))
        {
            base.MaxPool2d(x, y, index, window);
            return;
        }

        var pixels = ChannelsTogether(x);
        var job = new MaxPool { Pool = new(pixels, y, window), Index = index.Data<int>() };
        Workers.For(job.Pool.Chunks(job.Pool.OutHeight, job.Pool.OutWidth), ref job);
        GC.KeepAlive(pixels.Storage.Guard);
    }

    public override void MaxPool2dGrad(in View dy, in View index, in View dx, in Window window)
    {
        if (!Pools(dx, window) || (index.Strides[1] != 1 && index.Shape[1] != 1))
        {
            base.MaxPool2dGrad(dy, index, dx, window);
            return;
        }

        var pixels = ChannelsTogether(dy);
        var job = new MaxPoolGradient
        {
            Pool = new(dx, pixels, window),
            Index = index.Data<int>(),
            IndexImage = (nint)index.Strides[0],
            IndexRow = (nint)index.Strides[2],
            IndexPixel = (nint)index.Strides[3],
        };
        Workers.For(job.Pool.Chunks(job.Pool.Height, job.Pool.Width), ref job);
        GC.KeepAlive(pixels.Storage.Guard);
    }

    /// <summary>True when the written pixels have their channels together and windows are dense.</summary>
    private static bool Pools(in View written, in Window window) => window.Dilation is (1, 1) && written.HasChannelsTogether;

    /// <summary>The view itself, or a copy of its images in channels-last order.</summary>
    private View ChannelsTogether(in View v)
    {
        if (v.HasChannelsTogether)
            return v;
        var copy = Tensor.ImageResult(v.Shape, DType.F32).View;
        Copy(v, copy);
        return copy;
    }
}
