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
            Sums = dweight is null && dbias is null ? null : (double*)Scratch.Get(Scratch.Affine, 4L * groups * count),
        };
        Workers.ForWide(groups, ref job);
        for (int c = 0; c < count && job.Sums != null; c++)
        {
            double dw = 0, db = 0;
            for (int g = 0; g < groups; g++)
            {
                dw += job.Sums[2L * g * count + c];
                db += job.Sums[(2L * g + 1) * count + c];
            }

            if (dweight is { } v)
                v.Data<float>()[c * v.Strides[0]] = (float)dw;
            if (dbias is { } u)
                u.Data<float>()[c * u.Strides[0]] = (float)db;
        }

        GC.KeepAlive(rows.Storage?.Guard);
        GC.KeepAlive(gradient.Storage?.Guard);
        GC.KeepAlive(w.Storage?.Guard);
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
