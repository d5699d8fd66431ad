using System.Buffers;
using Nabla.Backends.Reference;

namespace Nabla.Backends.Cpu;

/// <summary>Cumulative sums and products, and sorting: line by line, accumulated in float64.</summary>
internal sealed unsafe partial class CpuBackend
{
    public override void CumSum(in View x, int axis, in View y) => Scan<SumScan>(x, x, y, axis, y);

    public override void CumProd(in View x, int axis, in View y) => Scan<ProductScan>(x, x, y, axis, y);

    public override void CumProdGrad(in View x, in View y, in View dy, int axis, in View dx) => Scan<ProductGradScan>(x, y, dy, axis, dx);

    public override void ArgSort(in View x, int axis, bool descending, in View y)
    {
        var job = new SortJob { Lines = new(x.Shape, axis), X = x, Y = y, Axis = axis, Flip = descending ? uint.MaxValue : 0 };
        Workers.For(job.Lines.Count, ref job);
    }

    private static void Scan<T>(in View x, in View y, in View dy, int axis, in View result) where T : struct, IScan
    {
        const long PerChunk = 1 << 14;
        var lines = new Lines(x.Shape, axis);
        int share = (int)Math.Max(1, PerChunk / Math.Max(1, x.Shape[axis]));
        var job = new ScanJob<T> { Lines = lines, X = x, Y = y, Dy = dy, Result = result, Axis = axis, Share = share };
        Workers.For((lines.Count + share - 1) / share, ref job);
    }

    /// <summary>One line; operands are pointers and steps.</summary>
    private interface IScan
    {
        static abstract void Run(float* x, long sx, float* y, long sy, float* dy, long sdy, float* result, long sr, int n);
    }

    private struct ScanJob<T> : IJob where T : struct, IScan
    {
        internal Lines Lines;
        internal View X, Y, Dy, Result;
        internal int Axis, Share;

        public readonly void Run(int chunk)
        {
            for (int l = chunk * Share; l < Math.Min(Lines.Count, (chunk + 1L) * Share); l++)
                T.Run(
                    X.Data<float>() + Lines.Start(X, l), X.Strides[Axis], Y.Data<float>() + Lines.Start(Y, l), Y.Strides[Axis],
                    Dy.Data<float>() + Lines.Start(Dy, l), Dy.Strides[Axis], Result.Data<float>() + Lines.Start(Result, l), Result.Strides[Axis], X.Shape[Axis]);
        }
    }

    private readonly struct SumScan : IScan
    {
        public static void Run(float* x, long sx, float* y, long sy, float* dy, long sdy, float* result, long sr, int n)
        {
            double total = 0;
            for (long k = 0; k < n; k++)
                result[k * sr] = (float)(total += x[k * sx]);
        }
    }

    private readonly struct ProductScan : IScan
    {
        public static void Run(float* x, long sx, float* y, long sy, float* dy, long sdy, float* result, long sr, int n)
        {
            double total = 1;
            for (long k = 0; k < n; k++)
                result[k * sr] = (float)(total *= x[k * sx]);
        }
    }

    private readonly struct ProductGradScan : IScan
    {
        public static void Run(float* x, long sx, float* y, long sy, float* dy, long sdy, float* result, long sr, int n)
        {
            double rest = 0;
            for (long k = n - 1; k >= 0; k--)
            {
                rest = dy[k * sdy] + rest * (k + 1 < n ? x[(k + 1) * sx] : 0);
                result[k * sr] = (float)(rest * (k == 0 ? 1 : y[(k - 1) * sy]));
            }
        }
    }

    // A float's bits, ordered as an unsigned number, with its position below: one sort of numbers, which is stable.
    private struct SortJob : IJob
    {
        internal Lines Lines;
        internal View X, Y;
        internal int Axis;
        internal uint Flip;

        public readonly void Run(int chunk)
        {
            float* x = X.Data<float>() + Lines.Start(X, chunk);
            long* y = Y.Data<long>() + Lines.Start(Y, chunk);
            int n = X.Shape[Axis];
            long sx = X.Strides[Axis], sy = Y.Strides[Axis];
            ulong[] keys = ArrayPool<ulong>.Shared.Rent(n);
            for (int k = 0; k < n; k++)
                keys[k] = (ulong)(Ordered(x[k * sx]) ^ Flip) << 32 | (uint)k;
            keys.AsSpan(0, n).Sort();
            for (int k = 0; k < n; k++)
                y[k * sy] = (uint)keys[k];
            ArrayPool<ulong>.Shared.Return(keys);
        }

        private static uint Ordered(float v)
        {
            uint bits = BitConverter.SingleToUInt32Bits(v + 0f);            // −0 becomes 0
            return float.IsNaN(v) ? uint.MaxValue : (bits >> 31) != 0 ? ~bits : bits | 0x80000000;
        }
    }
}
