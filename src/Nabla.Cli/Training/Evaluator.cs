using Nabla.Data;
using Nabla.Nn;

namespace Nabla.Cli;

/// <summary>Tries a model on test samples.</summary>
internal static class Evaluator
{
    private const int BatchSize = 250;

    internal static TestResult Run(Module<Tensor, Tensor> model, Dataset test, Objective objective, CancellationToken cancel = default)
    {
        using var all = new Scope();
        List<Tensor> outputs = [], targets = [];
        foreach (var batch in new DataLoader(test, BatchSize, shuffle: false).Epoch(0))
        {
            cancel.ThrowIfCancellationRequested();
            using var scope = new Scope();
            outputs.Add(Sound(model.Forward(batch.X), test, batch.Indices[0]).Keep());
            targets.Add(batch.Y.Keep());
        }

        return objective.Judge(Tensor.Concat([.. outputs]), Tensor.Concat([.. targets]));
    }

    private static Tensor Sound(Tensor output, Dataset test, int first)
    {
        if (output.AllFinite())
            return output;
        int row = Array.FindIndex(output.ToArray<float>(), v => !float.IsFinite(v)) / output.Shape[1];
        throw new DivergedException("evaluate", $"the model's answer to sample {first + row} of {test.Name} is not a finite number. Train it again with a lower --lr.");
    }
}
