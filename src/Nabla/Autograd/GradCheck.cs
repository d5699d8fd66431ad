namespace Nabla;

/// <summary>Compares backward with central differences in float64.</summary>
public static class GradCheck
{
    /// <summary>The largest difference between the analytic and the numeric gradient of Σ w·f(x), over max(1, largest gradient).</summary>
    /// <remarks>f may give a tensor of any shape: w, one weight for each of its elements, is a fixed ramp, so that errors cannot cancel by symmetry. Numeric: (f(x+h) − f(x−h)) / 2h, h = <paramref name="step"/>.</remarks>
    public static double Error(Func<Tensor[], Tensor> f, (Shape Shape, double[] Values)[] inputs, double step = 1e-6)
    {
        double worst = 0;
        var analytic = Analytic(f, inputs);
        for (int k = 0; k < inputs.Length; k++)
        {
            double scale = 1;
            foreach (double g in analytic[k])
                scale = Math.Max(scale, Math.Abs(g));
            var values = inputs[k].Values;
            for (int i = 0; i < values.Length; i++)
            {
                double x = values[i];
                values[i] = x + step;
                double up = Value(f, inputs);
                values[i] = x - step;
                double down = Value(f, inputs);
                values[i] = x;
                double error = Math.Abs((up - down) / (2 * step) - analytic[k][i]) / scale;
                worst = double.IsNaN(error) ? double.NaN : Math.Max(worst, error);
            }
        }

        return worst;
    }

    private static double[][] Analytic(Func<Tensor[], Tensor> f, (Shape Shape, double[] Values)[] inputs)
    {
        using var tape = Tape.Start();
        var x = Tensors(inputs);
        foreach (var t in x)
            tape.Watch(t);
        var g = tape.Backward(Weigh(f(x)));
        return Array.ConvertAll(x, t => g.Has(t) ? g[t].ToArray<double>() : new double[t.Shape.Count]);   // not depended on: 0
    }

    private static double Value(Func<Tensor[], Tensor> f, (Shape Shape, double[] Values)[] inputs)
    {
        using var tape = Tape.Start();                  // the random draws of the analytic run
        return Weigh(f(Tensors(inputs))).Item();
    }

    private static Tensor[] Tensors((Shape Shape, double[] Values)[] inputs) =>
        Array.ConvertAll(inputs, i => Tensor.Of<double>(i.Values, i.Shape));

    private static Tensor Weigh(Tensor y)
    {
        var w = new double[y.Shape.Count];
        for (int i = 0; i < w.Length; i++)
            w[i] = 0.5 + i % 7 * 0.25;
        return (y * Tensor.Of<double>(w, y.Shape)).Sum();
    }
}
