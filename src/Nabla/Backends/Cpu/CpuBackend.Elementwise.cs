using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Nabla.Backends.Reference;

namespace Nabla.Backends.Cpu;

/// <summary>Element-wise loops over plain pointers: one run where layouts agree, one per innermost row elsewhere.</summary>
internal sealed unsafe partial class CpuBackend
{
    public override void Unary(Pointwise f, in View x, in View y)
    {
        if (!SameDense(x, y))
        {
            base.Unary(f, x, y);
            return;
        }

        float* from = x.Data<float>(), to = y.Data<float>();
        long n = y.Shape.Count, whole = n & ~7L;
        for (long i = 0; i < whole; i += 8)
            f.Simd(Vector256.Load(from + i)).Store(to + i);
        if (whole == n)
            return;
        // The tail runs the same instructions, so that a value does not depend on its place.
        float* tail = stackalloc float[8];
        new Span<float>(tail, 8).Clear();
        new ReadOnlySpan<float>(from + whole, (int)(n - whole)).CopyTo(new Span<float>(tail, 8));
        f.Simd(Vector256.Load(tail)).Store(tail);
        new ReadOnlySpan<float>(tail, (int)(n - whole)).CopyTo(new Span<float>(to + whole, (int)(n - whole)));
    }

    public override void UnaryGrad(Pointwise f, in View x, in View y, in View dy, in View dx)
    {
        if (!SameDense(x, dx) || !SameDense(y, dx))
        {
            base.UnaryGrad(f, x, y, dy, dx);
            return;
        }

        float* px = x.Data<float>(), py = y.Data<float>(), pdx = dx.Data<float>();
        if (!SameDense(dy, dx))
        {
            Copy(dy, dx);                               // dx holds dy, in its own layout, until it is scaled
            for (long i = 0; i < dx.Shape.Count; i++)
                pdx[i] = (float)(pdx[i] * f.DF(px[i], py[i]));
            return;
        }

        float* pdy = dy.Data<float>();
        for (long i = 0; i < dx.Shape.Count; i++)
            pdx[i] = (float)(pdy[i] * f.DF(px[i], py[i]));
    }

    public override void Binary(BinaryOp f, in View a, in View b, in View c)
    {
        if (SameDense(a, c) && SameDense(b, c))
        {
            Row(f, a.Data<float>(), 1, b.Data<float>(), 1, c.Data<float>(), 1, c.Shape.Count);
            return;
        }

        int last = c.Shape.Rank - 1;
        if (last < 0)
        {
            Row(f, a.Data<float>(), 0, b.Data<float>(), 0, c.Data<float>(), 0, 1);
            return;
        }

        for (var i = new Indices(c.Shape.With(last, Math.Min(1, c.Shape[last]))); i.Next();)
            Row(f, a.Data<float>() + i.At(a), a.Strides[last], b.Data<float>() + i.At(b), b.Strides[last], c.Data<float>() + i.At(c), c.Strides[last], c.Shape[last]);
    }

    /// <summary>True when both fill memory once, in the same order.</summary>
    private static bool SameDense(in View a, in View b) => a.Shape == b.Shape && b.IsDense && a.HasStrides(b.Strides);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row(BinaryOp f, float* a, long da, float* b, long db, float* c, long dc, long n)
    {
        switch (f)
        {
            case BinaryOp.Add:
                for (long i = 0; i < n; i++)
                    c[i * dc] = a[i * da] + b[i * db];
                break;
            case BinaryOp.Sub:
                for (long i = 0; i < n; i++)
                    c[i * dc] = a[i * da] - b[i * db];
                break;
            case BinaryOp.Mul:
                for (long i = 0; i < n; i++)
                    c[i * dc] = a[i * da] * b[i * db];
                break;
            default:
                for (long i = 0; i < n; i++)
                    c[i * dc] = a[i * da] / b[i * db];
                break;
        }
    }
}
