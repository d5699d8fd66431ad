using Nabla.Nn;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Nabla.Fixtures;

/// <summary>A model by libtorch in float64, with parameters that Nabla drew: logits, loss, every gradient, and batch norm's statistics after some steps.</summary>
/// <remarks>The forward pass is written out with the names of the parameters; only those come from the model.</remarks>
internal sealed class ModelTrace
{
    internal const double Rate = 0.01;

    private readonly Dictionary<string, torch.Tensor> p, statistics = [];

    private ModelTrace(Module model)
    {
        model.Init(seed: 0);
        p = model.Parameters().ToDictionary(m => m.Path, m => Fixtures.Record.ToTorch(new(m.Parameter.Shape, m.Parameter.Value.To(DType.F64).ToArray<double>())));
        foreach (var (path, buffer) in model.Buffers())
            if (buffer.Value.DType.IsFloat())
                statistics[path] = torch.tensor(buffer.Value.To(DType.F64).ToArray<double>());
    }

    /// <summary>Records a model; the loss of several heads is the first's plus <paramref name="share"/> of each other's.</summary>
    internal static Dictionary<string, Nabla.Tensor> Record(Module model, Shape shape, Func<ModelTrace, torch.Tensor, torch.Tensor[]> forward, double share = 0, int steps = 3)
    {
        var trace = new ModelTrace(model);
        var tensors = trace.p.ToDictionary(t => t.Key, t => Fixtures.Record.FromTorch(t.Value).To(DType.F32));
        var drawn = Nabla.Tests.Domain.Between(0, 256).Draw(shape, new Philox(1, 0));
        var bytes = drawn with { Values = [.. drawn.Values.Select(Math.Floor)] };          // small to store, exact over 256
        long[] labels = [.. Enumerable.Range(0, shape[0]).Select(i => i * 3L % 10)];
        var (x, y) = (Fixtures.Record.ToTorch(bytes).detach() / 256, torch.tensor(labels));
        tensors["images"] = Fixtures.Record.FromInput(bytes).To(DType.U8);
        tensors["labels"] = Fixtures.Record.FromTorch(y);
        for (int step = 0; step < steps; step++)
        {
            var heads = forward(trace, x);
            var loss = F.cross_entropy(heads[0], y);
            foreach (var head in heads[1..])
                loss += share * F.cross_entropy(head, y);
            loss.backward();
            if (step == 0)
            {
                foreach (var (name, value) in trace.p)
                    tensors[$"gradient.{name}"] = Fixtures.Record.FromTorch(value.grad!);
                tensors["logits"] = Fixtures.Record.FromTorch(heads[0]);
                tensors["loss"] = Fixtures.Record.FromTorch(loss);
            }

            using (torch.no_grad())
                foreach (var value in trace.p.Values)
                {
                    value.sub_(value.grad! * Rate);
                    value.grad!.zero_();
                }
        }

        foreach (var (name, value) in trace.statistics)
            tensors[name] = Fixtures.Record.FromTorch(value);
        return tensors;
    }

    internal torch.Tensor Conv(string name, torch.Tensor x, long stride = 1, long padding = 0, long groups = 1) => Conv(name, x, stride, (padding, padding), groups);

    internal torch.Tensor Conv(string name, torch.Tensor x, long stride, (long H, long W) padding, long groups = 1) =>
        F.conv2d(x, p[$"{name}.weight"], p.GetValueOrDefault($"{name}.bias"), [stride, stride], [padding.H, padding.W], groups: groups);

    internal torch.Tensor Norm(string name, torch.Tensor x, double epsilon = 1e-5) =>
        F.batch_norm(x, statistics[$"{name}.running_mean"], statistics[$"{name}.running_var"], p[$"{name}.weight"], p[$"{name}.bias"], training: true, momentum: 0.1, eps: epsilon);

    internal torch.Tensor Linear(string name, torch.Tensor x) => F.linear(x, p[$"{name}.weight"], p[$"{name}.bias"]);

    internal bool Has(string name) => p.ContainsKey($"{name}.weight");
}
