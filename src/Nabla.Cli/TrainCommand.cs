using System.CommandLine;
using Nabla.Io;
using Nabla.Training;
using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary><c>nabla train lenet5</c>: trains on the embedded digits and tells the test accuracy.</summary>
internal static class TrainCommand
{
    internal static Command Create()
    {
        var model = new Argument<string>("model") { Description = "lenet5" };
        model.AcceptOnlyFromAmong("lenet5");
        var data = new Option<string>("--data") { Description = "mnist-mini (embedded)", DefaultValueFactory = _ => "mnist-mini" };
        data.AcceptOnlyFromAmong("mnist-mini");
        var epochs = new Option<int>("--epochs") { Description = "Passes over the training images", DefaultValueFactory = _ => 12 };
        var batch = new Option<int>("--batch") { Description = "Images in a step", DefaultValueFactory = _ => 64 };
        var rate = new Option<double>("--lr") { Description = "Learning rate at the start; it falls along half a cosine to 0", DefaultValueFactory = _ => 0.05 };
        var seed = new Option<ulong>("--seed") { Description = "The same seed gives the same bits", DefaultValueFactory = _ => 0 };
        var threads = new Option<int>("--threads") { Description = "Threads to compute with", DefaultValueFactory = _ => Environment.ProcessorCount };
        var output = new Option<string?>("--out") { Description = "A file for the weights (safetensors)" };
        var json = new Option<bool>("--json") { Description = "One JSON object a line, nothing else" };
        var command = new Command("train", "Trains a model.") { model, data, epochs, batch, rate, seed, threads, output, json };
        command.SetAction((p, cancel) => Task.FromResult(Run(
            new(p.GetRequiredValue(model), p.GetRequiredValue(data), p.GetValue(epochs), p.GetValue(batch), p.GetValue(rate), p.GetValue(seed), p.GetValue(threads), p.GetValue(output)),
            p.GetValue(json) ? new JsonReport() : new TextReport(), cancel)));
        return command;
    }

    private static int Run(TrainOptions o, Report report, CancellationToken cancel)
    {
        o.Check();
        Device.Cpu.Threads = o.Threads;
        var (train, test) = Datasets.Load(o.Data);
        var model = new LeNet5();
        model.Init(o.Seed);
        report.Start(o, model);
        var result = TrainLoop.Run(model, train, test, o, report, cancel);
        if (o.Out is not null)
            SafeTensors.Save(o.Out, model.State());
        report.End(o, result, WeightsHash.Of(model));
        return cancel.IsCancellationRequested ? ExitCodes.Interrupted : ExitCodes.Done;
    }
}

/// <summary>What <c>train</c> was asked to do.</summary>
internal sealed record TrainOptions(string Model, string Data, int Epochs, int Batch, double Rate, ulong Seed, int Threads, string? Out)
{
    internal void Check()
    {
        Require(Epochs >= 1, "--epochs", Epochs, "1 or more");
        Require(Batch >= 1, "--batch", Batch, "1 or more");
        Require(Threads >= 1, "--threads", Threads, "1 or more");
        Require(Rate > 0 && double.IsFinite(Rate), "--lr", Rate, "a finite number above 0");
    }

    private static void Require(bool holds, string option, object found, string expected)
    {
        if (!holds)
            throw new RangeException(option, $"{found} is not possible. Give {expected}.");
    }
}
