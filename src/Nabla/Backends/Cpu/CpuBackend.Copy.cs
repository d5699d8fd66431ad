using Nabla.Backends.Reference;

namespace Nabla.Backends.Cpu;

/// <summary>Copies between layouts, and filling.</summary>
internal sealed unsafe partial class CpuBackend
{
    public override void Copy(in View x, in View y)
    {
        int last = y.Shape.Rank - 1;
        if (x.DType != DType.F32 || y.DType != DType.F32 || last < 0)
        {
            base.Copy(x, y);
            return;
        }

        long from = x.Strides[last], to = y.Strides[last];
        for (var i = new Indices(y.Shape.With(last, Math.Min(1, y.Shape[last]))); i.Next();)
        {
            float* px = x.Data<float>() + i.At(x), py = y.Data<float>() + i.At(y);
            for (long k = 0; k < y.Shape[last]; k++)
                py[k * to] = px[k * from];
        }
    }

    public override void Fill(in View y, double value)
    {
        if (!y.IsDense)
        {
            base.Fill(y, value);
            return;
        }

        float* p = y.Data<float>();
        for (long i = 0; i < y.Shape.Count; i++)
            p[i] = (float)value;
    }
}
