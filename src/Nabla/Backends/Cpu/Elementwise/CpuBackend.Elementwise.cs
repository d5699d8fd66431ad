using Nabla.Backends.Reference;

namespace Nabla.Backends.Cpu;

/// <summary>Element by element: runs of any strides, shared among the workers.</summary>
internal sealed unsafe partial class CpuBackend
{
    public override void Unary(Pointwise f, in View x, in View y)
    {
        var job = new UnaryJob { Loop = new(y, x), F = f };
        Workers.For(job.Loop.Chunks, ref job);
    }

    public override void UnaryGrad(Pointwise f, in View x, in View y, in View dy, in View dx)
    {
        var job = new UnaryGradJob { Loop = new(dx, x, y, dy), F = f, Stream = Streaming.Pays(dx) };
        Workers.For(job.Loop.Chunks, ref job);
    }

    public override void Binary(PointwiseBinary f, in View a, in View b, in View c)
    {
        var job = new BinaryJob { Loop = new(c, a, b), F = f, Stream = Streaming.Pays(c) };
        Workers.For(job.Loop.Chunks, ref job);
    }

    public override void Compare(Comparison f, in View a, in View b, in View c)
    {
        if (a.DType != DType.F32)
        {
            base.Compare(f, a, b, c);
            return;
        }

        var job = new CompareJob { Loop = new(c, a, b), F = f };
        Workers.For(job.Loop.Chunks, ref job);
    }

    public override void Where(in View condition, in View a, in View b, in View y)
    {
        var job = new WhereJob { Loop = new(y, condition, a, b) };
        Workers.For(job.Loop.Chunks, ref job);
    }

    /// <summary>True when both fill memory once, in the same order.</summary>
    private static bool SameDense(in View a, in View b) => a.Shape == b.Shape && b.IsDense && a.HasStrides(b.Strides);
}
