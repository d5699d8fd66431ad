namespace Nabla.Backends.Cpu;

/// <summary>Random numbers: each depends on its place alone, so that threads share the work freely.</summary>
internal sealed unsafe partial class CpuBackend
{
    public override void Draw(Distribution distribution, in Philox random, in View y)
    {
        var job = new DrawJob { Distribution = distribution, Random = random, Y = y.Data<float>(), Count = y.Shape.Count };
        Workers.For(checked((int)((job.Count + DrawJob.Share - 1) / DrawJob.Share)), ref job);
    }

    private struct DrawJob : IJob
    {
        internal const int Share = 1 << 12;
        internal Distribution Distribution;
        internal Philox Random;
        internal float* Y;
        internal long Count;

        public readonly void Run(int chunk)
        {
            long first = (long)chunk * Share;
            Distribution.Fill(Random, (ulong)first, new Span<float>(Y + first, (int)Math.Min(Share, Count - first)));
        }
    }
}
