using System.Runtime.Intrinsics;

namespace Nabla.Backends.Cpu;

/// <summary>Gathering and scattering: a run with one index for all is a row.</summary>
internal sealed unsafe partial class CpuBackend
{
    public override void Gather(in View x, int axis, in View index, in View y)
    {
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
}
