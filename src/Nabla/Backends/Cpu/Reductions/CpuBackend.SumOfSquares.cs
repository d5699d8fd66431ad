using System.Runtime.Intrinsics;

namespace Nabla.Backends.Cpu;

internal sealed unsafe partial class CpuBackend
{
    private const int MaxPartials = 64;

    public override double SumOfSquares(in View x)
    {
        if (!x.IsDense)
            return base.SumOfSquares(x);
        long n = x.Shape.Count, each = Math.Max(UpdateChunk, (n + MaxPartials - 1) / MaxPartials);
        double* partials = stackalloc double[MaxPartials];
        var job = new SquaresJob { X = x.Data<float>(), Partials = partials, Count = n, Each = each };
        int chunks = (int)((n + each - 1) / each);
        Workers.For(chunks, &SquaresJob.Run, &job);
        double sum = 0;
        for (int i = 0; i < chunks; i++)
            sum += partials[i];
        return sum;
    }

    private struct SquaresJob
    {
        internal float* X;
        internal double* Partials;
        internal long Count, Each;

        internal static void Run(void* state, int chunk)
        {
            var job = (SquaresJob*)state;
            long start = chunk * job->Each, n = Math.Min(job->Each, job->Count - start), i = 0;
            float* x = job->X + start;
            // Four sums, since one would wait for each addition.
            Vector256<double> a = default, b = default, c = default, d = default;
            for (; i + 16 <= n; i += 16)
            {
                var (p, q) = Vector256.Widen(Vector256.Load(x + i));
                var (r, s) = Vector256.Widen(Vector256.Load(x + i + 8));
                a = Vector256.FusedMultiplyAdd(p, p, a);
                b = Vector256.FusedMultiplyAdd(q, q, b);
                c = Vector256.FusedMultiplyAdd(r, r, c);
                d = Vector256.FusedMultiplyAdd(s, s, d);
            }

            double sum = Vector256.Sum(a + b + (c + d));
            for (; i < n; i++)
                sum += (double)x[i] * x[i];
            job->Partials[chunk] = sum;
        }
    }
}
