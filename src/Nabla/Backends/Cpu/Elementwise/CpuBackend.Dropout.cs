namespace Nabla.Backends.Cpu;

internal sealed unsafe partial class CpuBackend
{
    public override void DropoutMask(in Philox random, double p, in View mask)
    {
        var job = new DropoutMaskJob
        {
            Random = random,
            Threshold = (int)Math.Ceiling(p * (1 << 24)),           // k / 2²⁴ ≥ p is k ≥ p · 2²⁴
            Mask = mask.Data<byte>(),
            Count = mask.Shape.Count,
        };
        Workers.For(DropoutMaskJob.Chunks(job.Count), ref job);
    }

    public override void ScaleMasked(in View x, in View mask, double scale, in View y)
    {
        var job = new ScaleMaskedJob { Loop = new(y, x, mask), Scale = (float)scale };
        Workers.For(job.Loop.Chunks, ref job);
    }
}
