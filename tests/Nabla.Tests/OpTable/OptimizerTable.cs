using Nabla.Nn;
using Nabla.Optim;

namespace Nabla.Tests;

/// <summary>One row per optimizer and option: 50 steps of softmax regression, compared with libtorch's.</summary>
/// <remarks>Logits x·Wᵀ + b of 8 samples with 4 features in 3 classes, cross-entropy, all gradients used.</remarks>
internal static class OptimizerTable
{
    internal const int Steps = 50;

    internal static readonly Dictionary<string, (Func<Module, Optimizer> Make, double Rate)> Rows = new()
    {
        ["Sgd"] = (m => new Sgd(m), 0.1),
        ["Sgd: momentum"] = (m => new Sgd(m, momentum: 0.9), 0.1),
        ["Sgd: Nesterov"] = (m => new Sgd(m, momentum: 0.9, nesterov: true), 0.1),
        ["Sgd: decay"] = (m => new Sgd(m, momentum: 0.5, decay: 0.01), 0.1),
        ["Adam"] = (m => new Adam(m), 0.05),
        ["Adam: decay, other betas"] = (m => new Adam(m, beta1: 0.8, beta2: 0.95, epsilon: 1e-6, decay: 0.02), 0.05),
    };

    /// <summary>The problem: inputs (8, 4), labels (8), first weight (3, 4) and bias (3).</summary>
    internal static Input[] Problem { get; } =
    [
        Domain.Normal.Draw([8, 4], new(1, 0)),
        Domain.Index(3).Draw([8], new(1, 1)),
        Domain.Normal.Draw([3, 4], new(1, 2)),
        Domain.Normal.Draw([3], new(1, 3)),
    ];

    /// <summary>The loss before each step, and weight and bias after the last.</summary>
    internal static (double[] Losses, double[] Weight, double[] Bias) Run(string row, Input[] problem, DType type)
    {
        var (make, rate) = Rows[row];
        var model = new Linear(4, 3);
        model.Load(new Dictionary<string, Tensor> { ["weight"] = Of(problem[2]), ["bias"] = Of(problem[3]) });
        var optimizer = make(model);
        Tensor x = Of(problem[0]), labels = Of(problem[1]);
        var losses = new double[Steps];
        for (int step = 0; step < Steps; step++)
        {
            using var tape = Tape.Start(Mode.Train, seed: 0, step);
            var loss = Loss.CrossEntropy(model.Forward(x), labels);
            losses[step] = loss.Item();
            optimizer.Step(tape.Backward(loss), rate);
        }

        var state = model.State();
        return (losses, state["weight"].To(DType.F64).ToArray<double>(), state["bias"].To(DType.F64).ToArray<double>());

        Tensor Of(Input i) => Tensor.Of<double>(i.Values, i.Shape).To(i.TypeIn(type));
    }
}
