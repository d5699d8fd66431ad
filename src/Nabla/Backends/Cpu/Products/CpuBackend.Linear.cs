namespace Nabla.Backends.Cpu;

/// <summary>The affine map and its gradients: all dimensions but the last are one dimension of rows.</summary>
internal sealed unsafe partial class CpuBackend
{
    public override void Linear(in View x, in View w, View? bias, in View y)
    {
        if (!y.IsContiguous || (bias is { } b && b.Strides[0] != 1))
        {
            base.Linear(x, w, bias, y);
            return;
        }

        var a = Flat(x);
        if (y.Shape.Count > 0)
            Multiply(new(a), new Matrix(w).T, bias is { } v ? v.Data<float>() : null, new(Flat(y)), w.Storage);
        GC.KeepAlive(a.Storage.Guard);
    }

    public override void LinearGradInput(in View dy, in View w, in View dx)
    {
        if (!dx.IsContiguous)
        {
            base.LinearGradInput(dy, w, dx);
            return;
        }

        var a = Flat(dy);
        if (dx.Shape.Count > 0)
            Multiply(new(a), new(w), null, new(Flat(dx)));
        GC.KeepAlive(a.Storage.Guard);
    }

    public override void LinearGradWeight(in View x, in View dy, in View dw)
    {
        if (!dw.IsContiguous)
        {
            base.LinearGradWeight(x, dy, dw);
            return;
        }

        View a = Flat(dy), b = Flat(x);
        if (dw.Shape.Count > 0)
            Multiply(new Matrix(a).T, new(b), null, new(dw));
        GC.KeepAlive(a.Storage.Guard);
        GC.KeepAlive(b.Storage.Guard);
    }

    public override void LinearGradBias(in View dy, in View db)
    {
        var kept = dy.Shape;
        Strides strides = default;
        for (int i = 0; i < kept.Rank - 1; i++)
            kept = kept.With(i, 1);
        strides[kept.Rank - 1] = db.Strides[0];
        Sum(dy, db.As(kept, strides, db.Offset));
    }

    /// <summary>(…, C) as (N, C), copied where strides force it.</summary>
    private View Flat(in View v)
    {
        Shape shape = v.Shape;
        long rows = 1;
        for (int i = 0; i < shape.Rank - 1; i++)
            rows *= shape[i];
        Shape flat = [checked((int)rows), shape[^1]];
        if (v.TryReshape(flat, out var matrix))
            return matrix;
        var copy = Tensor.Result(shape, DType.F32).View;
        Copy(v, copy);
        copy.TryReshape(flat, out matrix);
        return matrix;
    }
}
