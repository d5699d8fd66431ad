using Nabla.Nn;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Nabla.Fixtures;

/// <summary>A model by libtorch in float64, with parameters that Nabla drew: logits, loss, every gradient, and batch norm's statistics after some steps.</summary>
/// <remarks>
/// The forward pass is written out with the names of the parameters; only those come from the model. Where a ReLU's input is
/// 0 but for rounding, or two pixels of a pooling window are as large, float32 may take the other side of the kink, and the
/// gradients of a network of few channels then differ by per cents. So batch norm's biases are drawn from 2 … 4, which puts one
/// unit in 200 behind the kink and few near it, and parameters and images are of the first seed for which results and gradients
/// of every layer that are rounded to some 21 bits change no parameter's gradient by more than <see cref="Rounded"/>; float32
/// has 24. They are rounded in float64: libtorch 2.10.0's own float32 gradients of these convolutions differ from process to
/// process, in most by as much as they are (AMD EPYC of Zen 5).
/// </remarks>
internal sealed class ModelTrace
{
    private const double Rate = 0.01, Rounded = 1e-3;
    private const ulong Seeds = 100;

    // What a rounding loses: about log₂ of it in bits. Several, for a pixel may keep ahead of its neighbour in one.
    private static readonly int[] Roundings = [5, 7, 9, 11];

    private readonly Dictionary<string, torch.Tensor> p, statistics = [];

    private readonly int rounding;

    private ModelTrace(Module model, int rounding)
    {
        this.rounding = rounding;
        p = model.Parameters().ToDictionary(m => m.Path, m => Fixtures.Record.ToTorch(new(m.Parameter.Shape, m.Parameter.Value.To(DType.F64).ToArray<double>())));
        foreach (var (path, buffer) in model.Buffers())
            if (buffer.Value.DType.IsFloat())
                statistics[path] = torch.tensor(buffer.Value.To(DType.F64).ToArray<double>());
    }

    /// <summary>Records a model; the loss of several heads is the first's plus <paramref name="share"/> of each other's.</summary>
    internal static Dictionary<string, Nabla.Tensor> Record(Module model, Shape shape, Func<ModelTrace, torch.Tensor, torch.Tensor[]> forward, double share = 0)
    {
        double least = double.PositiveInfinity;
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            using var scope = torch.NewDisposeScope();
            model.Init(seed);
            LiftNorms(model, new Philox(2, seed));
            var drawn = Nabla.Tests.Domain.Between(0, 256).Draw(shape, new Philox(1, seed));
            var bytes = drawn with { Values = [.. drawn.Values.Select(Math.Floor)] };      // small to store, exact over 256
            var exact = new ModelTrace(model, rounding: 0);
            var first = exact.Step(forward, bytes, share);
            double change = Roundings.Max(r => Change(new ModelTrace(model, r).Step(forward, bytes, share), first));
            least = Math.Min(least, change);
            if (change > Rounded)
                continue;
            Console.WriteLine($"{model.GetType().Name}: seed {seed}, rounding changes {change:G2}");
            return exact.Finish(model, forward, bytes, share, first);
        }

        throw new InvalidOperationException($"{model.GetType().Name}: no seed below {Seeds} keeps all kinks away: {least:G2} at least. Use larger images, or more of them.");
    }

    private static void LiftNorms(Module model, Philox random)
    {
        var state = model.State();
        foreach (string norm in model.Buffers().Select(b => b.Path).Where(p => p.EndsWith(".running_mean", StringComparison.Ordinal)))
        {
            string bias = norm.Replace("running_mean", "bias", StringComparison.Ordinal);
            state[bias] = Nabla.Tensor.Uniform(state[bias].Shape, 2, 4, random: random);
        }

        model.Load(state);
    }

    private Dictionary<string, Nabla.Tensor> Finish(Module model, Func<ModelTrace, torch.Tensor, torch.Tensor[]> forward, Nabla.Tests.Input bytes, double share, Dictionary<string, torch.Tensor> first)
    {
        for (int step = 1; step < 3; step++)
            Step(forward, bytes, share);
        var tensors = first.ToDictionary(t => t.Key, t => Fixtures.Record.FromTorch(t.Value));
        foreach (var (path, parameter) in model.Parameters())
            tensors[path] = parameter.Value;
        foreach (var (name, value) in statistics)
            tensors[name] = Fixtures.Record.FromTorch(value);
        tensors["images"] = Fixtures.Record.FromInput(bytes).To(DType.U8);
        tensors["labels"] = Nabla.Tensor.Of<long>(Labels(bytes.Shape[0]), [bytes.Shape[0]]);
        return tensors;
    }

    // One step of gradient descent: what it computed.
    private Dictionary<string, torch.Tensor> Step(Func<ModelTrace, torch.Tensor, torch.Tensor[]> forward, Nabla.Tests.Input bytes, double share)
    {
        var (x, y) = (Fixtures.Record.ToTorch(bytes).detach() / 256, torch.tensor(Labels(bytes.Shape[0])));
        var heads = forward(this, x);
        var loss = F.cross_entropy(heads[0], y);
        foreach (var head in heads[1..])
            loss += share * F.cross_entropy(head, y);
        loss.backward();
        var found = new Dictionary<string, torch.Tensor> { ["logits"] = heads[0].detach(), ["loss"] = loss.detach() };
        using (torch.no_grad())
            foreach (var (name, value) in p)
            {
                found[$"gradient.{name}"] = value.grad!.clone();
                value.sub_(value.grad! * Rate);
                value.grad!.zero_();
            }

        return found;
    }

    private static long[] Labels(int count) => [.. Enumerable.Range(0, count).Select(i => i * 3L % 10)];

    private static bool IsGradient(string name) => name.StartsWith("gradient.", StringComparison.Ordinal);

    private static double Change(Dictionary<string, torch.Tensor> rounded, Dictionary<string, torch.Tensor> exact) =>
        exact.Keys.Where(k => k == "logits" || IsGradient(k)).Max(k => Relative(rounded, exact, k));

    // ‖Δ‖/‖g‖; a gradient of less than 1e-4 of all is measured against that: a bias before batch norm has none but rounding.
    private static double Relative(Dictionary<string, torch.Tensor> rounded, Dictionary<string, torch.Tensor> exact, string name)
    {
        double all = IsGradient(name) ? Math.Sqrt(exact.Where(t => IsGradient(t.Key)).Sum(t => Math.Pow(t.Value.norm().item<double>(), 2))) : 0;
        return (rounded[name] - exact[name]).norm().item<double>() / Math.Max(1e-4 * all, exact[name].norm().item<double>());
    }

    internal torch.Tensor Conv(string name, torch.Tensor x, long stride = 1, long padding = 0, long groups = 1) => Conv(name, x, stride, (padding, padding), groups);

    internal torch.Tensor Conv(string name, torch.Tensor x, long stride, (long H, long W) padding, long groups = 1) =>
        Round(F.conv2d(x, p[$"{name}.weight"], p.GetValueOrDefault($"{name}.bias"), [stride, stride], [padding.H, padding.W], groups: groups));

    internal torch.Tensor Norm(string name, torch.Tensor x, double epsilon = 1e-5) =>
        Round(F.batch_norm(x, statistics[$"{name}.running_mean"], statistics[$"{name}.running_var"], p[$"{name}.weight"], p[$"{name}.bias"], training: true, momentum: 0.1, eps: epsilon));

    internal torch.Tensor Linear(string name, torch.Tensor x) => Round(F.linear(x, p[$"{name}.weight"], p[$"{name}.bias"]));

    internal bool Has(string name) => p.ContainsKey($"{name}.weight");

    // To float32 and its last bits lost; its gradient too.
    private torch.Tensor Round(torch.Tensor x)
    {
        if (rounding == 0)
            return x;
        x = x.to(torch.float32);
        return ((rounding + 1) * x - rounding * x).to(torch.float64);
    }
}
