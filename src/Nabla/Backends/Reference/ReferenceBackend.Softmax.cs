namespace Nabla.Backends.Reference;

internal partial class ReferenceBackend
{
    public override void LogSoftmax(in View x, in View y) => Shifted(x, y, static (d, sum) => d - Math.Log(sum));

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

    public override void Softmax(in View x, in View y) => Shifted(x, y, static (d, sum) => Math.Exp(d) / sum);

    /// <summary>y = f(x − max x, Σ exp (x − max x)) over the last dimension.</summary>
    private static void Shifted(in View x, in View y, Func<double, double, double> f)
    {
        int last = x.Shape.Rank - 1, count = x.Shape[last];
        for (var i = new Indices(x.Shape.With(last, Math.Min(1, count))); i.Next();)
        {
            double max = double.NegativeInfinity, sum = 0;
            for (int c = 0; c < count; c++)
                max = Math.Max(max, Elements.Get(x, i.At(x) + c * x.Strides[last]));
            for (int c = 0; c < count; c++)
                sum += Math.Exp(Elements.Get(x, i.At(x) + c * x.Strides[last]) - max);
            for (int c = 0; c < count; c++)
                Elements.Set(y, i.At(y) + c * y.Strides[last], f(Elements.Get(x, i.At(x) + c * x.Strides[last]) - max, sum));
        }
    }

    public override void SoftmaxGrad(in View y, in View dy, in View dx)
    {
        int last = y.Shape.Rank - 1, count = y.Shape[last];
        for (var i = new Indices(y.Shape.With(last, Math.Min(1, count))); i.Next();)
        {
            double sum = 0;
            for (int c = 0; c < count; c++)
                sum += Elements.Get(y, i.At(y) + c * y.Strides[last]) * Elements.Get(dy, i.At(dy) + c * dy.Strides[last]);
            for (int c = 0; c < count; c++)
                Elements.Set(dx, i.At(dx) + c * dx.Strides[last],
                    Elements.Get(y, i.At(y) + c * y.Strides[last]) * (Elements.Get(dy, i.At(dy) + c * dy.Strides[last]) - sum));
        }
    }

    public override void CrossEntropy(in View x, in View labels, in View losses, in View norms)
    {
        for (var i = new Indices(losses.Shape); i.Next();)
        {
            long row = i[0] * x.Strides[0];
            double max = double.NegativeInfinity, sum = 0;
            for (int c = 0; c < x.Shape[1]; c++)
                max = Math.Max(max, Elements.Get(x, row + c * x.Strides[1]));
            for (int c = 0; c < x.Shape[1]; c++)
                sum += Math.Exp(Elements.Get(x, row + c * x.Strides[1]) - max);
            Elements.Set(norms, i[0] * norms.Strides[0], max);
            Elements.Set(norms, i[0] * norms.Strides[0] + norms.Strides[1], Math.Log(sum));
            Elements.Set(losses, i.At(losses), Math.Log(sum) - (Elements.Get(x, row + Elements.GetInteger(labels, i.At(labels)) * x.Strides[1]) - max));
        }
    }

    public override void CrossEntropyGrad(in View x, in View labels, in View norms, in View dlosses, in View dx)
    {
        for (var i = new Indices(dx.Shape); i.Next();)
        {
            double max = Elements.Get(norms, i[0] * norms.Strides[0]), log = Elements.Get(norms, i[0] * norms.Strides[0] + norms.Strides[1]);
            double hit = Elements.GetInteger(labels, i[0] * labels.Strides[0]) == i[1] ? 1 : 0;
            Elements.Set(dx, i.At(dx), (Math.Exp(Elements.Get(x, i.At(x)) - max - log) - hit) * Elements.Get(dlosses, i[0] * dlosses.Strides[0]));
        }
    }

    public override void LogOdds(in View x, in View labels, in View d, in View norms)
    {
        for (var i = new Indices(d.Shape); i.Next();)
        {
            long row = i[0] * x.Strides[0], label = Elements.GetInteger(labels, i.At(labels));
            double max = double.NegativeInfinity, sum = 0;
            for (int c = 0; c < x.Shape[1]; c++)
                if (c != label)
                    max = Math.Max(max, Elements.Get(x, row + c * x.Strides[1]));
            for (int c = 0; c < x.Shape[1]; c++)
                if (c != label && max > double.NegativeInfinity)
                    sum += Math.Exp(Elements.Get(x, row + c * x.Strides[1]) - max);
            double log = double.IsNaN(max) ? max : Math.Log(sum);
            Elements.Set(norms, i[0] * norms.Strides[0], max);
            Elements.Set(norms, i[0] * norms.Strides[0] + norms.Strides[1], log);
            Elements.Set(d, i.At(d), log + (max - Elements.Get(x, row + label * x.Strides[1])));
        }
    }

    public override void LogOddsGrad(in View x, in View labels, in View norms, in View dd, in View dx)
    {
        for (var i = new Indices(dx.Shape); i.Next();)
        {
            double max = Elements.Get(norms, i[0] * norms.Strides[0]), log = Elements.Get(norms, i[0] * norms.Strides[0] + norms.Strides[1]), d = Elements.Get(dd, i[0] * dd.Strides[0]);
            bool hit = Elements.GetInteger(labels, i[0] * labels.Strides[0]) == i[1];
            Elements.Set(dx, i.At(dx), hit ? -d : double.IsNegativeInfinity(max) ? 0 : Math.Exp(Elements.Get(x, i.At(x)) - max - log) * d);
        }
    }
}
