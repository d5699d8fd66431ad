using Nabla.Io;
using Nabla.Nn;
using Nabla.Optim;
using Nabla.Tests;
using Nabla.Tests.Proof;

namespace Nabla.Zoo.Tests;

/// <summary>A model against libtorch's recorded logits, loss, gradients of all parameters, and batch norm's statistics after some steps (a golden trace).</summary>
internal static class ModelTrace
{
    /// <summary>Reference in float64 to 1e-8 of each number, Cpu in float32 by ‖Δ‖/‖g‖ ≤ <paramref name="single"/> over all gradients, ten times that in each.</summary>
    internal static void Check(string file, Func<Module<Tensor, Tensor>> make, double single = 1e-3) => Check(file, make, (m, x) => [m.Forward(x)], single: single);

    /// <summary>The same for a model of several heads: the loss is the first's plus <paramref name="share"/> of each other's.</summary>
    internal static void Check<TModule>(string file, Func<TModule> make, Func<TModule, Tensor, Tensor[]> heads, double share = 0, double single = 1e-3, int steps = 3)
        where TModule : Module
    {
        var trace = SafeTensors.Load(Repository.PathOf("tests", "Fixtures", file + ".safetensors"));
        foreach (var (name, found) in Run(trace, make(), DType.F64, steps, heads, share))
            Close.Check(name, found, Doubles(trace[name]), 1e-8, floor: 1e-6);             // a bias before batch norm has gradient 0, found as 1e-16
        var found32 = Run(trace, make(), DType.F32, steps: 1, heads, share);
        AtMost(1e-3, "logits", found32["logits"], Doubles(trace["logits"]));
        AtMost(1e-3, "loss", found32["loss"], Doubles(trace["loss"]));
        string[] gradients = [.. found32.Keys.Where(k => k.StartsWith("gradient.", StringComparison.Ordinal))];
        double[] all = [.. gradients.SelectMany(k => Doubles(trace[k]))];
        // Where a ReLU is at its kink, float32 may take the other side: seen in single gradients of networks this small.
        AtMost(single, "all gradients", [.. gradients.SelectMany(k => found32[k])], all);
        foreach (string name in gradients)
            AtMost(10 * single, name, found32[name], Doubles(trace[name]), floor: 1e-4 * Norm(all));
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
