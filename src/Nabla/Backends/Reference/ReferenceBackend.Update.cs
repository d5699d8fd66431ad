namespace Nabla.Backends.Reference;

internal partial class ReferenceBackend
{
    public override void Update(UpdateRule rule, in View gradient, in View theta, View? a = null, View? b = null, View? c = null)
    {
        for (var i = new Indices(theta.Shape); i.Next();)
        {
            double t = Elements.Get(theta, i.At(theta)), x = Get(a, i), y = Get(b, i), z = Get(c, i);
            rule.Step(Elements.Get(gradient, i.At(gradient)), ref t, ref x, ref y, ref z);
            Elements.Set(theta, i.At(theta), t);
            Set(a, i, x);
            Set(b, i, y);
            Set(c, i, z);
        }

        static double Get(View? s, in Indices i) => s is { } v ? Elements.Get(v, i.At(v)) : 0;

        static void Set(View? s, in Indices i, double value)
        {
            if (s is { } v)
                Elements.Set(v, i.At(v), value);
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
