using Microsoft.ML.OnnxRuntime;
using Nabla.Bench.Workloads;

namespace Nabla.Bench.Engines;

/// <summary>Runs functions on ONNX Runtime: all graph optimizations, weights as initializers, buffers bound once.</summary>
internal static class OnnxEngine
{
    internal static Work Prepare(Function f, int threads)
    {
        var graph = new OnnxGraph();
        int data = f.Inputs.Length - f.Weights;
        for (int i = 0; i < f.Inputs.Length; i++)
            if (i < data)
                graph.Input($"x{i}", f.Inputs[i].Shape);
            else
                graph.Weight($"x{i}", f.Inputs[i].Shape, f.Inputs[i].Floats(i));
        int[] shape = OutputShape(f);
        graph.Output("y", shape);
        graph.Node(f.Onnx!, Enumerable.Range(0, f.Inputs.Length).Select(i => $"x{i}"), "y");

        return Bind(graph, [.. f.Inputs.Take(data).Select((input, i) => ($"x{i}", input, i))], "y", shape, threads);
    }

    /// <summary>A session with its buffers bound: the inputs, each with its number among the drawn ones, and the output of that shape.</summary>
    internal static Work Bind(OnnxGraph graph, IEnumerable<(string Name, Input Input, int Number)> inputs, string output, int[] shape, int threads)
    {
        var options = new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1, GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL };
        var session = new InferenceSession(graph.ToModel(), options);
        var binding = session.CreateIoBinding();
        foreach (var (name, input, number) in inputs)
            binding.BindInput(name, OrtValue.CreateTensorValueFromMemory(input.Floats(number), input.LongShape));
        var y = new float[shape.Aggregate(1, (a, b) => a * b)];
        binding.BindOutput(output, OrtValue.CreateTensorValueFromMemory(y, Array.ConvertAll(shape, s => (long)s)));
        var run = new RunOptions();
        return new(() => session.RunWithBinding(run, binding), () =>
        {
            session.RunWithBinding(run, binding);
            return [y];
        });
    }

    // Nabla knows it: one run, before anything is timed.
    private static int[] OutputShape(Function f)
    {
        Device.Cpu.Threads = 1;                                    // so that no worker spins beside what is timed
        using var scope = new Scope();
        return f.Nabla([.. f.Inputs.Select((input, i) => Tensor.Of<float>(input.Floats(i), new(input.Shape)))]).Shape.ToArray();
    }
}
