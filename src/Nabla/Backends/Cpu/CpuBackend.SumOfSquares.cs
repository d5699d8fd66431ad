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
            Vector256<double> even = default, odd = default;
            for (; i + 8 <= n; i += 8)
            {
                var (low, high) = Vector256.Widen(Vector256.Load(x + i));
                even = Vector256.FusedMultiplyAdd(low, low, even);
                odd = Vector256.FusedMultiplyAdd(high, high, odd);
            }

            double sum = Vector256.Sum(even + odd);
            for (; i < n; i++)
                sum += (double)x[i] * x[i];
            job->Partials[chunk] = sum;
        }
    }
}
