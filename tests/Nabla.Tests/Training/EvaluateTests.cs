using Nabla.Data;
using Nabla.Nn;
using Nabla.Optim;
using Nabla.Training;

namespace Nabla.Tests.Training;

public class EvaluateTests
{
    private static readonly Func<Tensor, Tensor, Tensor> CrossEntropy = (y, t) => Loss.CrossEntropy(y, t);

    private static DataLoader Loader(int batch)
    {
        var random = new Philox(4, 4);
        float[] x = [.. Enumerable.Range(0, 23 * 4).Select(i => (float)random.Normal((ulong)i))];
        long[] y = [.. Enumerable.Range(0, 23).Select(i => i % 3L)];
        return new(new TensorDataset(Tensor.Of<float>(x, [23, 4]), Tensor.Of<long>(y, [23])), batch);
    }

    private static Sequential Model()
    {
        var model = new Sequential(("fc1", new Linear(4, 8)), ("drop", new Dropout(0.5)), ("fc2", new Linear(8, 3)));
        model.Init(2);
        return model;
    }

    [Fact]
    public void Weighs_a_smaller_last_batch_by_its_samples_and_drops_nothing()
    {
        var model = Model();
        Evaluation whole = Trainer.Evaluate(model, Loader(23), CrossEntropy, Metrics.Accuracy), parts = Trainer.Evaluate(model, Loader(5), CrossEntropy, Metrics.Accuracy);
        Assert.Equal(whole.Loss, parts.Loss, 1e-6);
        Assert.Equal(whole.Metric!.Value, parts.Metric!.Value, 1e-12);
        Assert.Equal(parts, Trainer.Evaluate(model, Loader(5), CrossEntropy, Metrics.Accuracy));
        Assert.Null(Trainer.Evaluate(model, Loader(5), CrossEntropy).Metric);
    }

    [Fact]
    public void Accuracy_counts_the_largest_logit()
    {
        var logits = Tensor.Of<float>([0, 1, 5, 2, 9, 8, -1, -1], [4, 2]);
        Assert.Equal(0.75, Metrics.Accuracy(logits, Tensor.Of(1L, 0L, 0L, 1L)));       // of equals the first counts
        Assert.Equal(0.5, Metrics.Accuracy(logits, Tensor.Of(1, 1, 0, 1)));
        Assert.Contains("(4, 2) and target (3)", Assert.Throws<ShapeException>(() => Metrics.Accuracy(logits, Tensor.Of(1L, 0L, 0L))).Message);
    }

    [Fact]
    public void Cancelling_an_evaluation_throws_but_a_trained_step_is_always_reported()
    {
        using var cancel = new CancellationTokenSource();
        var model = Model();
        var sgd = new Sgd(model);
        Metric cancelling = (y, t) =>
        {
            if (Scope.Current is not Tape)                   // the validation's
                cancel.Cancel();
            return 0;
        };
        var reports = Trainer.Run(model, Loader(8), CrossEntropy, sgd, Schedules.Constant(0.1), new() { Epochs = 9, Metric = cancelling, Validation = Loader(8) }, cancel.Token).ToList();
        Assert.Equal(3, reports.Count);
        Assert.Equal(sgd.Steps, reports[^1].Step);
        Assert.NotNull(reports[^1].Validation);
        Assert.Throws<OperationCanceledException>(() => Trainer.Evaluate(model, Loader(8), CrossEntropy, cancel: cancel.Token));
    }

    private sealed class Paths : IObserver
    {
        internal readonly List<string> Seen = [];

        public void Activation(string path, Module module, Tensor output) => Seen.Add(path);

        public void Gradient(string path, Parameter parameter, Tensor gradient) => Seen.Add($"d {path}");
    }

    [Fact]
    public void An_observer_sees_each_training_step_and_changes_no_bit()
    {
        var seen = new Paths();
        Assert.Equal(Hash(null), Hash(seen));
        Assert.Equal(["fc1", "drop", "fc2", "Sequential", "d fc1.weight", "d fc1.bias", "d fc2.weight", "d fc2.bias"], seen.Seen.Take(8));
        Assert.Equal(3 * 8, seen.Seen.Count);

        static string Hash(IObserver? observer)
        {
            var model = Model();
            Trainer.Fit(model, Loader(8), CrossEntropy, new Sgd(model), Schedules.Constant(0.1), new() { Observer = observer, Validation = Loader(8) });
            return WeightsHash.Of(model);
        }
    }

    [Fact]
    public void Clipping_limits_the_step_but_reports_the_norm_before()
    {
        var model = Model();
        double[] before = Flat(model);
        var report = Trainer.Run(model, Loader(23), CrossEntropy, new Sgd(model), Schedules.Constant(1), new() { ClipNorm = 1e-3 }).Single();
        Assert.True(report.GradientNorm > 0.1);
        Assert.Equal(1e-3, Math.Sqrt(Flat(model).Zip(before, (a, b) => (a - b) * (a - b)).Sum()), 1e-6);

        static double[] Flat(Module model) => [.. model.Parameters().SelectMany(p => p.Parameter.Value.ToArray<float>()).Select(v => (double)v)];
    }

    [Fact]
    public void A_frozen_part_keeps_its_bits_while_the_rest_trains()
    {
        var model = Model();
        var fc1 = model.Modules().First().Module;
        fc1.Frozen = true;
        string before = WeightsHash.Of(fc1), whole = WeightsHash.Of(model);
        Trainer.Fit(model, Loader(8), CrossEntropy, new Adam(model, decay: 0.1), Schedules.Constant(0.1));
        Assert.Equal(before, WeightsHash.Of(fc1));
        Assert.NotEqual(whole, WeightsHash.Of(model));
    }
}
