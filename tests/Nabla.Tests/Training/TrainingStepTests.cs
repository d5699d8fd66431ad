using Nabla.Data;
using Nabla.Nn;
using Nabla.Optim;
using Nabla.Training;

namespace Nabla.Tests.Training;

/// <summary>What options do to a step: parts of batches, clipping, momentum, averages, reductions of the rate.</summary>
public class TrainingStepTests
{
    private static readonly Func<Tensor, Tensor, Tensor> CrossEntropy = (y, t) => Loss.CrossEntropy(y, t);

    private static Sequential Model(DType type = DType.F64, double dropout = 0)
    {
        var model = new Sequential(new Linear(4, 5), new Tanh(), new Dropout(dropout), new Linear(5, 3));
        model.Init(1);
        using var scope = new Scope();
        model.Load(model.State().ToDictionary(p => p.Key, p => p.Value.To(type)));
        return model;
    }

    private static DataLoader Loader(DType type = DType.F64, int batch = 10)
    {
        double[] x = [.. Enumerable.Range(0, 20 * 4).Select(i => new Philox(2, 2).Normal((ulong)i))];
        return new(new TensorDataset(Tensor.Of<double>(x, [20, 4]).To(type), Tensor.Of<long>([.. Enumerable.Range(0, 20).Select(i => i % 3L)], [20])), batch, seed: 3);
    }

    private static (double[] Weights, History History) Train(TrainerOptions options, Func<Module, Optimizer>? make = null, double rate = 0.1, double dropout = 0, int batch = 10)
    {
        var model = Model(dropout: dropout);
        var history = Trainer.Fit(model, Loader(batch: batch), CrossEntropy, (make ?? (m => new Sgd(m)))(model), Schedules.Constant(rate), options);
        return ([.. model.State().Values.SelectMany(t => t.ToArray<double>())], history);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(64)]
    public void Micro_batches_step_as_the_whole_batch(int parts)
    {
        var options = new TrainerOptions { Epochs = 5, Metric = Metrics.Accuracy };
        var (whole, expected) = Train(options, m => new Adam(m));
        var (split, found) = Train(options with { MicroBatches = parts }, m => new Adam(m));
        Proof.Close.Check("weights", split, whole, 1e-12);
        foreach (var (a, b) in found.Steps.Zip(expected.Steps))
        {
            Assert.Equal(b.Loss, a.Loss, 1e-13);
            Assert.Equal(b.Metric!.Value, a.Metric!.Value, 1e-13);
            Assert.Equal(b.GradientNorm, a.GradientNorm, 1e-13);
            Assert.Equal(b.Samples, a.Samples);
        }
    }

    [Fact]
    public void Micro_batches_draw_their_own_random_numbers_and_repeat()
    {
        var seen = new List<double[]>();
        Func<Tensor, Tensor, Tensor> zeros = (y, _) =>
        {
            seen.Add([.. y.Equal(Tensor.Zeros(y.Shape, y.DType)).To(DType.F64).ToArray<double>()]);
            return y.Mean();
        };
        var model = new Sequential(new Linear(4, 50, bias: false), new Dropout(0.5));
        model.Init(1);
        Trainer.Fit(model, Loader(DType.F32), zeros, new Sgd(model), Schedules.Constant(0), new() { MicroBatches = 2 });
        Assert.Equal(4, seen.Count);
        Assert.NotEqual(seen[0], seen[1]);
        Assert.InRange(seen[0].Zip(seen[1]).Count(p => p.First == p.Second), 80, 170);         // 250 independent pairs: about half agree
        Assert.Equal(Train(new() { Epochs = 2, MicroBatches = 3 }, dropout: 0.4).Weights, Train(new() { Epochs = 2, MicroBatches = 3 }, dropout: 0.4).Weights);
    }

    [Fact]
    public void A_part_that_diverges_is_found()
    {
        var model = Model();
        int calls = 0;
        Func<Tensor, Tensor, Tensor> loss = (y, t) => ++calls % 3 == 2 ? (y * 0 - 1).Log().Sum() : Loss.CrossEntropy(y, t);
        string message = Assert.Throws<DivergedException>(() => Trainer.Fit(model, Loader(), loss, new Sgd(model), Schedules.Constant(0.1), new() { MicroBatches = 3 })).Message;
        Assert.Contains("the loss became NaN at step 0. First, log: its result of shape (4, 3) holds NaN or infinity [in the loss]. No update was made yet, so it is not the learning rate: check the scale of the inputs, which reach from -", message);
    }

    [Fact]
    public void At_step_0_neither_rate_nor_batch_are_blamed_for_what_they_did_not_do()
    {
        var model = Model();
        string Told(Tensor x) => Assert.Throws<DivergedException>(() => Trainer.Fit(model, new DataLoader(new TensorDataset(x, Tensor.Zeros([2], DType.I64)), 2), CrossEntropy, new Sgd(model), Schedules.Constant(0.1))).Message;

        Assert.Equal("train: the loss became NaN at step 0. The batch itself holds NaN or infinity. Check the data.", Told(Tensor.Full([2, 4], double.NaN, DType.F64)));
        model.Load(new Dictionary<string, Tensor>(model.State()) { ["0.bias"] = Tensor.Full([5], double.NaN, DType.F64) });
        Assert.Equal("train: the loss became NaN at step 0. Before any update parameter 0.bias of shape (5) held NaN or infinity. Check its initial value.", Told(Tensor.Ones([2, 4], DType.F64)));
    }

    [Fact]
    public void A_momentum_schedule_reaches_the_optimizer()
    {
        var options = new TrainerOptions { Epochs = 3 };
        Assert.Equal(Train(options, m => new Sgd(m, momentum: 0.4)).Weights, Train(options with { Momentum = _ => 0.4 }, m => new Sgd(m, momentum: 0.9)).Weights);
        Assert.NotEqual(Train(options, m => new Sgd(m, momentum: 0.9)).Weights, Train(options with { Momentum = Schedules.OneCycleMomentum(6) }, m => new Sgd(m, momentum: 0.9)).Weights);
    }

    [Fact]
    public void Clipping_limits_how_far_a_step_goes()
    {
        double[] start = [.. Model().State().Values.SelectMany(t => t.ToArray<double>())];
        double[] Moved(TrainerOptions options) => [.. Train(options, rate: 1, batch: 20).Weights.Zip(start, (a, b) => a - b)];
        double Norm(IEnumerable<double> x) => Math.Sqrt(x.Sum(v => v * v));

        double[] free = Moved(new()), byNorm = Moved(new() { ClipNorm = 0.1 }), byValue = Moved(new() { ClipValue = 0.01 }), each = Moved(new() { ClipEachNorm = 0.05 });
        Assert.True(Norm(free) > 0.3);
        Assert.Equal(0.1, Norm(byNorm), 1e-9);
        Assert.Equal(0.01, byValue.Max(Math.Abs), 1e-12);
        foreach (var (from, to) in new[] { (0, 20), (20, 25), (25, 40), (40, 43) })             // weight, bias, weight, bias
            Assert.Equal(Math.Min(0.05, Norm(free[from..to])), Norm(each[from..to]), 1e-9);
    }

    [Fact]
    public void The_average_stands_in_for_validations_and_the_weights_come_back()
    {
        var model = Model();
        var average = new WeightAverage(model, 0.8);
        var history = Trainer.Fit(model, Loader(), CrossEntropy, new Sgd(model), Schedules.Constant(0.5), new() { Epochs = 4, Validation = Loader(), Average = average });
        Assert.Equal(Train(new() { Epochs = 4 }, rate: 0.5).Weights, model.State().Values.SelectMany(t => t.ToArray<double>()));
        Assert.Equal(8, average.Updates);
        using (average.Swap())
            Assert.Equal(Trainer.Evaluate(model, Loader(), CrossEntropy).Loss, history.Validations.Last().Result.Loss);
    }

    [Fact]
    public void A_plateau_lowers_the_rate_for_the_next_epoch()
    {
        var model = Model();
        var plateau = new ReduceOnPlateau(factor: 0.5, patience: 0);
        var history = Trainer.Fit(model, Loader(), CrossEntropy, new Sgd(model), Schedules.Constant(0), new() { Epochs = 3, Validation = Loader(), Plateau = plateau });
        Assert.Equal(0.25, plateau.Factor);
        var next = Trainer.Fit(model, Loader(), CrossEntropy, new Sgd(model), Schedules.Constant(0.2), new() { Validation = Loader(), Plateau = plateau });
        Assert.All(next.Steps, s => Assert.Equal(0.05, s.Rate));
        Assert.All(history.Steps, s => Assert.Equal(0, s.Rate));
    }

    [Fact]
    public void A_checkpoint_restores_average_and_plateau()
    {
        string file = Path.Combine(Path.GetTempPath(), $"nabla-{Guid.NewGuid():N}.safetensors");
        try
        {
            var (model, average, plateau) = Fresh();
            average.Update();
            plateau.Judge(1);
            plateau.Judge(1);
            Checkpoint.Save(file, model, average: average, plateau: plateau);
            var (other, otherAverage, otherPlateau) = Fresh();
            Checkpoint.Load(file, other, average: otherAverage, plateau: otherPlateau);
            Assert.Equal((1, 0.1), (otherAverage.Updates, otherPlateau.Factor));
            Checkpoint.Save(file, model);
            Assert.Contains("no average of weights", Assert.Throws<DataException>(() => Checkpoint.Load(file, other, average: otherAverage)).Message);
            Assert.Contains("no reduce-on-plateau", Assert.Throws<DataException>(() => Checkpoint.Load(file, other, plateau: otherPlateau)).Message);
        }
        finally
        {
            File.Delete(file);
        }

        static (Sequential, WeightAverage, ReduceOnPlateau) Fresh() => Model() is var m ? (m, new(m), new(patience: 0)) : default;
    }

    [Fact]
    public void Impossible_options_are_told()
    {
        Assert.Contains("0 micro-batches", Refused(new() { MicroBatches = 0 }));
        Assert.Contains("clip value -1 is not possible", Refused(new() { ClipValue = -1 }));
        Assert.Contains("more than one kind of clipping", Refused(new() { ClipValue = 1, ClipNorm = 1 }));
        Assert.Contains("reduce on plateau is asked for without validation data", Refused(new() { Plateau = new() }));
        Assert.Contains("reduce on plateau on the metric is asked for without a metric", Refused(new() { Plateau = new(onMetric: true), Validation = Loader() }));

        static string Refused(TrainerOptions options) => Assert.Throws<RangeException>(() => Train(options)).Message;
    }
}
