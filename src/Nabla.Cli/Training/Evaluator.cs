using Nabla.Data;
using Nabla.Nn;
using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary>Tries a classifier on labelled images.</summary>
internal static class Evaluator
{
    private const int BatchSize = 250;

    internal static TestResult Run(Module<Tensor, Tensor> model, ImageDataset test, CancellationToken cancel = default)
    {
        int n = test.Classes.Count;
        var confusion = new int[n, n];
        var mistakes = new List<Mistake>();
        double loss = 0;
        int right = 0;
        foreach (var batch in new DataLoader(test, BatchSize, shuffle: false).Epoch(0))
        {
            cancel.ThrowIfCancellationRequested();
            using var scope = new Scope();
            float[] logits = model.Forward(batch.X).ToArray<float>();
            for (int i = 0; i < batch.Count; i++)
            {
                double[] p = Probabilities(logits.AsSpan(i * n, n), out double logSum);
                int index = batch.Indices[i], truth = test.Labels[index], guess = Array.IndexOf(p, p.Max());
                if (guess < 0)
                    throw new DivergedException("evaluate", $"the model's answer to image {index} of {test.Name} is not a number. Train it again with a lower --lr.");
                loss += logSum - logits[i * n + truth];
                confusion[truth, guess]++;
                if (guess == truth)
                    right++;
                else
                    mistakes.Add(new(index, truth, guess, p[guess]));
            }
        }

        return new(loss / test.Count, (double)right / test.Count, confusion, [.. mistakes.OrderByDescending(m => m.Probability).ThenBy(m => m.Index)]);
    }

    /// <summary>softmax of one row in double precision, and the logarithm of its denominator: −log p = that − logit.</summary>
    internal static double[] Probabilities(ReadOnlySpan<float> logits, out double logSum)
    {
        double most = double.NegativeInfinity, sum = 0;
        foreach (float x in logits)
            most = Math.Max(most, x);
        var p = new double[logits.Length];
        for (int i = 0; i < p.Length; i++)
            sum += p[i] = Math.Exp(logits[i] - most);
        for (int i = 0; i < p.Length; i++)
            p[i] /= sum;
        logSum = most + Math.Log(sum);
        return p;
    }
}
