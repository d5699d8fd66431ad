using System.Diagnostics;
using Nabla.Data;
using Nabla.Optim;
using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary>What training led to.</summary>
internal sealed record TrainResult(long Steps, double Seconds, double TestLoss, double TestAccuracy);

/// <summary>The loop of <c>train</c>: SGD with momentum 0.9 under half a cosine.</summary>
internal static class TrainLoop
{
    internal static TrainResult Run(LeNet5 model, ImageDataset train, ImageDataset test, TrainOptions o, Report report, CancellationToken cancel)
    {
        var sgd = new Sgd(model, momentum: 0.9);
        var loader = new DataLoader(train, o.Batch, o.Seed);
        long steps = (long)o.Epochs * loader.StepsPerEpoch, step = 0;
        double sum = 0;
        var clock = Stopwatch.StartNew();
        foreach (var batch in loader.From(0))
        {
            if (step == steps || cancel.IsCancellationRequested)
                break;
            sum += Step(model, sgd, batch, o, steps);
            if (++step % loader.StepsPerEpoch != 0)
                continue;
            report.Epoch((int)(step / loader.StepsPerEpoch), o.Epochs, sum / loader.StepsPerEpoch, Evaluate(model, test).Accuracy, clock.Elapsed);
            sum = 0;
        }

        double seconds = clock.Elapsed.TotalSeconds;
        var (loss, accuracy) = Evaluate(model, test);
        return new(step, seconds, loss, accuracy);
    }

    private static double Step(LeNet5 model, Sgd sgd, Batch batch, TrainOptions o, long steps)
    {
        using var tape = Tape.Start(Mode.Train, o.Seed, batch.Step);
        var (x, y) = batch;
        var loss = Loss.CrossEntropy(model.Forward(x), y);
        double value = loss.Item();
        if (!double.IsFinite(value))
            throw new DivergedException("train", $"the loss became {value} at step {batch.Step}. Lower --lr (now {o.Rate}).");
        sgd.Step(tape.Backward(loss), o.Rate * 0.5 * (1 + Math.Cos(Math.PI * batch.Step / steps)));
        return value;
    }

    private static (double Loss, double Accuracy) Evaluate(LeNet5 model, ImageDataset test)
    {
        double loss = 0, right = 0;
        foreach (var batch in new DataLoader(test, batch: 1000, shuffle: false).Epoch(0))
        {
            using var scope = new Scope();
            var logits = model.Forward(batch.X);
            loss += Loss.CrossEntropy(logits, batch.Y).Item() * batch.Count;
            right += logits.ArgMax().ToArray<long>().Zip(batch.Y.ToArray<long>()).LongCount(p => p.First == p.Second);
        }

        return (loss / test.Count, right / test.Count);
    }
}
