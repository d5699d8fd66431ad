using Nabla.Io;
using Nabla.Nn;
using Nabla.Optim;
using Nabla.Tests;
using Nabla.Tests.Proof;

namespace Nabla.Zoo.Tests;

/// <summary>A model against libtorch's recorded logits, loss, gradients of all parameters, and batch norm's statistics after some steps (a golden trace).</summary>
internal static class ModelTrace
{
    private const double Single = 1e-3;

    /// <summary>Reference in float64 to 1e-8 of each number, Cpu in float32 by ‖Δ‖/‖g‖ ≤ 1e-3 of the logits and of every parameter's gradient.</summary>
    internal static void Check(string file, Func<Module<Tensor, Tensor>> make) => Check(file, make, (m, x) => [m.Forward(x)]);

    /// <summary>The same for a model of several heads: the loss is the first's plus <paramref name="share"/> of each other's.</summary>
    internal static void Check<TModule>(string file, Func<TModule> make, Func<TModule, Tensor, Tensor[]> heads, double share = 0)
        where TModule : Module
    {
        var trace = SafeTensors.Load(Repository.PathOf("tests", "Fixtures", file + ".safetensors"));
        foreach (var (name, found) in Run(trace, make(), DType.F64, steps: 3, heads, share))
            Close.Check(name, found, Doubles(trace[name]), 1e-8, floor: 1e-5);             // a bias before batch norm has gradient 0, found as 1e-14
        var found32 = Run(trace, make(), DType.F32, steps: 1, heads, share);
        AtMost(Single, "logits", found32["logits"], Doubles(trace["logits"]));
        AtMost(Single, "loss", found32["loss"], Doubles(trace["loss"]));
        string[] gradients = [.. found32.Keys.Where(k => k.StartsWith("gradient.", StringComparison.Ordinal))];
        double all = Norm([.. gradients.SelectMany(k => Doubles(trace[k]))]);
        foreach (string name in gradients)                                             // of a bias before batch norm both have rounding alone
            AtMost(Single, name, found32[name], Doubles(trace[name]), floor: 1e-4 * all);
    }

    private static void AtMost(double tolerance, string name, double[] found, double[] expected, double floor = 0)
    {
        double difference = Norm([.. found.Zip(expected, (a, b) => a - b)]) / Math.Max(floor, Norm(expected));
        Assert.True(difference <= tolerance, $"{name}: ‖Δ‖/‖g‖ is {difference:G3}, at most {tolerance} is allowed");
    }

    private static Dictionary<string, double[]> Run<TModule>(Dictionary<string, Tensor> trace, TModule model, DType type, int steps, Func<TModule, Tensor, Tensor[]> heads, double share)
        where TModule : Module
    {
        model.Init(0);
        foreach (var (path, parameter) in model.Parameters())
            parameter.Assign(trace[path].To(type));
        var statistics = model.Buffers().Where(b => b.Buffer.Value.DType.IsFloat()).ToList();
        foreach (var (_, buffer) in statistics)
            buffer.Assign(buffer.Value.To(type));
        var (x, y) = (trace["images"].To(type) / 256, trace["labels"]);
        var found = new Dictionary<string, double[]>();
        var sgd = new Sgd(model);
        for (int step = 0; step < steps; step++)
        {
            using var tape = Tape.Start();
            var outputs = heads(model, x);
            var loss = outputs.Skip(1).Aggregate(Loss.CrossEntropy(outputs[0], y), (sum, o) => sum + Loss.CrossEntropy(o, y) * share);
            var gradients = tape.Backward(loss);
            if (step == 0)
            {
                (found["logits"], found["loss"]) = (Doubles(outputs[0]), Doubles(loss));
                foreach (var (path, parameter) in model.Parameters())
                    found[$"gradient.{path}"] = Doubles(gradients[parameter.Value]);
            }

            sgd.Step(gradients, 0.01);
        }

        if (type == DType.F64)
            foreach (var (path, buffer) in statistics)
                found[path] = Doubles(buffer.Value);
        return found;
    }

    private static double[] Doubles(Tensor t) => t.To(DType.F64).ToArray<double>();

    private static double Norm(double[] v) => Math.Sqrt(v.Sum(x => x * x));
}
