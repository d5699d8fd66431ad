using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Backends.Cpu;

/// <summary>y = the mean of the pixels under each window.</summary>
internal unsafe struct AveragePool : IJob
{
    internal PoolGrid Pool;

    public readonly void Run(int chunk)
    {
        int each = Pool.RowsPerChunk(Pool.OutWidth), row = chunk * each, end = Math.Min(Pool.Images * Pool.OutHeight, row + each);
        float share = Pool.Share;
        for (; row < end; row++)
        {
            int n = row / Pool.OutHeight, i = row % Pool.OutHeight;
            var rows = Pool.RowsUnder(i);
            float* x = Pool.X + n * Pool.XImage + rows.From * Pool.XRow, y = Pool.Y + n * Pool.YImage + i * Pool.YRow;
            for (int j = 0; j < Pool.OutWidth; j++, y += Pool.YPixel)
            {
                var columns = Pool.ColumnsUnder(j);
                PoolKernels.Sum(x + columns.From * Pool.XPixel, Pool.XRow, Pool.XPixel, rows.Count, columns.Count, y, Pool.Channels, share);
            }
        }
    }
}

/// <summary>dx = the sum of dy / area over the windows that cover each pixel: nothing is written twice.</summary>
internal unsafe struct AveragePoolGradient : IJob
{
    internal PoolGrid Pool;

    public readonly void Run(int chunk)
    {
        int each = Pool.RowsPerChunk(Pool.Width), row = chunk * each, end = Math.Min(Pool.Images * Pool.Height, row + each);
        float share = Pool.Share;
        for (; row < end; row++)
        {
            int n = row / Pool.Height, i = row % Pool.Height;
            var rows = Pool.RowsOver(i);
            float* dx = Pool.X + n * Pool.XImage + i * Pool.XRow, dy = Pool.Y + n * Pool.YImage + rows.From * Pool.YRow;
            for (int j = 0; j < Pool.Width; j++, dx += Pool.XPixel)
            {
                var columns = Pool.ColumnsOver(j);
                PoolKernels.Sum(dy + columns.From * Pool.YPixel, Pool.YRow, Pool.YPixel, rows.Count, columns.Count, dx, Pool.Channels, share);
            }
        }
    }
}

/// <summary>y = the maximum of the pixels under each window, and where in the plane it first is.</summary>
internal unsafe struct MaxPool : IJob
{
    internal PoolGrid Pool;

    /// <summary>Strides as y's.</summary>
    internal int* Index;

    public readonly void Run(int chunk)
    {
        int each = Pool.RowsPerChunk(Pool.OutWidth), row = chunk * each, end = Math.Min(Pool.Images * Pool.OutHeight, row + each);
        for (; row < end; row++)
        {
            int n = row / Pool.OutHeight, i = row % Pool.OutHeight;
            var rows = Pool.RowsUnder(i);
            nint at = n * Pool.YImage + i * Pool.YRow;
            float* x = Pool.X + n * Pool.XImage + rows.From * Pool.XRow;
            for (int j = 0; j < Pool.OutWidth; j++, at += Pool.YPixel)
            {
                var columns = Pool.ColumnsUnder(j);
                PoolKernels.Max(
                    x + columns.From * Pool.XPixel, Pool.XRow, Pool.XPixel, rows.Count, columns.Count, rows.From * Pool.Width + columns.From, Pool.Width,
                    Pool.Y + at, Index + at, Pool.Channels);
            }
        }
    }
}

/// <summary>dx = the sum of dy over the windows whose maximum each pixel is.</summary>
internal unsafe struct MaxPoolGradient : IJob
{
    internal PoolGrid Pool;
    internal int* Index;
    internal nint IndexImage, IndexRow, IndexPixel;

    public readonly void Run(int chunk)
    {
        int each = Pool.RowsPerChunk(Pool.Width), row = chunk * each, end = Math.Min(Pool.Images * Pool.Height, row + each);
        for (; row < end; row++)
        {
            int n = row / Pool.Height, i = row % Pool.Height;
            var rows = Pool.RowsOver(i);
            float* dx = Pool.X + n * Pool.XImage + i * Pool.XRow;
            for (int j = 0; j < Pool.Width; j++, dx += Pool.XPixel)
            {
                var columns = Pool.ColumnsOver(j);
                PoolKernels.SumWhere(
                    Pool.Y + n * Pool.YImage + rows.From * Pool.YRow + columns.From * Pool.YPixel, Pool.YRow, Pool.YPixel,
                    Index + n * IndexImage + rows.From * IndexRow + columns.From * IndexPixel, IndexRow, IndexPixel,
                    rows.Count, columns.Count, i * Pool.Width + j, dx, Pool.Channels);
            }
        }
    }
}

/// <summary>What pooling does to a few rows and columns of pixels, eight channels at a time.</summary>
internal static unsafe class PoolKernels
{
    /// <summary>to = scale · the sum of the pixels.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void Sum(float* from, nint rowStep, nint pixelStep, int rows, int columns, float* to, int channels, float scale)
    {
        for (int c = 0; c < channels; c += 8)
        {
            var sum = Vector256<float>.Zero;
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < columns; j++)
                    sum += Floats.Load(from + i * rowStep + j * pixelStep + c, channels - c);
            Floats.Store(to + c, sum * scale, channels - c);
        }
    }

    /// <summary>to = the largest of the pixels, index = its place: <paramref name="first"/> and on, <paramref name="width"/> to a row. NaN is largest.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void Max(float* from, nint rowStep, nint pixelStep, int rows, int columns, int first, int width, float* to, int* index, int channels)
    {
        for (int c = 0; c < channels; c += 8)
        {
            var max = Floats.Load(from + c, channels - c);
            var where = Vector256.Create(first);
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < columns; j++)
                {
                    var x = Floats.Load(from + i * rowStep + j * pixelStep + c, channels - c);
                    var larger = Vector256.GreaterThan(x, max) | Vector256.AndNot(Vector256.Equals(max, max), Vector256.Equals(x, x));
                    max = Vector256.ConditionalSelect(larger, x, max);
                    where = Vector256.ConditionalSelect(larger.AsInt32(), Vector256.Create(first + i * width + j), where);
                }

            Floats.Store(to + c, max, channels - c);
            Floats.Store((float*)index + c, where.AsSingle(), channels - c);
        }
    }

    /// <summary>to = the sum of the pixels whose index is <paramref name="place"/>.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void SumWhere(
        float* from, nint rowStep, nint pixelStep, int* index, nint indexRowStep, nint indexPixelStep, int rows, int columns, int place, float* to, int channels)
    {
        var here = Vector256.Create(place);
        for (int c = 0; c < channels; c += 8)
        {
            var sum = Vector256<float>.Zero;
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < columns; j++)
                {
                    var hit = Vector256.Equals(Floats.Load((float*)index + i * indexRowStep + j * indexPixelStep + c, channels - c).AsInt32(), here).AsSingle();
                    sum += Floats.Load(from + i * rowStep + j * pixelStep + c, channels - c) & hit;
                }

            Floats.Store(to + c, sum, channels - c);
        }
    }
}
