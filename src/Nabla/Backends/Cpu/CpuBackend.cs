using Nabla.Backends.Reference;

namespace Nabla.Backends.Cpu;

/// <summary>SIMD and multi-threaded kernels for F32; what has none yet runs the Reference loops.</summary>
internal sealed unsafe partial class CpuBackend : ReferenceBackend
{
    public override void MatMul(in View a, in View b, in View c)
    {
        int m = c.Shape.Rank - 2, n = c.Shape.Rank - 1;
        if (c.Strides[n] != 1 && c.Shape[n] != 1)
        {
            base.MatMul(a, b, c);
            return;
        }

        var outer = c.Shape;
        for (int i = m; i <= n; i++)
            outer = outer.With(i, Math.Min(1, outer[i]));
        for (var i = new Indices(outer); i.Next();)
            Multiply(new(a, i.At(a)), new(b, i.At(b)), null, new(c, i.At(c)));
    }
}
