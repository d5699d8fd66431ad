namespace Nabla.Backends.Reference;

internal partial class ReferenceBackend
{
    public override void Linear(in View x, in View w, View? bias, in View y)
    {
        int last = y.Shape.Rank - 1;
        for (var i = new Indices(y.Shape); i.Next();)
        {
            // The index runs over y: step back from its output to the row of x.
            long o = i[last], row = i.At(x) - o * x.Strides[last];
            double sum = bias is { } b ? Elements.Get(b, o * b.Strides[0]) : 0;
            for (int k = 0; k < w.Shape[1]; k++)
                sum += Elements.Get(x, row + k * x.Strides[last]) * Elements.Get(w, o * w.Strides[0] + k * w.Strides[1]);
            Elements.Set(y, i.At(y), sum);
        }
    }

    public override void LinearGradInput(in View dy, in View w, in View dx)
    {
        int last = dx.Shape.Rank - 1;
        for (var i = new Indices(dx.Shape); i.Next();)
        {
            long row = i.At(dy) - i[last] * dy.Strides[last];
            double sum = 0;
            for (int o = 0; o < w.Shape[0]; o++)
                sum += Elements.Get(dy, row + o * dy.Strides[last]) * Elements.Get(w, o * w.Strides[0] + i[last] * w.Strides[1]);
            Elements.Set(dx, i.At(dx), sum);
        }
    }

    public override void LinearGradWeight(in View x, in View dy, in View dw)
    {
        int last = x.Shape.Rank - 1;
        for (var i = new Indices(dw.Shape); i.Next();)
        {
            double sum = 0;
            for (var row = new Indices(x.Shape.With(last, 1)); row.Next();)
                sum += Elements.Get(dy, row.At(dy) + i[0] * dy.Strides[last]) * Elements.Get(x, row.At(x) + i[1] * x.Strides[last]);
            Elements.Set(dw, i.At(dw), sum);
        }
    }

    public override void LinearGradBias(in View dy, in View db)
    {
        int last = dy.Shape.Rank - 1;
        for (var i = new Indices(db.Shape); i.Next();)
        {
            double sum = 0;
            for (var row = new Indices(dy.Shape.With(last, 1)); row.Next();)
                sum += Elements.Get(dy, row.At(dy) + i[0] * dy.Strides[last]);
            Elements.Set(db, i.At(db), sum);
        }
    }
}
