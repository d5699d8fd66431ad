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
        if (PlaneMeans.Suits(pixels, y, window))
        {
            new PlaneMeans { Pool = new(pixels, y, window) }.Run();
            GC.KeepAlive(pixels.Storage.Guard);
            return;
        }

        var job = new AveragePool { Pool = new(pixels, y, window), Stream = Streaming.Pays(y) };
        Workers.ForWide(job.Pool.Chunks(job.Pool.OutHeight, job.Pool.OutWidth), ref job);
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
        PoolGrid pool = new(dx, pixels, window);
        if (pool.HasBlocks && !pool.Overlaps)
        {
            var blocks = new AveragePoolBlocksGradient { Pool = pool, Stream = Streaming.Pays(dx) };
            Workers.ForWide(pool.BlockChunks, ref blocks);
        }
        else
        {
            var job = new AveragePoolGradient { Pool = pool, Stream = Streaming.Pays(dx) };
            Workers.ForWide(pool.Chunks(pool.Height, pool.Width), ref job);
        }

        GC.KeepAlive(pixels.Storage.Guard);
    }

    public override void MaxPool2d(in View x, in View y, View? index, in Window window)
    {
        if (!Pools(y, window) || x.Shape.Count == 0 || !(index?.HasStrides(y.Strides) ?? true))
        {
            base.MaxPool2d(x, y, index, window);
            return;
        }

        var pixels = ChannelsTogether(x);
        PoolGrid pool = new(pixels, y, window);
        if (index is not { } places)
            Run<NoPlaces>(pool, null, default, Streaming.Pays(y));
        else if (places.DType == DType.U8)
            Run<BytePlaces>(pool, places.Data<byte>(), pool.InWindow, Streaming.Pays(y));
        else
            Run<PlanePlaces>(pool, places.Data<int>(), pool.InPlane, Streaming.Pays(y));
        GC.KeepAlive(pixels.Storage.Guard);

        static void Run<P>(in PoolGrid pool, void* index, PlaceNumbers numbers, bool stream) where P : struct, IPlaces
        {
            var job = new MaxPool<P> { Pool = pool, Index = index, Numbers = numbers, Stream = stream };
            Workers.ForWide(pool.Chunks(pool.OutHeight, pool.OutWidth), ref job);
        }
    }

    public override void MaxPool2dGrad(in View dy, in View index, in View dx, in Window window)
    {
        if (!Pools(dx, window) || !index.HasChannelsTogether)
        {
            base.MaxPool2dGrad(dy, index, dx, window);
            return;
        }

        var pixels = ChannelsTogether(dy);
        PoolGrid pool = new(dx, pixels, window);
        if (index.DType == DType.U8 && pool.HasBlocks)
        {
            var job = new MaxPoolBlocksGradient { Pool = pool, Index = index.Data<byte>(), Stream = Streaming.Pays(dx) };
            (job.IndexImage, job.IndexRow, job.IndexPixel) = ((nint)index.Strides[0], (nint)index.Strides[2], (nint)index.Strides[3]);
            Workers.ForWide(pool.BlockChunks, ref job);
        }
        else if (index.DType == DType.U8)
            Run<BytePlaces>(pool, index, index.Data<byte>(), pool.InWindow, Streaming.Pays(dx));
        else
            Run<PlanePlaces>(pool, index, index.Data<int>(), pool.InPlane, Streaming.Pays(dx));
        GC.KeepAlive(pixels.Storage.Guard);

        static void Run<P>(in PoolGrid pool, in View index, void* places, PlaceNumbers numbers, bool stream) where P : struct, IPlaces
        {
            var job = new MaxPoolGradient<P> { Pool = pool, Index = places, Numbers = numbers, Stream = stream };
            (job.IndexImage, job.IndexRow, job.IndexPixel) = ((nint)index.Strides[0], (nint)index.Strides[2], (nint)index.Strides[3]);
            Workers.ForWide(pool.Chunks(pool.Height, pool.Width), ref job);
        }
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
