using Nabla.Data;
using Nabla.Io;
using Nabla.Nn;
using Nabla.Optim;
using Nabla.Training;

namespace Nabla.Tests.Training;

public sealed class CheckpointTests : IDisposable
{
    private readonly string file = Path.Combine(Path.GetTempPath(), $"nabla-{Guid.NewGuid():N}.safetensors");

    public void Dispose() => File.Delete(file);

    /// <summary>A layer that counts its training steps in a buffer.</summary>
    private sealed class Counted : Module<Tensor, Tensor>
    {
        internal readonly ModuleBuffer Count = new([1]);
        private readonly Linear fc = new(2, 2);

        protected internal override Members Members => [("fc", fc), ("count", Count)];

        protected override Tensor Compute(Tensor x)
        {
            if (Scope.Current!.Mode == Mode.Train)
                using (new Scope())
                    Count.Assign(Count.Value + 1);
            return fc.Forward(x);
        }
    }

    private static (Counted Model, Adam Optimizer) Trained(ulong seed = 0, int steps = 2)
    {
        var model = new Counted();
        model.Init(seed);
        var adam = new Adam(model);
        for (int i = 0; i < steps; i++)
            using (var tape = Tape.Start())
                adam.Step(tape.Backward(model.Forward(Tensor.Ones([1, 2])).Tanh().Sum()), 0.1);
        return (model, adam);
    }

    [Fact]
    public void Has_the_names_that_its_documentation_tells()
    {
        var (model, adam) = Trained();
        Checkpoint.Save(file, model, adam, step: 2, metadata: new Dictionary<string, string> { ["seed"] = "7", ["sha256"] = "mine" });
        var names = SafeTensors.Load(file, out var metadata).Keys.Order(StringComparer.Ordinal);
        Assert.Equal([
            "model.count", "model.fc.bias", "model.fc.weight",
            "optimizer.exp_avg.fc.bias", "optimizer.exp_avg.fc.weight", "optimizer.exp_avg_sq.fc.bias", "optimizer.exp_avg_sq.fc.weight",
            "optimizer.step", "optimizer.step.fc.bias", "optimizer.step.fc.weight"], names);
        Assert.Equal(("2", "7"), (metadata["step"], metadata["seed"]));
        Assert.Equal(["seed", "sha256", "step"], metadata.Keys.Order());
        Assert.Equal(["seed", "step"], Checkpoint.Metadata(file).Keys.Order());
        Assert.Equal(["count", "fc.bias", "fc.weight"], Checkpoint.Weights(file).Keys.Order());
    }

    [Fact]
    public void Restores_parameters_buffers_and_optimizer_into_a_model_without_values()
    {
        var (model, adam) = Trained(steps: 3);
        Checkpoint.Save(file, model, adam, step: 3);
        var other = new Counted();
        var restored = new Adam(other);
        Assert.Equal(3, Checkpoint.Load(file, other, restored).Step);
        Assert.Equal(3, other.Count.Value.Item());
        Assert.Equal(WeightsHash.Of(model), WeightsHash.Of(other));
        foreach (var (name, t) in adam.State())
            Assert.Equal(t.To(DType.F64).ToArray<double>(), restored.State()[name].To(DType.F64).ToArray<double>());
    }

    [Fact]
    public void What_does_not_fit_is_named_and_nothing_changes()
    {
        var (model, adam) = Trained();
        Checkpoint.Save(file, model, new Sgd(model, momentum: 0.9), step: 2);
        var (other, otherAdam) = Trained(seed: 5);
        string before = WeightsHash.Of(other);
        Assert.Equal("load: the state does not fit Adam: exp_avg.fc.weight is missing. Check that it was saved by this optimizer of this model.", LoadWithout("optimizer.exp_avg.fc.weight"));
        Assert.Contains("fc.bias is missing", LoadWithout("model.fc.bias"));
        Assert.Contains("step is missing", LoadWithout("optimizer.step"));
        Assert.Contains("has no early stop", Assert.Throws<DataException>(() => Checkpoint.Load(file, other, null, new EarlyStop(1))).Message);
        SafeTensors.Save(file, model.State());
        Assert.Contains("is not a checkpoint", Assert.Throws<DataException>(() => Checkpoint.Load(file, other)).Message);
        Assert.Equal(before, WeightsHash.Of(other));
        Assert.Equal((2, 2), (otherAdam.Steps, other.Count.Value.Item()));

        string LoadWithout(string name)
        {
            Checkpoint.Save(file, model, adam, step: 2);
            var tensors = SafeTensors.Load(file, out var metadata);
            tensors.Remove(name);
            metadata.Remove("sha256");
            SafeTensors.Save(file, tensors, metadata);
            return Assert.Throws<DataException>(() => Checkpoint.Load(file, other, otherAdam)).Message;
        }
    }

    [Fact]
    public void No_damaged_byte_goes_unnoticed()
    {
        var (model, adam) = Trained();
        Checkpoint.Save(file, model, adam, step: 2, metadata: new Dictionary<string, string> { ["seed"] = "7" });
        byte[] good = File.ReadAllBytes(file);
        int header = 8 + (int)BitConverter.ToInt64(good);
        var (other, otherAdam) = Trained(seed: 5);
        string before = WeightsHash.Of(other);
        for (int i = 0; i < good.Length; i++)
        {
            byte[] bad = [.. good];
            bad[i] ^= 1;
            File.WriteAllBytes(file, bad);
            try
            {
                Checkpoint.Load(file, other, otherAdam);
                Assert.True(i < header, $"byte {i} of the data was changed, and it loaded");
                Assert.Equal(WeightsHash.Of(model), WeightsHash.Of(other));     // as of a space between the header's words
                other.Load(Trained(seed: 5).Model.State());
            }
            catch (DataException e)
            {
                Assert.True(i < header || e.Message == $"{file}: is damaged: its content does not match its SHA-256. Use an older checkpoint.", e.Message);
                Assert.Equal(before, WeightsHash.Of(other));
            }
        }

        int step = System.Text.Encoding.UTF8.GetString(good, 0, header).IndexOf("\"step\":\"2\"", StringComparison.Ordinal) + 8;
        good[step]++;                                                           // resuming at another step takes other batches
        File.WriteAllBytes(file, good);
        Assert.Contains("is damaged", Assert.Throws<DataException>(() => Checkpoint.Load(file, other)).Message);
        Assert.Contains("is damaged", Assert.Throws<DataException>(() => Checkpoint.Metadata(file)).Message);
        Assert.Contains("is damaged", Assert.Throws<DataException>(() => Checkpoint.Weights(file)).Message);
    }

    [Fact]
    public void Half_precision_comes_back_widened_and_checked()
    {
        var (model, _) = Trained();
        var half = model.State().ToDictionary(s => s.Key, s => s.Value.To(DType.BF16));
        SafeTensors.Save(file, half.ToDictionary(s => "model." + s.Key, s => s.Value), new Dictionary<string, string> { ["step"] = "4" });
        var weights = Checkpoint.Weights(file);
        foreach (var (name, t) in half)
        {
            Assert.Equal(DType.F32, weights[name].DType);
            Assert.Equal(t.To(DType.F32).ToArray<float>(), weights[name].ToArray<float>());
        }
    }

    [Fact]
    public void A_refused_save_leaves_the_last_good_one()
    {
        var (model, adam) = Trained();
        Checkpoint.Save(file, model, adam, step: 2);
        byte[] good = File.ReadAllBytes(file);
        model.Parameters().First().Parameter.Assign(Tensor.Full([2, 2], double.PositiveInfinity));
        string message = Assert.Throws<DivergedException>(() => Checkpoint.Save(file, model, adam, step: 3)).Message;
        Assert.StartsWith("checkpoint: fc.weight of shape (2, 2) holds NaN or infinity, so", message);
        Assert.Equal(good, File.ReadAllBytes(file));
    }

    [Fact]
    public void An_early_stop_that_is_resumed_stops_at_the_same_step()
    {
        Assert.Equal(5 * 3, Run(stopAt: null));
        Assert.Equal(5 * 3, Run(stopAt: 2 * 3));               // after two epochs
        Assert.Equal(5 * 3, Run(stopAt: 4 * 3 + 1));           // amid the last
        Assert.Equal(5 * 3, Run(stopAt: 5 * 3));               // stopped already

        long Run(long? stopAt)
        {
            var (model, sgd, stop) = Fresh();
            long last = 0;
            foreach (var s in Steps(model, sgd, stop, 0))
            {
                last = s.Step;
                if (s.Step == stopAt)
                {
                    Checkpoint.Save(file, model, sgd, s.Step, stop);
                    break;
                }
            }

            if (stopAt is null)
                return last;
            (model, sgd, stop) = Fresh();
            long start = Checkpoint.Load(file, model, sgd, stop).Step;
            return Steps(model, sgd, stop, start).Select(s => s.Step).LastOrDefault(start);
        }

        static (Linear, Sgd, EarlyStop) Fresh()
        {
            var model = new Linear(1, 1);
            model.Init(0);
            return (model, new Sgd(model), new EarlyStop(patience: 4));
        }

        // At rate 0 the validation never gets better than after the first epoch.
        static IEnumerable<StepReport> Steps(Module<Tensor, Tensor> model, Optimizer optimizer, EarlyStop stop, long start)
        {
            var loader = new DataLoader(new TensorDataset(Tensor.Ones([6, 1]), Tensor.Ones([6, 1])), batch: 2);
            return Trainer.Run(model, loader, (y, t) => ((y - t) * (y - t)).Mean(), optimizer, Schedules.Constant(0), new() { Epochs = 100, StartStep = start, Validation = loader, EarlyStop = stop });
        }
    }
}
