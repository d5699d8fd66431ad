namespace Nabla.Backends.Reference;

internal partial class ReferenceBackend
{
    public override void ChannelMoments(in View x, in View mean, in View variance)
    {
        double count = (double)x.Shape.Count / Math.Max(1, mean.Shape.Count);
        var sums = new double[mean.Shape.Count];
        for (var i = new Indices(x.Shape); i.Next();)
            sums[Group(i, x, mean)] += Elements.Get(x, i.At(x));
        for (int k = 0; k < sums.Length; k++)
            sums[k] /= count;                                      // after the sum: of equal elements it is exactly they
        var squares = new double[sums.Length];
        for (var i = new Indices(x.Shape); i.Next();)
            squares[Group(i, x, mean)] += Math.Pow(Elements.Get(x, i.At(x)) - sums[Group(i, x, mean)], 2) / count;
        for (int k = 0; k < sums.Length; k++)
        {
            Elements.Set(mean, k, sums[k]);
            Elements.Set(variance, k, squares[k]);
        }
    }

    public override void ChannelNorm(in View x, in View mean, in View variance, View? weight, View? bias, double epsilon, View? shortcut, bool relu, in View y)
    {
        for (var i = new Indices(x.Shape); i.Next();)
        {
            double normed = Normal(i, x, mean, variance, epsilon) * Of(weight, i[1], 1) + Of(bias, i[1], 0);
            if (shortcut is { } s)
                normed += Elements.Get(s, i.At(s));
            Elements.Set(y, i.At(y), relu ? Pointwise.Relu.F(normed) : normed);
        }
    }

    public override void ChannelNormGrad(
        in View x, in View mean, in View variance, View? weight, View? bias, double epsilon, bool fixedStatistics, bool relu, in View dy, View? dx, View? dweight, View? dbias)
    {
        double count = (double)x.Shape.Count / Math.Max(1, mean.Shape.Count);
        double[] dw = new double[x.Shape[1]], db = new double[x.Shape[1]], g = new double[mean.Shape.Count], gx = new double[mean.Shape.Count];
        for (var i = new Indices(x.Shape); i.Next();)
        {
            double normal = Normal(i, x, mean, variance, epsilon), d = Passed(i, dy, normal, weight, bias, relu);
            dw[i[1]] += d * normal;
            db[i[1]] += d;
            g[Group(i, x, mean)] += d * Of(weight, i[1], 1) / count;
            gx[Group(i, x, mean)] += d * Of(weight, i[1], 1) * normal / count;
        }

        for (int c = 0; c < x.Shape[1]; c++)
        {
            if (dweight is { } w)
                Elements.Set(w, c * w.Strides[0], dw[c]);
            if (dbias is { } b)
                Elements.Set(b, c * b.Strides[0], db[c]);
        }

        if (dx is not { } to)
            return;
        for (var i = new Indices(x.Shape); i.Next();)
        {
            long k = Group(i, x, mean);
            double normal = Normal(i, x, mean, variance, epsilon), d = Passed(i, dy, normal, weight, bias, relu) * Of(weight, i[1], 1);
            if (!fixedStatistics)
                d -= g[k] + normal * gx[k];
            Elements.Set(to, i.At(to), d / Math.Sqrt(Elements.Get(variance, k) + epsilon));
        }
    }

    private static double Normal(in Indices i, in View x, in View mean, in View variance, double epsilon)
    {
        long k = Group(i, x, mean);
        return (Elements.Get(x, i.At(x)) - Elements.Get(mean, k)) / Math.Sqrt(Elements.Get(variance, k) + epsilon);
    }

    /// <summary>dy where nothing stops it.</summary>
    private static double Passed(in Indices i, in View dy, double normal, View? weight, View? bias, bool relu) =>
        !relu || normal * Of(weight, i[1], 1) + Of(bias, i[1], 0) > 0 ? Elements.Get(dy, i.At(dy)) : 0;

    /// <summary>The place in the row-major statistics (1 or N, G) of an element of x (N, C, …).</summary>
    private static long Group(in Indices i, in View x, in View statistics)
    {
        int groups = statistics.Shape[1];
        return (statistics.Shape[0] == 1 ? 0 : i[0]) * groups + i[1] / (x.Shape[1] / groups);
    }

    private static double Of(View? v, long i, double otherwise) => v is { } w ? Elements.Get(w, i * w.Strides[0]) : otherwise;
}
