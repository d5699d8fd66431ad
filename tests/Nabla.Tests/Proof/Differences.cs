namespace Nabla.Tests.Proof;

/// <summary>Central differences of a row's weighed output in float64, apart from the library's own <see cref="GradCheck"/>.</summary>
internal static class Differences
{
    internal const double Tolerance = 1e-7;

    private const double Step = 1e-6;

    /// <summary>(L(x + h) − L(x − h)) / 2h for each element of one input.</summary>
    internal static double[] Of(Op op, Input[] inputs, int input)
    {
        var x = inputs[input].Values;
        var g = new double[x.Length];
        for (int i = 0; i < g.Length; i++)
        {
            double at = x[i];
            x[i] = at + Step;
            double up = Run.Loss(op, inputs);
            x[i] = at - Step;
            double down = Run.Loss(op, inputs);
            x[i] = at;
            g[i] = (up - down) / (2 * Step);
        }

        return g;
    }

    /// <summary>The largest difference over max(1, the largest gradient).</summary>
    internal static double Error(double[] analytic, double[] numeric)
    {
        double scale = analytic.Select(Math.Abs).Append(1).Max();
        return analytic.Zip(numeric, (a, n) => Math.Abs(a - n) / scale).Append(0).Max();
    }
}
