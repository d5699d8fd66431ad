using Nabla.Nn;
using Nabla.Optim;

namespace Nabla.Tests;

/// <summary>An optimizer with its options, its learning rate, and the norm that gradients are clipped to.</summary>
internal sealed record OptimizerRow(Func<Module, Optimizer> Make, Schedule Rate, double? Clip = null)
{
    internal OptimizerRow(Func<Module, Optimizer> make, double rate) : this(make, Schedules.Constant(rate))
    {
    }

    /// <summary>The tolerance in float32: 1e-5, unless the steps magnify what is rounded.</summary>
    internal double Single { get; init; } = 1e-5;
}

/// <summary>One row per optimizer and option: 50 steps of softmax regression, compared with libtorch's.</summary>
/// <remarks>Logits x·Wᵀ + b of 8 samples with 4 features in 3 classes, cross-entropy, all gradients used.</remarks>
internal static class OptimizerTable
{
    internal const int Steps = 50;

    internal static readonly Dictionary<string, OptimizerRow> Rows = new()
    {
        ["Sgd"] = new(m => new Sgd(m), 0.1),
        ["Sgd: momentum"] = new(m => new Sgd(m, momentum: 0.9), 0.1),
        ["Sgd: Nesterov"] = new(m => new Sgd(m, momentum: 0.9, nesterov: true), 0.1),
        ["Sgd: decay"] = new(m => new Sgd(m, momentum: 0.5, decay: 0.01), 0.1),
        ["Sgd: groups, cosine, clipping"] = new(m => new Sgd(Grouped(m), momentum: 0.9, decay: 0.1), Schedules.Cosine(0.2, Steps), Clip: 0.3),
        ["Sgd: plain, decay, groups, schedule, clipping"] = new(m => new Sgd(Grouped(m), decay: 0.1), Schedules.Cosine(0.5, Steps), Clip: 0.3),
        ["Sgd: Nesterov, decay, groups, schedule, clipping"] = new(m => new Sgd(Grouped(m), momentum: 0.9, decay: 0.1, nesterov: true), Schedules.Cosine(0.2, Steps), Clip: 0.3),
        ["Adam"] = new(m => new Adam(m), 0.05),
        ["Adam: decay, other betas"] = new(m => new Adam(m, beta1: 0.8, beta2: 0.95, epsilon: 1e-6, decay: 0.02), 0.05),
        ["Adam: groups, steps, clipping"] = new(m => new Adam(Grouped(m), decay: 0.1), Schedules.StepDecay(0.1, 20, 0.5), Clip: 0.2),
        ["AdamW"] = new(m => new AdamW(m), 0.05),
        ["AdamW: groups, cosine, clipping"] = new(m => new AdamW(ParameterGroups.Of(m).DecayMatricesOnly().Set("w*", rateFactor: 0.5), decay: 0.3), Schedules.Cosine(0.1, Steps), Clip: 0.2),
        ["NAdam"] = new(m => new NAdam(m), 0.05),
        ["NAdam: decay"] = new(m => new NAdam(m, beta1: 0.8, beta2: 0.95, momentumDecay: 0.1, decay: 0.02), 0.05),
        ["NAdam: groups, warm-up, clipping"] = new(m => new NAdam(Grouped(m), decay: 0.1), Schedules.Exponential(0.1, 0.95).Warmup(10), Clip: 0.2),
        ["AdaGrad"] = new(m => new AdaGrad(m), 0.1),
        ["AdaGrad: decay"] = new(m => new AdaGrad(m, epsilon: 1e-3, decay: 0.05), 0.1),
        ["AdaGrad: epsilon in the root"] = new(m => new AdaGrad(m, epsilon: 0.01, epsilonInRoot: true), 0.1),
        ["AdaGrad: groups, polynomial, clipping"] = new(m => new AdaGrad(Grouped(m), decay: 0.1), Schedules.Polynomial(0.2, Steps, power: 2, floor: 0.01), Clip: 0.2),
        ["RmsProp"] = new(m => new RmsProp(m), 0.01),
        ["RmsProp: centred, momentum, decay"] = new(m => new RmsProp(m, alpha: 0.99, epsilon: 1e-4, momentum: 0.5, centered: true, decay: 0.02), 0.01),
        ["RmsProp: centred"] = new(m => new RmsProp(m, alpha: 0.95, centered: true), 0.01),
        ["RmsProp: epsilon in the root"] = new(m => new RmsProp(m, epsilon: 0.01, momentum: 0.5, epsilonInRoot: true), 0.01),
        // Gradients that fade are divided by their own size: float32 ended 3e-6 and 2e-5 from float64 with exponentials whose gradients are equally exact (rms 8e-8).
        ["RmsProp: groups, restarts, clipping"] = new(m => new RmsProp(Grouped(m), momentum: 0.5, decay: 0.1), Schedules.CosineRestarts(0.02, 10, growth: 2), Clip: 0.2) { Single = 1e-4 },
        ["Lion"] = new(m => new Lion(m), 0.01),
        ["Lion: decay"] = new(m => new Lion(m, beta1: 0.8, beta2: 0.95, decay: 0.3), 0.01),
        ["Lion: groups, one-cycle, clipping"] = new(m => new Lion(Grouped(m), decay: 0.3), Schedules.OneCycle(0.03, Steps), Clip: 0.2),
    };

    /// <summary>Two groups: the bias has three times the rate, and no decay.</summary>
    private static ParameterGroups Grouped(Module m) => ParameterGroups.Of(m).Set("bias", rateFactor: 3, decay: 0);

    /// <summary>The problem: inputs (8, 4), labels (8), first weight (3, 4) and bias (3).</summary>
    internal static Input[] Problem { get; } =
    [
        Domain.Normal.Draw([8, 4], new(1, 0)),
        Domain.Index(3).Draw([8], new(1, 1)),
        Domain.Normal.Draw([3, 4], new(1, 2)),
        Domain.Normal.Draw([3], new(1, 3)),
    ];

    /// <summary>The loss before each step, and weight and bias after the last.</summary>
    internal static (double[] Losses, double[] Weight, double[] Bias) Run(string name, Input[] problem, DType type)
    {
        var row = Rows[name];
        var model = new Linear(4, 3);
        model.Load(new Dictionary<string, Tensor> { ["weight"] = Of(problem[2]), ["bias"] = Of(problem[3]) });
        var optimizer = row.Make(model);
        Tensor x = Of(problem[0]), labels = Of(problem[1]);
        var losses = new double[Steps];
        for (int step = 0; step < Steps; step++)
        {
            using var tape = Tape.Start(Mode.Train, seed: 0, step);
            var loss = Loss.CrossEntropy(model.Forward(x), labels);
            losses[step] = loss.Item();
            var gradients = tape.Backward(loss);
            optimizer.Step(row.Clip is { } norm ? gradients.Clip(norm) : gradients, row.Rate(step));
        }

        var state = model.State();
        return (losses, state["weight"].To(DType.F64).ToArray<double>(), state["bias"].To(DType.F64).ToArray<double>());

        Tensor Of(Input i) => Tensor.Of<double>(i.Values, i.Shape).To(i.TypeIn(type));
    }
}
