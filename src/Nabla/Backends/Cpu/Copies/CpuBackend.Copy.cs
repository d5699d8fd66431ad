namespace Nabla.Backends.Cpu;

/// <summary>Copies between layouts, and filling.</summary>
internal sealed unsafe partial class CpuBackend
{
    public override void Copy(in View x, in View y)
    {
        if (x.DType != DType.F32 || y.DType != DType.F32)
        {
            base.Copy(x, y);
            return;
        }

        if (TransposingCopy.TryRun(x, y))
            return;
        var job = new CopyJob { Loop = new(y, x) };
        Workers.For(job.Loop.Chunks, ref job);
    }

    public override void Fill(in View y, double value)
    {
        var job = new FillJob { Loop = new(y), Value = (float)value };
        Workers.For(job.Loop.Chunks, ref job);
    }

    private struct CopyJob : IJob
    {
        internal Loop Loop;

        public readonly void Run(int chunk)
        {
            for (var r = Loop.Chunk(chunk); r.Next();)
            {
                float* y = (float*)r.At(0), x = (float*)r.At(1);
                long sy = r.Step(0), sx = r.Step(1), n = r.Length;
                if (sy == 1 && sx == 1)
                    Buffer.MemoryCopy(x, y, n * sizeof(float), n * sizeof(float));
                else if (sy == 1 && sx == 0)
                    new Span<float>(y, (int)n).Fill(*x);
                else
                    for (long i = 0; i < n; i++)
                        y[i * sy] = x[i * sx];
            }
        }
    }

    private struct FillJob : IJob
    {
        internal Loop Loop;
        internal float Value;

        public readonly void Run(int chunk)
        {
            for (var r = Loop.Chunk(chunk); r.Next();)
            {
                float* y = (float*)r.At(0);
                if (r.Step(0) == 1)
                    new Span<float>(y, (int)r.Length).Fill(Value);
                else
                    for (long i = 0; i < r.Length; i++)
                        y[i * r.Step(0)] = Value;
            }
        }
    }
}
