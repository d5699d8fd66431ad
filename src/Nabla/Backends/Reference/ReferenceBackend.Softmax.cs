namespace Nabla.Backends.Reference;

internal partial class ReferenceBackend
{
    public override void LogSoftmax(in View x, in View y)
    {
        int last = x.Shape.Rank - 1, count = x.Shape[last];
        for (var i = new Indices(x.Shape.With(last, Math.Min(1, count))); i.Next();)
        {
            double max = double.NegativeInfinity, sum = 0;
            for (int c = 0; c < count; c++)
                max = Math.Max(max, Elements.Get(x, i.At(x) + c * x.Strides[last]));
            for (int c = 0; c < count; c++)
                sum += Math.Exp(Elements.Get(x, i.At(x) + c * x.Strides[last]) - max);
            double log = max + Math.Log(sum);
            for (int c = 0; c < count; c++)
                Elements.Set(y, i.At(y) + c * y.Strides[last], Elements.Get(x, i.At(x) + c * x.Strides[last]) - log);
        }
    }

    public override void LogSoftmaxGrad(in View y, in View dy, in View dx)
    {
        int last = y.Shape.Rank - 1, count = y.Shape[last];
        for (var i = new Indices(y.Shape.With(last, Math.Min(1, count))); i.Next();)
        {
            double sum = 0;
            for (int c = 0; c < count; c++)
                sum += Elements.Get(dy, i.At(dy) + c * dy.Strides[last]);
            for (int c = 0; c < count; c++)
                Elements.Set(dx, i.At(dx) + c * dx.Strides[last],
                    Elements.Get(dy, i.At(dy) + c * dy.Strides[last]) - Math.Exp(Elements.Get(y, i.At(y) + c * y.Strides[last])) * sum);
        }
    }

    public override void PickLabels(in View y, in View labels, in View losses)
    {
        for (var i = new Indices(losses.Shape); i.Next();)
            Elements.Set(losses, i.At(losses), -Elements.Get(y, i[0] * y.Strides[0] + (long)Elements.Get(labels, i.At(labels)) * y.Strides[1]));
    }

    public override void CrossEntropyGrad(in View y, in View labels, in View dlosses, in View dx)
    {
        for (var i = new Indices(dx.Shape); i.Next();)
        {
            double hit = Elements.Get(labels, i[0] * labels.Strides[0]) == i[1] ? 1 : 0;
            Elements.Set(dx, i.At(dx), (Math.Exp(Elements.Get(y, i.At(y))) - hit) * Elements.Get(dlosses, i[0] * dlosses.Strides[0]));
        }
    }
}
