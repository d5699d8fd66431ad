using System.Text.Json;
using Nabla.Data;
using Nabla.Nn;
using Nabla.Optim;
using Nabla.Training;

namespace Nabla.Cli.Tests;

/// <summary><c>nabla train --schedule</c>: the rate of each step, and the momentum that one-cycle moves.</summary>
public sealed class TrainScheduleTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("--schedule multi-step --milestones 3,6", "1 1 1 0.1 0.1 0.1 0.01 0.01")]
    [InlineData("--schedule multi-step --milestones 3,100", "1 1 1 0.1 0.1 0.1 0.1 0.1")]
    [InlineData("--schedule multi-step", "1 1 1 1 0.1 0.1 0.01 0.01")]
    [InlineData("--schedule step", "1 1 0.1 0.1 0.01 0.01 0.001 0.001")]
    public void Rates_are_those_of_the_schedule(string options, string rates)
    {
        Assert.Equal(0, CommandLine.Run($"train mlp --epochs 1 --lr 1 --optimizer sgd {options} --out {folder["run"]}").Code);
        Assert.Equal(rates.Split(' ').Select(double.Parse), Rates("run").Select(r => Math.Round(r, 12)));
    }

    [Fact]
    public void A_continuous_step_falls_at_every_step_and_a_resumed_run_keeps_it()
    {
        var whole = CommandLine.Run($"train mlp --epochs 2 --lr 1 --optimizer sgd --schedule step --continuous --json --out {folder["whole"]}");
        var expected = Schedules.StepDecay(1, 5, 0.1, continuous: true);
        Assert.Equal(Enumerable.Range(0, 16).Select(t => expected(t)), Rates("whole"));
        CommandLine.RunUntil("\"epoch\":1", $"train mlp --epochs 2 --lr 1 --optimizer sgd --schedule step --continuous --json --out {folder["part"]}");
        Assert.Equal(whole.Weights, CommandLine.Run($"train --resume {folder["part"]} --json").Weights);
        Assert.Contains("was started with continuous yes, but no is asked for now", CommandLine.Run($"train --resume {folder["part"]} --continuous=false").Error);
        Assert.Contains("milestones none, but 3 is asked for now", CommandLine.Run($"train --resume {folder["part"]} --milestones 3").Error);
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("nesterov")]
    [InlineData("adam")]
    [InlineData("adamw")]
    [InlineData("lion")]
    public void One_cycle_moves_the_momentum_too(string optimizer)
    {
        var o = CommandLine.Run($"train mlp --epochs 2 --schedule one-cycle --optimizer {optimizer} --json --out {folder["run"]}");
        Assert.Equal((0, ""), (o.Code, o.Error));
        Assert.Equal(o.Weights, Train(optimizer, Schedules.OneCycleMomentum(16)));
        Assert.NotEqual(o.Weights, Train(optimizer, null));
    }

    [Theory]
    [InlineData("--schedule one-cycle --optimizer rmsprop", "train: schedule one-cycle moves the momentum too, and rmsprop has none to move; sgd, nesterov, adam, adamw, lion have. Change one of the two.")]
    [InlineData("--schedule one-cycle --optimizer nadam", "and nadam has none to move")]
    [InlineData("--schedule one-cycle --optimizer adagrad", "and adagrad has none to move")]
    [InlineData("--milestones 5", "train: milestones are given, but the schedule is cosine; multi-step has them. Change one of the two.")]
    [InlineData("--schedule multi-step --continuous", "train: continuous is given, but the schedule is multi-step; step has it. Change one of the two.")]
    public void What_does_not_go_together_is_told(string options, string message)
    {
        var o = CommandLine.Run($"train mlp {options} --out {folder["run"]}");
        Assert.Equal((3, ""), (o.Code, o.Out));
        Assert.Contains(message, o.Error);
        Assert.False(Directory.Exists(folder["run"]));
    }

    [Fact]
    public void Where_no_step_could_be_taken_the_rate_is_not_blamed()
    {
        var o = CommandLine.Run($"train mlp --class-weights 1e38,1e38,1e38 --out {folder["run"]}");
        Assert.Equal(4, o.Code);
        Assert.Contains("the loss became NaN at step 0. First, sum: its result", o.Error);
        Assert.Contains("No update was made yet, so it is not the learning rate", o.Error);
        Assert.Contains("no step could be taken", o.Error);
        Assert.DoesNotContain("--lr", o.Error);
    }

    private IEnumerable<double> Rates(string run) => File.ReadLines(folder[$"{run}/metrics.jsonl"]).Select(l => JsonDocument.Parse(l).RootElement)
        .Where(e => e.TryGetProperty("rate", out _)).Select(e => e.GetProperty("rate").GetDouble());

    // The run's training by the library alone, with the momentum that is given.
    private string Train(string optimizer, Schedule? momentum)
    {
        var config = RunConfig.FromJson(File.ReadAllText(folder["run/config.json"]), "config.json");
        var task = RunTask.Of(config, new Terminal(TextWriter.Null, TextWriter.Null), default);
        var model = task.Create();
        model.Init(config.Seed);
        var loader = new DataLoader(task.Train, config.Batch, config.Seed);
        var steps = OptimizerEntry.Get(optimizer).Create(ParameterGroups.Of(model).DecayMatricesOnly(), config.WeightDecay);
        Trainer.Fit(model, loader, task.Objective.Loss, steps, Schedules.OneCycle(config.Lr, 16), new() { Epochs = 2, Seed = config.Seed, Momentum = momentum });
        return WeightsHash.Of(model);
    }
}
