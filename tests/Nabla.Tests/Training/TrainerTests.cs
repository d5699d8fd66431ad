using Nabla.Data;
using Nabla.Io;
using Nabla.Nn;
using Nabla.Optim;
using Nabla.Training;

namespace Nabla.Tests.Training;

public class TrainerTests
{
    private static readonly Func<Tensor, Tensor, Tensor> CrossEntropy = (y, t) => Loss.CrossEntropy(y, t);

    [Fact]
    public void Learns_and_reports_plain_numbers()
    {
        var history = Trainer.Fit(Model(), Loader(), CrossEntropy, new Sgd(Model()), Schedules.Constant(0));
        Assert.Equal(3, history.Steps.Count);
        Assert.Equal((1L, 3L, 1, 1, 8), (history.Steps[0].Step, history.Steps[0].Steps, history.Steps[0].Epoch, history.Steps[0].Epochs, history.Steps[0].Samples));
        Assert.Equal(4, history.Steps[2].Samples);

        var model = Model();
        var learned = Trainer.Fit(model, Loader(), CrossEntropy, new Adam(model), Schedules.Constant(0.02), new() { Epochs = 40, Metric = Metrics.Accuracy, Validation = Loader(shuffle: false) });
        Assert.Equal(40, learned.Validations.Count());
        Assert.InRange(learned.Validations.Last().Result.Loss, 0, 0.1);
        Assert.Equal(1, learned.Validations.Last().Result.Metric);
        Assert.True(learned.Steps[0].Loss > learned.Steps[^1].Loss);
    }

    [Fact]
    public void No_scope_is_open_in_the_consumers_code()
    {
        var model = Model();
        foreach (var s in Trainer.Run(model, Loader(), CrossEntropy, new Sgd(model), Schedules.Constant(0.1), new() { Validation = Loader() }))
            Assert.True(Scope.Current is null && s.Rate == 0.1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    public void A_resumed_training_gives_the_same_bits(int at)
    {
        string file = Path.Combine(Path.GetTempPath(), $"nabla-{Guid.NewGuid():N}.safetensors");
        try
        {
            var whole = Model(dropout: 0.3);
            Trainer.Fit(whole, Loader(), CrossEntropy, new Adam(whole), Schedules.Cosine(0.01, 9), new() { Epochs = 3, Seed = 5 });

            var first = Model(dropout: 0.3);
            var adam = new Adam(first);
            foreach (var s in Trainer.Run(first, Loader(), CrossEntropy, adam, Schedules.Cosine(0.01, 9), new() { Epochs = 3, Seed = 5 }))
                if (s.Step == at)
                {
                    Checkpoint.Save(file, first, adam, s.Step, metadata: new Dictionary<string, string> { ["note"] = "half" });
                    break;
                }

            var second = Model(dropout: 0.3, seed: 99);
            var fresh = new Adam(second);
            var (step, metadata) = Checkpoint.Load(file, second, fresh);
            Assert.Equal((at, "half"), (step, metadata["note"]));
            Trainer.Fit(second, Loader(prefetch: 0), CrossEntropy, fresh, Schedules.Cosine(0.01, 9), new() { Epochs = 3, Seed = 5, StartStep = step });
            Assert.Equal(WeightsHash.Of(whole), WeightsHash.Of(second));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Cancelling_ends_between_two_steps()
    {
        var model = Model();
        using var cancel = new CancellationTokenSource();
        int steps = 0;
        foreach (var s in Trainer.Run(model, Loader(), CrossEntropy, new Sgd(model), Schedules.Constant(0.1), new() { Epochs = 100 }, cancel.Token))
            if (++steps == 5)
                cancel.Cancel();
        Assert.Equal(5, steps);
    }

    [Fact]
    public void Stops_early_when_the_validation_gets_no_better()
    {
        var model = Model();
        var stop = new EarlyStop(patience: 2);
        var history = Trainer.Fit(model, Loader(), CrossEntropy, new Sgd(model), Schedules.Constant(0), new() { Epochs = 50, Validation = Loader(), EarlyStop = stop });
        Assert.Equal(9, history.Steps.Count);                          // the best at epoch 1, then two no better
        Assert.True(history.Steps[^1].Stopped);
        Assert.Equal(2, stop.Waited);
        var again = new EarlyStop(2);
        again.Load(stop.State());
        Assert.Equal((stop.Best, stop.Waited), (again.Best, again.Waited));
    }

    [Fact]
    public void Divergence_names_the_first_operation_and_module_and_saves_the_batch()
    {
        string file = Path.Combine(Path.GetTempPath(), $"nabla-{Guid.NewGuid():N}.safetensors");
        try
        {
            var model = new Sequential(new Linear(4, 3), new LogOfNegative(), new Linear(3, 3));
            model.Init(0);
            var e = Assert.Throws<DivergedException>(() => Trainer.Fit(model, Loader(), CrossEntropy, new Sgd(model), Schedules.Constant(0.1), new() { SaveDivergedBatch = file }));
            Assert.Contains("the loss became NaN at step 0", e.Message);
            Assert.Contains("First, log: its result of shape (8, 3)", e.Message);
            Assert.Contains("[in 1]", e.Message);
            Assert.Equal([8, 4], SafeTensors.Load(file)["x"].Shape);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Divergence_outside_any_module_is_in_the_loss()
    {
        var model = Model();
        model.Init(0);
        var e = Assert.Throws<DivergedException>(() => Trainer.Fit(model, Loader(), (y, t) => (y * double.MaxValue).Exp().Sum(), new Sgd(model), Schedules.Constant(0.1), new() { SaveDivergedBatch = "/dev/null/batch" }));
        Assert.Matches(@"First, (mul|exp).*: its result of shape \(8, 3\) holds NaN or infinity \[in the loss\]\. No update was made yet", e.Message);
        Assert.Contains("The batch could not be saved: ", e.Message);
    }

    [Fact]
    public void An_infinite_gradient_is_found_though_the_loss_is_finite()
    {
        var model = new Sequential(new Linear(4, 3), new RootOfNothing());
        model.Init(0);
        var e = Assert.Throws<DivergedException>(() => Trainer.Fit(model, Loader(), (y, t) => y.Sum() * 1e-3, new Sgd(model), Schedules.Constant(0.1)));
        Assert.Contains("the norm of the gradients became", e.Message);
        Assert.Contains("sqrt backward", e.Message);
    }

    [Fact]
    public void Parameters_that_overflowed_before_are_named_and_never_saved()
    {
        var model = Model();
        model.Parameters().First().Parameter.Assign(Tensor.Full([5, 4], double.NaN));
        var e = Assert.Throws<DivergedException>(() => Trainer.Fit(model, Loader(), CrossEntropy, new Sgd(model), Schedules.Constant(0.1), new() { StartStep = 1 }));
        Assert.Contains("parameter 0.weight of shape (5, 4) already held NaN", e.Message);
        string file = Path.Combine(Path.GetTempPath(), $"nabla-{Guid.NewGuid():N}.safetensors");
        Assert.Contains("is still good", Assert.Throws<DivergedException>(() => Checkpoint.Save(file, model)).Message);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void Impossible_options_are_told()
    {
        var model = Model();
        Assert.Contains("epochs 0", Assert.Throws<RangeException>(() => Run(new() { Epochs = 0 })).Message);
        Assert.Contains("clip norm 0", Assert.Throws<RangeException>(() => Run(new() { ClipNorm = 0 })).Message);
        Assert.Contains("Set Validation", Assert.Throws<RangeException>(() => Run(new() { EarlyStop = new(1) })).Message);
        Assert.Contains("one number", Assert.Throws<ShapeException>(() => Trainer.Fit(model, Loader(), (y, t) => y, new Sgd(model), Schedules.Constant(0.1))).Message);

        object Run(TrainerOptions options) => Trainer.Run(model, Loader(), CrossEntropy, new Sgd(model), Schedules.Constant(0.1), options);
    }

    private static Sequential Model(double dropout = 0, ulong seed = 1)
    {
        var model = new Sequential(new Linear(4, 5), new Tanh(), new Dropout(dropout), new Linear(5, 3));
        model.Init(seed);
        return model;
    }

    // 20 samples of three classes that lie apart.
    private static DataLoader Loader(bool shuffle = true, int prefetch = 2)
    {
        var random = new Philox(2, 2);
        var x = Enumerable.Range(0, 20 * 4).Select(i => (float)(0.3 * random.Normal((ulong)i)) + (i / 4 % 3 == i % 4 ? 2 : 0)).ToArray();
        return new(new TensorDataset(Tensor.Of<float>(x, [20, 4]), Tensor.Of<long>([.. Enumerable.Range(0, 20).Select(i => i % 3L)], [20])), batch: 8, seed: 3, shuffle, prefetch: prefetch);
    }

    private sealed class LogOfNegative : Stateless
    {
        protected override Tensor Compute(Tensor x) => (-x.Abs()).Log();
    }

    private sealed class RootOfNothing : Stateless
    {
        protected override Tensor Compute(Tensor x) => (x * 0).Sqrt();
    }
}
