namespace Nabla.Backends.Reference;

internal partial class ReferenceBackend
{
    public override void Max(in View x, in View y) => Extreme(x, y, 1);

    public override void Min(in View x, in View y) => Extreme(x, y, -1);

    public override void ArgMax(in View x, int axis, in View y) => ArgExtreme(x, axis, y, 1);

    public override void ArgMin(in View x, int axis, in View y) => ArgExtreme(x, axis, y, -1);

    private static void Extreme(in View x, in View y, int sign)
    {
        var best = new long[y.Shape.Count];                                 // where the best so far is in x
        Array.Fill(best, -1);
        var slots = y.As(y.Shape, Strides.RowMajor(y.Shape), 0);
        for (var i = new Indices(x.Shape); i.Next();)
        {
            ref long b = ref best[i.At(slots.Expand(x.Shape))];
            if (b < 0 || Beats(x, i.At(x), b, sign))
                b = i.At(x);
        }

        for (var i = new Indices(y.Shape); i.Next();)
            Elements.Copy(x, best[i.At(slots)], y, i.At(y));
    }

    private static void ArgExtreme(in View x, int axis, in View y, int sign)
    {
        long n = 0;
        for (var i = new Indices(x.Shape.With(axis, Math.Min(1, x.Shape[axis]))); i.Next(); n++)
        {
            long start = i.At(x), best = 0;
            for (long k = 1; k < x.Shape[axis]; k++)
                if (Beats(x, start + k * x.Strides[axis], start + best * x.Strides[axis], sign))
                    best = k;
            Elements.SetInteger(y, n, best);                                // y is row-major, in the order of the loop
        }
    }

    // Whether element a is strictly larger (sign 1) or smaller (−1) than b; NaN beats every number.
    private static bool Beats(in View x, long a, long b, int sign)
    {
        if (!x.DType.IsFloat())
            return Elements.GetInteger(x, a).CompareTo(Elements.GetInteger(x, b)) * sign > 0;
        double p = Elements.Get(x, a), q = Elements.Get(x, b);
        return p * sign > q * sign || (double.IsNaN(p) && !double.IsNaN(q));
    }
}
