using Nabla.Backends.Reference;

namespace Nabla.Backends.Cpu;

/// <summary>Sums over any axes.</summary>
internal sealed unsafe partial class CpuBackend
{
    public override void Sum(in View x, in View y)
    {
        int last = x.Shape.Rank - 1;
        if (last < 0)
        {
            base.Sum(x, y);
            return;
        }

        double[] total = new double[y.Shape.Count];
        var slots = y.As(y.Shape, Strides.RowMajor(y.Shape), 0).Expand(x.Shape);
        long step = x.Strides[last], slot = slots.Strides[last];
        for (var i = new Indices(x.Shape.With(last, Math.Min(1, x.Shape[last]))); i.Next();)
        {
            float* p = x.Data<float>() + i.At(x);
            long s = i.At(slots);
            for (long k = 0; k < x.Shape[last]; k++)
                total[s + k * slot] += p[k * step];
        }

        int n = 0;
        for (var i = new Indices(y.Shape); i.Next();)
            Elements.Set(y, i.At(y), total[n++]);
    }
}
