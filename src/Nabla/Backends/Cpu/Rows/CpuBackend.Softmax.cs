namespace Nabla.Backends.Cpu;

/// <summary>Softmax and its relatives: vectors run along a row, threads over rows. Results are row-major, as the ops allocate them.</summary>
internal sealed unsafe partial class CpuBackend
{
    public override void Softmax(in View x, in View y) => Softmax(x, y, log: false);

    public override void LogSoftmax(in View x, in View y) => Softmax(x, y, log: true);

    private void Softmax(in View x, in View y, bool log)
    {
        var rows = DenseRows(x);
        var job = new SoftmaxJob { X = new(rows), Y = new(Flat(y)), Log = log, Stream = Streaming.PaysForSoftmax(y) };
        Workers.ForWide(job.X.Chunks, ref job);
        GC.KeepAlive(rows.Storage.Guard);
    }

    public override void SoftmaxGrad(in View y, in View dy, in View dx) => SoftmaxGrad(y, dy, dx, log: false);

    public override void LogSoftmaxGrad(in View y, in View dy, in View dx) => SoftmaxGrad(y, dy, dx, log: true);

    private void SoftmaxGrad(in View y, in View dy, in View dx, bool log)
    {
        var rows = DenseRows(dy);
        var job = new SoftmaxGradJob { Y = new(Flat(y)), Dy = new(rows), Dx = new(Flat(dx)), Log = log, Stream = Streaming.Pays(dx) };
        Workers.ForWide(job.Y.Chunks, ref job);
        GC.KeepAlive(rows.Storage.Guard);
    }

    public override void CrossEntropy(in View x, in View labels, in View losses, in View norms)
    {
        var rows = DenseRows(x);
        var job = new CrossEntropyJob { X = new(rows), Labels = labels, Losses = losses.Data<float>(), Norms = norms.Data<float>() };
        Workers.ForWide(job.X.Chunks, ref job);
        GC.KeepAlive(rows.Storage.Guard);
    }

    public override void CrossEntropyGrad(in View x, in View labels, in View norms, in View dlosses, in View dx)
    {
        var rows = DenseRows(x);
        var job = new CrossEntropyGradJob
        {
            X = new(rows),
            Dx = new(dx),
            Labels = labels,
            Norms = norms.Data<float>(),
            Losses = dlosses.Data<float>(),
            LossStep = (nint)dlosses.Strides[0],
        };
        Workers.ForWide(job.X.Chunks, ref job);
        GC.KeepAlive(rows.Storage.Guard);
    }

    public override void LogOdds(in View x, in View labels, in View d, in View norms)
    {
        var rows = DenseRows(x);
        var job = new LogOddsJob { X = new(rows), Labels = labels, Odds = d.Data<float>(), Norms = norms.Data<float>() };
        Workers.ForWide(job.X.Chunks, ref job);
        GC.KeepAlive(rows.Storage.Guard);
    }

    public override void LogOddsGrad(in View x, in View labels, in View norms, in View dd, in View dx)
    {
        var rows = DenseRows(x);
        var job = new LogOddsGradJob
        {
            X = new(rows),
            Dx = new(dx),
            Labels = labels,
            Norms = norms.Data<float>(),
            Odds = dd.Data<float>(),
            OddsStep = (nint)dd.Strides[0],
        };
        Workers.ForWide(job.X.Chunks, ref job);
        GC.KeepAlive(rows.Storage.Guard);
    }

    /// <summary>(…, C) as (N, C) with dense rows, copied where strides force it.</summary>
    private View DenseRows(in View v)
    {
        if (v.Strides[v.Shape.Rank - 1] == 1 || v.Shape[^1] == 1)
            return Flat(v);
        var copy = Tensor.Result(v.Shape, DType.F32).View;
        Copy(v, copy);
        return Flat(copy);
    }
}
