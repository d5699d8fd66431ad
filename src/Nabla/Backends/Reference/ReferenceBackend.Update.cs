namespace Nabla.Backends.Reference;

internal partial class ReferenceBackend
{
    public override void Sgd(in View parameter, in View gradient, View? velocity, in SgdRule rule)
    {
        for (var i = new Indices(parameter.Shape); i.Next();)
        {
            double theta = Elements.Get(parameter, i.At(parameter));
            double d = Elements.Get(gradient, i.At(gradient)) + rule.Decay * theta;
            if (velocity is { } v)
            {
                double moved = rule.Momentum * Elements.Get(v, i.At(v)) + d;
                Elements.Set(v, i.At(v), moved);
                d = rule.Nesterov ? d + rule.Momentum * moved : moved;
            }

            Elements.Set(parameter, i.At(parameter), theta - rule.Rate * d);
        }
    }

    public override void Adam(in View parameter, in View gradient, in View first, in View second, in AdamRule rule)
    {
        for (var i = new Indices(parameter.Shape); i.Next();)
        {
            double theta = Elements.Get(parameter, i.At(parameter));
            double d = Elements.Get(gradient, i.At(gradient)) + rule.Decay * theta;
            double m = rule.Beta1 * Elements.Get(first, i.At(first)) + (1 - rule.Beta1) * d;
            double v = rule.Beta2 * Elements.Get(second, i.At(second)) + (1 - rule.Beta2) * d * d;
            Elements.Set(first, i.At(first), m);
            Elements.Set(second, i.At(second), v);
            Elements.Set(parameter, i.At(parameter), theta - rule.StepSize * m / (Math.Sqrt(v) * rule.RootScale + rule.Epsilon));
        }
    }

    public override double SumOfSquares(in View x)
    {
        double sum = 0;
        for (var i = new Indices(x.Shape); i.Next();)
            sum += Elements.Get(x, i.At(x)) * Elements.Get(x, i.At(x));
        return sum;
    }
}
