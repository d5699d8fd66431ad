using Nabla.Bench.Engines;
using Nabla.Nn;
using Nabla.Optim;
using TorchSharp;

namespace Nabla.Bench.Workloads;

/// <summary>One step of an optimizer over parameters of equal size, from fixed gradients.</summary>
internal sealed record Updates(string Name, bool Decoupled, int Tensors, int Size) : Workload(Title, Name)
{
    internal const string Title = "optimizer steps";

    private const double Rate = 1e-3;

    internal static IEnumerable<Workload> All =>
        from decoupled in new[] { false, true }
        from size in new[] { (Name: "670 K", Tensors: 6, Size: 111_650), (Name: "10 M", Tensors: 10, Size: 1_000_000) }
        select new Updates($"{(decoupled ? "AdamW" : "Adam")} {size.Name}", decoupled, size.Tensors, size.Size) { Bytes = 4.0 * size.Tensors * size.Size * 7 };

    internal override IReadOnlyList<Engine> Engines => [Engine.Nabla, Engine.Libtorch];

    internal override Work Prepare(Engine engine, int threads) => engine == Engine.Nabla ? OnNabla(threads) : OnTorch(threads);

    private Input[] Inputs => [.. Enumerable.Repeat(new Input([Size]), 2 * Tensors)];

    private Work OnNabla(int threads)
    {
        Device.Cpu.Threads = threads;
        var model = new Weights(Tensors, Size);
        model.Load(Enumerable.Range(0, Tensors).ToDictionary(i => $"w{i}", i => Tensor.Of<float>(Inputs[i].Floats(i), [Size])));
        Optimizer adam = Decoupled ? new AdamW(model) : new Adam(model);
        Gradients gradients;
        using (var tape = Tape.Start())
        {
            var sums = model.Parameters().Select((p, i) => (p.Parameter.Value * Tensor.Of<float>(Inputs[i].Floats(Tensors + i), [Size])).Sum());
            gradients = tape.Backward(sums.Aggregate((a, b) => a + b)).Keep();
        }

        return new(() => adam.Step(gradients, Rate), () =>
        {
            adam.Step(gradients, Rate);
            return [.. model.Parameters().Select(p => p.Parameter.Value.ToArray<float>())];
        });
    }

    private Work OnTorch(int threads)
    {
        torch.set_num_threads(threads);
        TorchSharp.Modules.Parameter[] weights = [.. Enumerable.Range(0, Tensors).Select(i => new TorchSharp.Modules.Parameter(torch.tensor(Inputs[i].Floats(i))) { grad = torch.tensor(Inputs[i].Floats(Tensors + i)) })];
        torch.optim.Optimizer adam = Decoupled ? torch.optim.AdamW(weights, Rate) : torch.optim.Adam(weights, Rate);
        return new(Step, () =>
        {
            Step();
            return [.. weights.Select(w => TorchEngine.Read(w.detach()))];
        });

        void Step()
        {
            using var scope = torch.NewDisposeScope();
            adam.step();
        }
    }

    private sealed class Weights(int tensors, int size) : Module
    {
        private readonly Parameter[] weights = [.. Enumerable.Range(0, tensors).Select(_ => new Parameter([size], Nn.Init.Constant(0)))];

        protected override Members Members => [.. weights.Select((w, i) => (Member)($"w{i}", w))];
    }
}
