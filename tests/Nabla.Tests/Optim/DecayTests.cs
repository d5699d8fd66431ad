using Nabla.Nn;
using Nabla.Optim;
using BindingFlags = System.Reflection.BindingFlags;

namespace Nabla.Tests.Optim;

/// <summary>Weights decay; biases, what norms scale and shift by, and slopes do not, whatever their rank.</summary>
public class DecayTests
{
    /// <summary>Modules, and which of their parameters are weights.</summary>
    private static readonly Dictionary<string, (Module Module, string[] Weights)> Rows = new()
    {
        ["Linear"] = (new Linear(2, 3), ["weight"]),
        ["Embedding"] = (new Embedding(5, 2), ["weight"]),
        ["Conv1d"] = (new Conv1d(2, 3, 3), ["weight"]),
        ["Conv2d"] = (new Conv2d(2, 3, 3), ["weight"]),
        ["Conv2d, depthwise"] = (new Conv2d(2, 2, 3, groups: 2), ["weight"]),
        ["ConvTranspose1d"] = (new ConvTranspose1d(2, 3, 3), ["weight"]),
        ["ConvTranspose2d"] = (new ConvTranspose2d(2, 3, 3), ["weight"]),
        ["LayerNorm, one axis"] = (new LayerNorm(4), []),
        ["LayerNorm, two axes"] = (new LayerNorm([3, 4]), []),
        ["LayerNorm, three axes"] = (new LayerNorm([2, 3, 4]), []),
        ["RMSNorm, one axis"] = (new RMSNorm(4), []),
        ["RMSNorm, two axes"] = (new RMSNorm([3, 4]), []),
        ["BatchNorm1d"] = (new BatchNorm1d(3), []),
        ["BatchNorm2d"] = (new BatchNorm2d(3), []),
        ["GroupNorm"] = (new GroupNorm(1, 3), []),
        ["InstanceNorm2d"] = (new InstanceNorm2d(3, affine: true), []),
        ["PReLU"] = (new PReLU(3), []),
        ["a vector of a module that says nothing"] = (new Own(new([4], Init.Constant(1))), []),
        ["a matrix of a module that says nothing"] = (new Own(new([3, 4], Init.Constant(1))), ["own"]),
        ["a vector that shall decay"] = (new Own(new([4], Init.Constant(1)) { Decays = true }), ["own"]),
        ["a matrix that shall not"] = (new Own(new([3, 4], Init.Constant(1)) { Decays = false }), []),
    };

    public static TheoryData<string> Names => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Weights_decay_and_nothing_else(string row)
    {
        var (module, weights) = Rows[row];
        var moves = Moves(module, ParameterGroups.Of(module).DecayMatricesOnly());
        Assert.NotEmpty(moves);
        Assert.Equal(moves.Keys.ToDictionary(path => path, path => weights.Contains(path) ? 5.0 : 0), moves);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Penalties_take_weights_and_nothing_else(string row)
    {
        var (module, weights) = Rows[row];
        module.Load(module.Parameters().ToDictionary(p => p.Path, p => Tensor.Full(p.Parameter.Shape, 2)), strict: false);
        long n = module.Parameters().Where(p => weights.Contains(p.Path)).Sum(p => p.Parameter.Shape.Count);
        Assert.Equal(4.0 * n, Penalty.L2(module, 1).Item());
        Assert.Equal(2.0 * n, Penalty.L1(module, 1).Item());
    }

    [Fact]
    public void Layers_that_own_parameters_all_have_a_row() =>
        Assert.Equal([], typeof(Linear).Assembly.GetExportedTypes().Where(t => !t.IsAbstract && (OwnsParameters(t) || OwnsParameters(t.BaseType!)) && Rows.Values.All(r => r.Module.GetType() != t)));

    [Fact]
    public void A_norm_over_two_axes_keeps_its_gain_under_AdamW()
    {
        var norm = new LayerNorm([3, 4]);
        norm.Init(0);
        var optimizer = new AdamW(ParameterGroups.Of(norm).DecayMatricesOnly(), decay: 0.5);
        for (int step = 0; step < 50; step++)
        {
            using var tape = Tape.Start();
            optimizer.Step(tape.Backward(norm.Parameters().Aggregate(Tensor.Zeros([]), (sum, p) => sum + p.Parameter.Value.Sum()) * 0), 0.1);
        }

        Assert.All(norm.State()["weight"].ToArray<float>(), v => Assert.Equal(1, v));
    }

    [Fact]
    public void A_tied_weight_decays_once_whichever_module_comes_first()
    {
        var words = new Embedding(5, 2);
        var logits = new Linear(2, 5, tied: words.Weight);
        foreach (var model in new[] { new Sequential(("in", words), ("out", logits)), new Sequential(("out", logits), ("in", words)) })
        {
            var moves = Moves(model, ParameterGroups.Of(model).DecayMatricesOnly());
            Assert.Equal([0, 5], moves.Values.Order());
        }
    }

    private static bool OwnsParameters(Type module) => module.IsSubclassOf(typeof(Module))
        && module.GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Any(f => f.FieldType == typeof(Parameter));

    /// <summary>How far each parameter goes from 10 in one step of SGD at rate 1 and decay 0.5 when every gradient is 0.</summary>
    private static Dictionary<string, double> Moves(Module module, ParameterGroups groups)
    {
        foreach (var (_, p) in module.Parameters())
            p.Assign(Tensor.Full(p.Shape, 10));
        var sgd = new Sgd(groups, decay: 0.5);
        using var tape = Tape.Start();
        sgd.Step(tape.Backward(module.Parameters().Aggregate(Tensor.Zeros([]), (sum, p) => sum + p.Parameter.Value.Sum()) * 0), 1);
        return module.Parameters().ToDictionary(p => p.Path, p => 10 - p.Parameter.Value.ToArray<float>().Distinct().Single() + 0.0);
    }

    private sealed class Own(Parameter own) : Module<Tensor, Tensor>
    {
        protected internal override Members Members => [("own", own)];

        protected override Tensor Compute(Tensor x) => x * own;
    }
}
