namespace Nabla.Backends.Reference;

/// <summary>Naive float64 loops over logical indices: the specification that every other backend is held to.</summary>
internal partial class ReferenceBackend : Backend
{
    public override void Unary(Pointwise f, in View x, in View y)
    {
        for (var i = new Indices(y.Shape); i.Next();)
            Elements.Set(y, i.At(y), f.F(Elements.Get(x, i.At(x))));
    }

    public override void UnaryGrad(Pointwise f, in View x, in View y, in View dy, in View dx)
    {
        for (var i = new Indices(dx.Shape); i.Next();)
            Elements.Set(dx, i.At(dx), Elements.Get(dy, i.At(dy)) * f.DF(Elements.Get(x, i.At(x)), Elements.Get(y, i.At(y))));
    }

    public override void Binary(PointwiseBinary f, in View a, in View b, in View c)
    {
        bool integers = f.Exact is not null && c.DType.IsInteger();
        for (var i = new Indices(c.Shape); i.Next();)
            if (integers)
                Elements.SetExact(f.Name, c, i.At(c), f.Exact!(Elements.GetInteger(a, i.At(a)), Elements.GetInteger(b, i.At(b))));
            else
                Elements.Set(c, i.At(c), f.F(Elements.Get(a, i.At(a)), Elements.Get(b, i.At(b))));
    }

    public override void Compare(Comparison f, in View a, in View b, in View c)
    {
        bool integers = Elements.IsInteger(a.DType);
        for (var i = new Indices(c.Shape); i.Next();)
        {
            bool holds = integers
                ? f.F(Elements.GetInteger(a, i.At(a)), Elements.GetInteger(b, i.At(b)))
                : f.F(Elements.Get(a, i.At(a)), Elements.Get(b, i.At(b)));
            Elements.SetInteger(c, i.At(c), holds ? 1 : 0);
        }
    }

    public override void Where(in View condition, in View a, in View b, in View y)
    {
        for (var i = new Indices(y.Shape); i.Next();)
        {
            bool first = Elements.Get(condition, i.At(condition)) != 0;
            Elements.Copy(first ? a : b, i.At(first ? a : b), y, i.At(y));
        }
    }

    public override void Copy(in View x, in View y)
    {
        for (var i = new Indices(y.Shape); i.Next();)
            Elements.Copy(x, i.At(x), y, i.At(y));
    }

    public override void Fill(in View y, double value)
    {
        for (var i = new Indices(y.Shape); i.Next();)
            Elements.Set(y, i.At(y), value);
    }

    public override void Sum(in View x, in View y)
    {
        if (!y.DType.IsFloat())
        {
            Count(x, y);
            return;
        }

        var total = new double[y.Shape.Count];
        var slots = y.As(y.Shape, Strides.RowMajor(y.Shape), 0).Expand(x.Shape);
        for (var i = new Indices(x.Shape); i.Next();)
            total[i.At(slots)] += Elements.Get(x, i.At(x));
        int k = 0;
        for (var i = new Indices(y.Shape); i.Next();)
            Elements.Set(y, i.At(y), total[k++]);
    }

    private static void Count(in View x, in View y)
    {
        var total = new long[y.Shape.Count];
        var slots = y.As(y.Shape, Strides.RowMajor(y.Shape), 0);
        for (var i = new Indices(x.Shape); i.Next();)
        {
            ref long t = ref total[i.At(slots.Expand(x.Shape))];
            long v = Elements.GetInteger(x, i.At(x)), sum = unchecked(t + v);
            if (((t ^ sum) & (v ^ sum)) < 0)
                throw new RangeException("sum", $"a sum of {x.DType} elements over shape {x.Shape} exceeds I64. Convert with To(DType.F64) first.");
            t = sum;
        }

        for (var i = new Indices(y.Shape); i.Next();)
            Elements.SetInteger(y, i.At(y), total[i.At(slots)]);
    }

    public override void MatMul(in View a, in View b, in View c)
    {
        int m = c.Shape.Rank - 2, n = c.Shape.Rank - 1, depth = a.Shape[n];
        for (var i = new Indices(c.Shape); i.Next();)
        {
            // The index runs over c: step back from its column in a and from its row in b.
            long row = i.At(a) - i[n] * a.Strides[n], column = i.At(b) - i[m] * b.Strides[m];
            double sum = 0;
            for (int k = 0; k < depth; k++)
                sum += Elements.Get(a, row + k * a.Strides[n]) * Elements.Get(b, column + k * b.Strides[m]);
            Elements.Set(c, i.At(c), sum);
        }
    }
}
