using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Backends.Cpu;

/// <summary>Norms over rows: one visit of each row forward and one backward, while it is in the cache.</summary>
internal sealed unsafe partial class CpuBackend
{
    /// <summary>Groups of rows that each sum their part of dweight and dbias: few, since each has as many sums as a row has numbers.</summary>
    private const int MostRowGroups = 16;

    public override void RowNorm(in View x, View? weight, View? bias, double epsilon, in View y, View? mean, in View scale)
    {
        View rows = DenseRows(x), w = DenseVector(weight), b = DenseVector(bias);
        var job = new RowNormJob
        {
            X = new(rows),
            Y = new(y),
            Weight = Pointer(weight, w),
            Bias = Pointer(bias, b),
            Epsilon = epsilon,
            Stream = Streaming.Pays(y),
            Mean = mean is { } m ? m.Data<double>() : null,
            Scale = scale.Data<double>(),
        };
        Workers.ForWide(job.X.Chunks, ref job);
        GC.KeepAlive(rows.Storage?.Guard);
        GC.KeepAlive(w.Storage?.Guard);
        GC.KeepAlive(b.Storage?.Guard);
    }

    public override void RowNormGrad(in View x, View? mean, in View scale, View? weight, in View dy, View? dx, View? dweight, View? dbias)
    {
        View rows = DenseRows(x), gradient = DenseRows(dy), w = DenseVector(weight);
        int groups = (int)Math.Clamp(x.Shape.Count / 8192, 1, Math.Min(MostRowGroups, Math.Max(1, x.Shape[0])));
        int count = x.Shape[1];
        var job = new RowNormGradJob
        {
            X = new(rows),
            Dy = new(gradient),
            Dx = dx is { } to ? new(to) : default,
            WantsDx = dx is not null,
            Stream = dx is { } large && Streaming.Pays(large),
            Weight = Pointer(weight, w),
            Mean = mean is { } m ? m.Data<double>() : null,
            Scale = scale.Data<double>(),
            Groups = groups,
            Sums = dweight is null && dbias is null ? null : (double*)Scratch.Get(Scratch.Merged, 4L * groups * count),
        };
        Workers.ForWide(groups, ref job);
        if (job.Sums != null)
        {
            double* sums = job.Sums;                                                             // of the first group: the others are added to it
            for (int g = 1; g < groups; g++)
                Add(job.Sums, job.Sums + 2L * g * count, 2 * count);
            for (int c = 0; c < count; c++)
            {
                if (dweight is { } v)
                    v.Data<float>()[c * v.Strides[0]] = (float)sums[c];
                if (dbias is { } u)
                    u.Data<float>()[c * u.Strides[0]] = (float)sums[count + c];
            }
        }

        GC.KeepAlive(rows.Storage?.Guard);
        GC.KeepAlive(gradient.Storage?.Guard);
        GC.KeepAlive(w.Storage?.Guard);
    }

    [MethodImpl(Jit.Kernel)]
    private static void Add(double* sums, double* part, int count)
    {
        int i = 0;
        for (; i + 4 <= count; i += 4)
            (Vector256.Load(sums + i) + Vector256.Load(part + i)).Store(sums + i);
        for (; i < count; i++)
            sums[i] += part[i];
    }

    private View DenseVector(View? v)
    {
        if (v is not { } vector || vector.IsContiguous)
            return v ?? default;
        var copy = Tensor.Result(vector.Shape, DType.F32).View;
        Copy(vector, copy);
        return copy;
    }

    private static float* Pointer(View? given, in View dense) => given is null ? null : dense.Data<float>();
}
