namespace Nabla.Backends.Reference;

internal partial class ReferenceBackend
{
    public override void CumSum(in View x, int axis, in View y) => Accumulate("cumsum", x, axis, y, static (a, b) => a + b, static (a, b) => (Int128)a + b);

    public override void CumProd(in View x, int axis, in View y) => Accumulate("cumprod", x, axis, y, static (a, b) => a * b, static (a, b) => (Int128)a * b);

    public override void CumProdGrad(in View x, in View y, in View dy, int axis, in View dx)
    {
        var lines = new Lines(x.Shape, axis);
        for (int l = 0; l < lines.Count; l++)
        {
            long px = lines.Start(x, l), py = lines.Start(y, l), pdy = lines.Start(dy, l), pdx = lines.Start(dx, l);
            double rest = 0;                                                // Σ dy[j] · x[k + 1] ⋯ x[j] over j ≥ k
            for (int k = x.Shape[axis] - 1; k >= 0; k--)
            {
                rest = Elements.Get(dy, pdy + k * dy.Strides[axis]) + rest * (k + 1 < x.Shape[axis] ? Elements.Get(x, px + (k + 1) * x.Strides[axis]) : 0);
                Elements.Set(dx, pdx + k * dx.Strides[axis], rest * (k == 0 ? 1 : Elements.Get(y, py + (k - 1) * y.Strides[axis])));
            }
        }
    }

    public override void ArgSort(in View x, int axis, bool descending, in View y)
    {
        var lines = new Lines(x.Shape, axis);
        var order = new int[x.Shape[axis]];
        var view = x;
        long stride = x.Strides[axis];
        for (int l = 0; l < lines.Count; l++)
        {
            long start = lines.Start(x, l), to = lines.Start(y, l);
            for (int k = 0; k < order.Length; k++)
                order[k] = k;
            Array.Sort(order, (i, j) =>
            {
                int c = Compare(view, start + i * stride, start + j * stride);
                return c == 0 ? i.CompareTo(j) : descending ? -c : c;
            });
            for (int k = 0; k < order.Length; k++)
                Elements.SetInteger(y, to + k * y.Strides[axis], order[k]);
        }
    }

    private static void Accumulate(string op, in View x, int axis, in View y, Func<double, double, double> f, Func<long, long, Int128> exact)
    {
        var lines = new Lines(x.Shape, axis);
        for (int l = 0; l < lines.Count; l++)
        {
            long from = lines.Start(x, l), to = lines.Start(y, l);
            double total = 0;
            Int128 integer = 0;
            for (int k = 0; k < x.Shape[axis]; k++, from += x.Strides[axis], to += y.Strides[axis])
            {
                if (y.DType.IsFloat())
                {
                    Elements.Set(y, to, total = k == 0 ? Elements.Get(x, from) : f(total, Elements.Get(x, from)));
                    continue;
                }

                integer = k == 0 ? Elements.GetInteger(x, from) : exact((long)integer, Elements.GetInteger(x, from));
                if (integer < long.MinValue || integer > long.MaxValue)
                    throw new RangeException(op, $"a result of {x.DType} elements along axis {axis} of shape {x.Shape} exceeds I64. Convert with To(DType.F64) first.");
                Elements.SetInteger(y, to, (long)integer);
            }
        }
    }

    // By value; NaN is larger than every number and equal to itself.
    private static int Compare(in View x, long i, long j)
    {
        if (!x.DType.IsFloat())
            return Elements.GetInteger(x, i).CompareTo(Elements.GetInteger(x, j));
        double p = Elements.Get(x, i), q = Elements.Get(x, j);
        return double.IsNaN(p) || double.IsNaN(q) ? double.IsNaN(p).CompareTo(double.IsNaN(q)) : p.CompareTo(q);
    }
}
