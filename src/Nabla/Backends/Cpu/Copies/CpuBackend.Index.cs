using System.Runtime.Intrinsics;

namespace Nabla.Backends.Cpu;

/// <summary>Gathering and scattering: a run with one index for all is a row.</summary>
internal sealed unsafe partial class CpuBackend
{
    public override void Gather(in View x, int axis, in View index, in View y)
    {
        if (axis == 0 && y.Shape.Rank == 2 && x.Strides[1] == 1 && y.Strides[1] == 1 && index.Strides[1] == 0)
        {
            var rows = new GatherRowsJob { X = x.Data<float>(), Step = (nint)x.Strides[0], Y = new(y), Index = index.Data<long>(), IndexStep = index.Strides[0] };
            Workers.ForWide(rows.Y.Chunks, ref rows);
            return;
        }

        var job = new GatherJob { Loop = new(y, index, Origin(x, axis, y.Shape)), Stride = x.Strides[axis] };
        Workers.For(job.Loop.Chunks, ref job);
    }

    // On one thread: several elements may go to one place, and their order decides about rounding.
    public override void ScatterAdd(in View x, int axis, in View index, in View y)
    {
        long stride = y.Strides[axis];
        var loop = new Loop(x, index, Origin(y, axis, x.Shape));
        for (int chunk = 0; chunk < loop.Chunks; chunk++)
            for (var r = loop.Chunk(chunk); r.Next();)
            {
                float* px = (float*)r.At(0), py = (float*)r.At(2);
                long* pi = (long*)r.At(1);
                long sx = r.Step(0), si = r.Step(1, sizeof(long)), sy = r.Step(2);
                long i = 0;
                if (si == 0 && sx == 1 && sy == 1)
                    for (float* row = py + *pi * stride; i <= r.Length - 8; i += 8)
                        (Vector256.Load(row + i) + Vector256.Load(px + i)).Store(row + i);
                for (; i < r.Length; i++)
                    py[i * sy + pi[i * si] * stride] += px[i * sx];
            }
    }

    // Position 0 of the axis for every index: the index adds the rest.
    private static View Origin(in View v, int axis, in Shape shape)
    {
        var strides = v.Strides;
        strides[axis] = 0;
        return v.As(shape, strides, v.Offset);
    }

    private struct GatherJob : IJob
    {
        internal Loop Loop;
        internal long Stride;

        public readonly void Run(int chunk)
        {
            for (var r = Loop.Chunk(chunk); r.Next();)
            {
                float* y = (float*)r.At(0), x = (float*)r.At(2);
                long* index = (long*)r.At(1);
                long sy = r.Step(0), si = r.Step(1, sizeof(long)), sx = r.Step(2), n = r.Length;
                if (si == 0 && sy == 1 && sx == 1)
                    Buffer.MemoryCopy(x + *index * Stride, y, n * sizeof(float), n * sizeof(float));
                else
                    for (long i = 0; i < n; i++)
                        y[i * sy] = x[i * sx + index[i * si] * Stride];
            }
        }
    }

    /// <summary>Whole rows of a matrix, such as an embedding's.</summary>
    private struct GatherRowsJob : IWideJob
    {
        /// <summary>Rows that are on their way while one is copied.</summary>
        private const int Ahead = 4;

        internal float* X;
        internal nint Step;
        internal Rows Y;
        internal long* Index;
        internal long IndexStep;

        public readonly void Run<V>(int chunk)
            where V : struct, IWide<V>
        {
            for (int i = Y.First(chunk), end = Y.End(chunk); i < end; i++)
            {
                if (i + Ahead < end)
                    RowCopies<V>.Prefetch(X + (nint)Index[(i + Ahead) * IndexStep] * Step, Y.Length);
                RowCopies<V>.Copy(X + (nint)Index[i * IndexStep] * Step, Y[i], Y.Length, stream: false);
            }
        }
    }
}
