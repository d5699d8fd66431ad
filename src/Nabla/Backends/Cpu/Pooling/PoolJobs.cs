namespace Nabla.Backends.Cpu;

/// <summary>y = the mean of the pixels under each window.</summary>
internal struct AveragePool : IWideJob
{
    internal PoolGrid Pool;
    internal bool Stream;

    public readonly void Run<V>(int chunk)
        where V : struct, IWide<V>
    {
        int each = Pool.RowsPerChunk(Pool.OutWidth), row = chunk * each, end = Math.Min(Pool.Images * Pool.OutHeight, row + each);
        for (; row < end; row++)
            PoolKernels<V>.Average(Pool, row / Pool.OutHeight, row % Pool.OutHeight, Stream);
        if (Stream)
            Streaming.End();
    }
}

/// <summary>dx = the sum of dy / area over the windows that cover each pixel: nothing is written twice.</summary>
internal struct AveragePoolGradient : IWideJob
{
    internal PoolGrid Pool;
    internal bool Stream;

    public readonly void Run<V>(int chunk)
        where V : struct, IWide<V>
    {
        int each = Pool.RowsPerChunk(Pool.Width), row = chunk * each, end = Math.Min(Pool.Images * Pool.Height, row + each);
        for (; row < end; row++)
            PoolKernels<V>.AverageGradient(Pool, row / Pool.Height, row % Pool.Height, Stream);
        if (Stream)
            Streaming.End();
    }
}

/// <summary>y = the maximum of the pixels under each window, and the place where it first is.</summary>
internal unsafe struct MaxPool<P> : IWideJob
    where P : struct, IPlaces
{
    internal PoolGrid Pool;

    /// <summary>Strides as y's.</summary>
    internal void* Index;

    internal PlaceNumbers Numbers;
    internal bool Stream;

    public readonly void Run<V>(int chunk)
        where V : struct, IWide<V>
    {
        int each = Pool.RowsPerChunk(Pool.OutWidth), row = chunk * each, end = Math.Min(Pool.Images * Pool.OutHeight, row + each);
        for (; row < end; row++)
            PoolKernels<V>.Max<P>(Pool, row / Pool.OutHeight, row % Pool.OutHeight, Index, Numbers, Stream);
        if (Stream)
            Streaming.End();
    }
}

/// <summary>dx = the sum of dy over the windows whose maximum each pixel is: nothing is written twice.</summary>
internal unsafe struct MaxPoolGradient<P> : IWideJob
    where P : struct, IPlaces
{
    internal PoolGrid Pool;
    internal void* Index;
    internal nint IndexImage, IndexRow, IndexPixel;
    internal PlaceNumbers Numbers;
    internal bool Stream;

    public readonly void Run<V>(int chunk)
        where V : struct, IWide<V>
    {
        int each = Pool.RowsPerChunk(Pool.Width), row = chunk * each, end = Math.Min(Pool.Images * Pool.Height, row + each);
        for (; row < end; row++)
        {
            int n = row / Pool.Height, i = row % Pool.Height;
            nint index = n * IndexImage + Pool.RowsOver(i).From * IndexRow;
            PoolKernels<V>.MaxGradient<P>(Pool, n, i, Index, index, IndexRow, IndexPixel, Numbers, Stream);
        }

        if (Stream)
            Streaming.End();
    }
}
