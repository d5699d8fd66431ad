using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Backends.Cpu;

/// <summary>Optimizer steps in one pass over parameter, gradient and state, in chunks that depend on the size alone.</summary>
internal sealed unsafe partial class CpuBackend
{
    private const int UpdateChunk = 1 << 14;            // elements: four arrays of them stay in a core's own cache

    public override void Sgd(in View parameter, in View gradient, View? velocity, in SgdRule rule)
    {
        if (!SameDense(gradient, parameter) || (velocity is { } own && !SameDense(own, parameter)))
        {
            base.Sgd(parameter, gradient, velocity, rule);
            return;
        }

        var job = new SgdJob
        {
            Theta = parameter.Data<float>(),
            Gradient = gradient.Data<float>(),
            Velocity = velocity is { } v ? v.Data<float>() : null,
            Count = parameter.Shape.Count,
            Rate = (float)rule.Rate,
            Momentum = (float)rule.Momentum,
            Decay = (float)rule.Decay,
            Nesterov = rule.Nesterov,
        };
        Workers.For(Chunks(job.Count), &SgdJob.Run, &job);
    }

    public override void Adam(in View parameter, in View gradient, in View first, in View second, in AdamRule rule)
    {
        if (!SameDense(gradient, parameter) || !SameDense(first, parameter) || !SameDense(second, parameter))
        {
            base.Adam(parameter, gradient, first, second, rule);
            return;
        }

        var job = new AdamJob
        {
            Theta = parameter.Data<float>(),
            Gradient = gradient.Data<float>(),
            First = first.Data<float>(),
            Second = second.Data<float>(),
            Count = parameter.Shape.Count,
            Decay = (float)rule.Decay,
            Beta1 = (float)rule.Beta1,
            Rest1 = (float)(1 - rule.Beta1),
            Beta2 = (float)rule.Beta2,
            Rest2 = (float)(1 - rule.Beta2),
            StepSize = (float)rule.StepSize,
            RootScale = (float)rule.RootScale,
            Epsilon = (float)rule.Epsilon,
        };
        Workers.For(Chunks(job.Count), &AdamJob.Run, &job);
    }

    private static int Chunks(long count) => checked((int)((count + UpdateChunk - 1) / UpdateChunk));

    private static int InChunk(long count, long start) => (int)Math.Min(UpdateChunk, count - start);

    private struct SgdJob
    {
        internal float* Theta, Gradient, Velocity;
        internal long Count;
        internal float Rate, Momentum, Decay;
        internal bool Nesterov;

        internal static void Run(void* state, int chunk)
        {
            var job = (SgdJob*)state;
            long start = (long)chunk * UpdateChunk;
            int n = InChunk(job->Count, start), whole = n & ~7;
            float* theta = job->Theta + start, g = job->Gradient + start, v = job->Velocity == null ? null : job->Velocity + start;
            for (int i = 0; i < whole; i += 8)
                job->Eight(theta + i, g + i, v == null ? null : v + i);
            if (whole == n)
                return;
            // The tail runs the same instructions, so that a value does not depend on its place.
            float* t = stackalloc float[24];
            new Span<float>(t, 24).Clear();
            Move(theta + whole, t, n - whole);
            Move(g + whole, t + 8, n - whole);
            if (v != null)
                Move(v + whole, t + 16, n - whole);
            job->Eight(t, t + 8, v == null ? null : t + 16);
            Move(t, theta + whole, n - whole);
            if (v != null)
                Move(t + 16, v + whole, n - whole);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly void Eight(float* theta, float* g, float* v)
        {
            var p = Vector256.Load(theta);
            var d = Vector256.FusedMultiplyAdd(Vector256.Create(Decay), p, Vector256.Load(g));
            if (v != null)
            {
                var mu = Vector256.Create(Momentum);
                var moved = Vector256.FusedMultiplyAdd(mu, Vector256.Load(v), d);
                moved.Store(v);
                d = Nesterov ? Vector256.FusedMultiplyAdd(mu, moved, d) : moved;
            }

            Vector256.FusedMultiplyAdd(Vector256.Create(-Rate), d, p).Store(theta);
        }
    }

    private struct AdamJob
    {
        internal float* Theta, Gradient, First, Second;
        internal long Count;
        internal float Decay, Beta1, Rest1, Beta2, Rest2, StepSize, RootScale, Epsilon;

        internal static void Run(void* state, int chunk)
        {
            var job = (AdamJob*)state;
            long start = (long)chunk * UpdateChunk;
            int n = InChunk(job->Count, start), whole = n & ~7;
            float* theta = job->Theta + start, g = job->Gradient + start, m = job->First + start, v = job->Second + start;
            for (int i = 0; i < whole; i += 8)
                job->Eight(theta + i, g + i, m + i, v + i);
            if (whole == n)
                return;
            float* t = stackalloc float[32];
            new Span<float>(t, 32).Clear();
            Move(theta + whole, t, n - whole);
            Move(g + whole, t + 8, n - whole);
            Move(m + whole, t + 16, n - whole);
            Move(v + whole, t + 24, n - whole);
            job->Eight(t, t + 8, t + 16, t + 24);
            Move(t, theta + whole, n - whole);
            Move(t + 16, m + whole, n - whole);
            Move(t + 24, v + whole, n - whole);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly void Eight(float* theta, float* g, float* m, float* v)
        {
            var p = Vector256.Load(theta);
            var d = Vector256.FusedMultiplyAdd(Vector256.Create(Decay), p, Vector256.Load(g));
            var first = Vector256.FusedMultiplyAdd(Vector256.Create(Beta1), Vector256.Load(m), Vector256.Create(Rest1) * d);
            var second = Vector256.FusedMultiplyAdd(Vector256.Create(Beta2), Vector256.Load(v), Vector256.Create(Rest2) * d * d);
            first.Store(m);
            second.Store(v);
            var root = Vector256.FusedMultiplyAdd(Vector256.Sqrt(second), Vector256.Create(RootScale), Vector256.Create(Epsilon));
            (p - Vector256.Create(StepSize) * first / root).Store(theta);
        }
    }

    private static void Move(float* from, float* to, int n) => new ReadOnlySpan<float>(from, n).CopyTo(new Span<float>(to, n));
}
