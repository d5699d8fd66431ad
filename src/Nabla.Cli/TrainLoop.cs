using System.Diagnostics;
using Nabla.Optim;
using Nabla.Training;
using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary>What training led to.</summary>
internal sealed record TrainResult(long Steps, double Seconds, double TestLoss, double TestAccuracy);

/// <summary>The loop of <c>train</c>: SGD with momentum 0.9 under half a cosine.</summary>
internal static class TrainLoop
{
    internal static TrainResult Run(LeNet5 model, ImageSet train, ImageSet test, TrainOptions o, Report report, CancellationToken cancel)
    {
        var sgd = new Sgd(model, momentum: 0.9);
        var order = new Epochs(train.Count, o.Batch, o.Seed);
        long steps = (long)o.Epochs * order.StepsPerEpoch, step = 0;
        double sum = 0;
        var clock = Stopwatch.StartNew();
        for (; step < steps && !cancel.IsCancellationRequested; step++)
        {
            sum += Step(model, sgd, train, order, o, step, steps);
            if ((step + 1) % order.StepsPerEpoch != 0)
                continue;
            report.Epoch((int)((step + 1) / order.StepsPerEpoch), o.Epochs, sum / order.StepsPerEpoch, Evaluate(model, test).Accuracy, clock.Elapsed);
            sum = 0;
        }

        double seconds = clock.Elapsed.TotalSeconds;
        var (loss, accuracy) = Evaluate(model, test);
        return new(step, seconds, loss, accuracy);
    }

    private static double Step(LeNet5 model, Sgd sgd, ImageSet train, Epochs order, TrainOptions o, long step, long steps)
    {
        using var tape = Tape.Start(Mode.Train, o.Seed, step);
        var (x, y) = train.Batch(order.Batch(step));
        var loss = Loss.CrossEntropy(model.Forward(x), y);
        double value = loss.Item();
        if (!double.IsFinite(value))
            throw new DivergedException("train", $"the loss became {value} at step {step}. Lower --lr (now {o.Rate}).");
        sgd.Step(tape.Backward(loss), o.Rate * 0.5 * (1 + Math.Cos(Math.PI * step / steps)));
        return value;
    }

    private static (double Loss, double Accuracy) Evaluate(LeNet5 model, ImageSet test)
    {
        using var scope = new Scope();
        var (x, y) = test.Batch([.. Enumerable.Range(0, test.Count)]);
        var logits = model.Forward(x);
        long right = logits.ArgMax().ToArray<long>().Zip(y.ToArray<long>()).LongCount(p => p.First == p.Second);
        return (Loss.CrossEntropy(logits, y).Item(), (double)right / test.Count);
    }
}
