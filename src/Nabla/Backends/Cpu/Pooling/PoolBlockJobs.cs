namespace Nabla.Backends.Cpu;

/// <summary><see cref="AveragePoolGradient"/> in blocks of 2×2 pixels (<see cref="PoolGrid.HasBlocks"/>).</summary>
internal struct AveragePoolBlocksGradient : IWideJob
{
    internal PoolGrid Pool;
    internal bool Stream;

    public readonly void Run<V>(int chunk)
        where V : struct, IWide<V>
    {
        int each = Pool.BlocksPerChunk, row = chunk * each, end = Math.Min(Pool.Images * Pool.OutHeight, row + each);
        for (; row < end; row++)
            PoolBlockKernels<V>.AverageGradient(Pool, row / Pool.OutHeight, row % Pool.OutHeight, Stream);
        if (Stream)
            Streaming.End();
    }
}

/// <summary><see cref="MaxPoolGradient{P}"/> in such blocks.</summary>
internal unsafe struct MaxPoolBlocksGradient : IWideJob
{
    internal PoolGrid Pool;
    internal byte* Index;
    internal nint IndexImage, IndexRow, IndexPixel;
    internal bool Stream;

    public readonly void Run<V>(int chunk)
        where V : struct, IWide<V>
    {
        int each = Pool.BlocksPerChunk, row = chunk * each, end = Math.Min(Pool.Images * Pool.OutHeight, row + each);
        for (; row < end; row++)
        {
            int n = row / Pool.OutHeight, i = row % Pool.OutHeight;
            byte* index = Index + n * IndexImage + i * IndexRow;
            if (Pool.Overlaps)
                PoolBlockKernels<V>.MaxGradientOfThree(Pool, n, i, index, IndexRow, IndexPixel, Stream);
            else
                PoolBlockKernels<V>.MaxGradientOfTwo(Pool, n, i, index, IndexPixel, Stream);
        }

        if (Stream)
            Streaming.End();
    }
}
