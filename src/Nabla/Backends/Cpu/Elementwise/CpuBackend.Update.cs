namespace Nabla.Backends.Cpu;

/// <summary>Optimizer steps in one pass over parameter, gradient and state, in chunks that depend on the size alone.</summary>
internal sealed unsafe partial class CpuBackend
{
    private const int UpdateChunk = 1 << 14;            // elements: four arrays of them stay in a core's own cache

    public override void Update(UpdateRule rule, in View gradient, in View theta, View? a = null, View? b = null, View? c = null)
    {
        if (!SameDense(gradient, theta) || !SameDense(a, theta) || !SameDense(b, theta) || !SameDense(c, theta))
        {
            base.Update(rule, gradient, theta, a, b, c);
            return;
        }

        var job = new UpdateJob { Rule = rule, Gradient = gradient.Data<float>(), Theta = theta.Data<float>(), A = Data(a), B = Data(b), C = Data(c), Count = theta.Shape.Count };
        Workers.For(job.Chunks, ref job);
    }

    private static bool SameDense(View? state, in View theta) => state is not { } s || SameDense(s, theta);

    private static float* Data(View? state) => state is { } s ? s.Data<float>() : null;

    private struct UpdateJob : IJob
    {
        internal UpdateRule Rule;
        internal float* Gradient, Theta, A, B, C;
        internal long Count;

        internal readonly int Chunks => checked((int)((Count + UpdateChunk - 1) / UpdateChunk));

        public readonly void Run(int chunk)
        {
            long at = (long)chunk * UpdateChunk;
            Rule.Map(Gradient + at, Theta + at, At(A, at), At(B, at), At(C, at), Math.Min(UpdateChunk, Count - at));
        }

        private static float* At(float* s, long at) => s == null ? null : s + at;
    }
}
