using Microsoft.ML.OnnxRuntime;
using Nabla.Bench.Engines;
using Nabla.Bench.Networks;
using Nabla.Nn;
using Nabla.Zoo;
using TorchSharp;

namespace Nabla.Bench.Workloads;

/// <summary>Whole networks in evaluation at 224×224, logits from images, batch norm folded by every engine in its own way.</summary>
/// <param name="Name">The row.</param>
/// <param name="Batch">Images.</param>
/// <param name="Model">Nabla's model.</param>
/// <param name="Graph">The same for the other engines.</param>
internal sealed record Inference(string Name, int Batch, Func<Module<Tensor, Tensor>> Model, Network Graph) : Workload(Title, Name)
{
    internal const string Title = "networks, inference";

    internal static readonly Network ResNet18 = new ResNetGraph([2, 2, 2, 2], bottleneck: false), ResNet50 = new ResNetGraph([3, 4, 6, 3], bottleneck: true);

    internal static IEnumerable<Workload> All =>
        from batch in new[] { 1, 8 }
        from n in new (string Name, Func<Module<Tensor, Tensor>> Model, Network Graph, double MultiplyAdds)[]
        {
            ("ResNet-18", () => new ResNet(18), ResNet18, 1.814e9),
            ("ResNet-50", () => new ResNet(50), ResNet50, 4.089e9),
            ("EfficientNet-B0", () => new EfficientNet(EfficientNetScale.B(0)), new EfficientNetGraph(), 0.386e9),
        }
        select new Inference($"{n.Name} at 224, batch {batch}", batch, n.Model, n.Graph) { Flops = 2 * n.MultiplyAdds * batch, Tolerance = 1e-3 };

    internal override IReadOnlyList<Engine> Engines => [Engine.Nabla, Engine.Libtorch, Engine.LibtorchChannelsLast, Engine.OnnxRuntime];

    internal override Work Prepare(Engine engine, int threads) => engine switch
    {
        Engine.Nabla => OnNabla(threads),
        Engine.OnnxRuntime => OnOnnx(threads),
        _ => OnTorch(threads, channelsLast: engine == Engine.LibtorchChannelsLast),
    };

    private Input X => new([Batch, 3, 224, 224]);

    /// <summary>The model with running statistics of its own activations, so that signals keep their size through all layers.</summary>
    private Module<Tensor, Tensor> Prepared()
    {
        Device.Cpu.Threads = 1;                                    // so that no worker spins beside what is timed
        var model = Model();
        model.Init(seed: 0);
        var few = new Input([4, 3, 64, 64]);
        for (int step = 0; step < 20; step++)
        {
            using var tape = Tape.Start(Mode.Train, seed: 0, step);
            model.Forward(Tensor.Of<float>(few.Floats(step + 1), new(few.Shape)));
        }

        return model;
    }

    private Work OnNabla(int threads)
    {
        var model = Prepared();
        Device.Cpu.Threads = threads;
        var x = Tensor.Of<float>(X.Floats(0), new(X.Shape));
        return new(() => Run(), () => [Run(read: true)!]);

        float[]? Run(bool read = false)
        {
            using var scope = new Scope();
            var y = model.Forward(x);
            return read ? y.ToArray<float>() : null;
        }
    }

    private Work OnTorch(int threads, bool channelsLast)
    {
        var weights = Prepared().State().Where(s => s.Value.DType.IsFloat()).ToDictionary(s => s.Key, s => TorchEngine.Of(s.Value, channelsLast));
        torch.set_num_threads(threads);
        _ = torch.inference_mode();                                // for the rest of this process
        var builder = new TorchBuilder(weights, train: false);
        var x = TorchEngine.Make(X, 0, channelsLast);
        return new(() => Run(), () => [Run(read: true)!]);

        float[]? Run(bool read = false)
        {
            using var scope = torch.NewDisposeScope();
            var y = Graph.Build(builder, x);
            return read ? TorchEngine.Read(y) : null;
        }
    }

    private Work OnOnnx(int threads)
    {
        var graph = new OnnxGraph();
        graph.Input("x", X.Shape);
        int[] shape = [Batch, 1000];
        string y = Graph.Build(new OnnxBuilder(graph, Prepared().State()), "x");
        graph.Output(y, shape);
        return OnnxEngine.Bind(graph, [("x", X, 0)], y, shape, threads);
    }
}
