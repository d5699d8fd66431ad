using System.Diagnostics;
using Nabla.Data;
using Nabla.Io;
using Nabla.Nn;
using Nabla.Optim;
using Nabla.Training;

namespace Nabla.Cli;

/// <summary>One sitting of a run: from its start or its last checkpoint to its end, an interruption or an error.</summary>
internal sealed class TrainSession
{
    private readonly RunConfig config;
    private readonly RunTask task;
    private readonly Module<Tensor, Tensor> model;
    private readonly ModelSummary summary;
    private readonly Optimizer optimizer;
    private readonly DataLoader loader;
    private readonly Schedule schedule;
    private readonly Schedule? momentum;
    private readonly TrainDisplay display;
    private readonly Terminal terminal;
    private long lastSaved;
    private bool hasWeights;

    internal TrainSession(RunConfig config, Terminal terminal, CancellationToken cancel)
    {
        (this.config, this.terminal, display) = (config, terminal, TrainDisplay.For(terminal));
        task = RunTask.Of(config, terminal, cancel);
        model = task.Create();
        model.Init(config.Seed);
        summary = ModelTable.Summary(model, task.Train.Fields[0].Shape);            // an image that is too small for it is told here
        Transfer.Freeze(model, config);
        optimizer = OptimizerEntry.Get(config.Optimizer).Create(Transfer.Rates(ParameterGroups.Of(model).DecayMatricesOnly(), model, config), config.WeightDecay);
        // Batch norm learns nothing from one sample, so an epoch leaves out the one that would be a batch by itself: another each time.
        bool lone = model.Modules().Any(m => m.Module is BatchNorm { Frozen: false }) && task.Train.Count % config.Batch == 1 && task.Train.Count > config.Batch;
        loader = new DataLoader(task.Train, config.Batch, config.Seed, dropLast: lone);
        (schedule, momentum) = Catalog.Schedule(config, Steps);
    }

    private long Steps => (long)config.Epochs * loader.StepsPerEpoch;

    /// <summary>Whether it has taken a step.</summary>
    internal bool HasStepped { get; private set; }

    /// <summary>Takes the weights to start from, where the run has such.</summary>
    internal void TakeWeights()
    {
        if (config.Weights is not null && !hasWeights)
            Transfer.Take(model, config, terminal);
        hasWeights = true;
    }

    /// <summary>Trains in <paramref name="run"/>; the exit code.</summary>
    internal int Run(RunFolder run, CheckpointInterval interval, CancellationToken cancel)
    {
        using var metrics = RunMetrics.Open(run.MetricsFile);
        run.Tidy();
        var saved = RunCheckpoint.Load(run, model, optimizer, task.Metadata, terminal.Warn);
        if (saved is null)
            TakeWeights();
        if (saved is null && config.Warmup >= Steps)
            terminal.Warn($"the rate rises for {config.Warmup:N0} steps, but the training has {Steps:N0}: it never reaches {config.Lr}. Give a smaller --warmup, or more --epochs.");
        var state = saved ?? default;
        lastSaved = state.Step;
        metrics.CutBack(state.Step);
        if (metrics.History.Steps.Count < state.Step)
            terminal.Warn($"{run.MetricsFile} has {metrics.History.Steps.Count:N0} of the {state.Step:N0} steps before the checkpoint; report.html lacks the others, and the mean of the epoch under way is over the rest. The weights do not depend on it.");
        try
        {
            if (saved is null)
                Write(run, metrics, state);                         // so that a good one always exists, whatever becomes of the output
            display.Start(new(config, summary, Transfer.FrozenCount(model), loader.Count, task.Test.Count, task.Samples, state.Step, Steps, run.Path, Device.Cpu.Threads));
            if (saved is null)
                display.Checkpoint(state.Step);
            display.During(() => state = Train(run, metrics, interval, state, cancel));
            return state.Step < Steps ? Interrupted(run, state) : Finish(run, metrics, state);
        }
        catch (DivergedException)
        {
            terminal.Advice = metrics.History.Steps.Count == 0 ? $"no step could be taken. {run.Path} holds the initial weights alone: change the data or the settings, and start a new run."
                : $"the last good checkpoint, after step {lastSaved:N0}, is kept: {run.CheckpointFile}. Resuming takes the same steps bit for bit and diverges again: start a new run with a lower --lr, or with --clip 1.";
            throw;
        }
        catch (Exception e) when (e is DataException or IOException)
        {
            terminal.Advice = $"go on with: nabla train --resume {run.Path}";
            throw;
        }
    }

    private RunState Train(RunFolder run, RunMetrics metrics, CheckpointInterval interval, RunState state, CancellationToken cancel)
    {
        var (clock, speed, before) = (Stopwatch.StartNew(), new Speed(Steps), state.Seconds);
        var mean = EpochMean.From(metrics.History, state.Step, loader);
        var options = new TrainerOptions { Epochs = config.Epochs, Seed = config.Seed, StartStep = state.Step, Momentum = momentum, ClipNorm = config.Clip, Metric = task.Objective.Score, SaveDivergedBatch = run.DivergedFile };
        try
        {
            foreach (var report in Trainer.Run(model, loader, task.Objective.Loss, optimizer, schedule, options, cancel))
            {
                var point = new StepPoint(report.Step, report.Epoch, report.Loss, new(task.Objective.ScoreName, report.Metric.GetValueOrDefault()), report.Rate);
                metrics.Add(point);
                mean.Add(point, report.Samples);
                HasStepped = true;
                speed.Step(report.Step, report.Samples);
                state = new(report.Step, before + clock.Elapsed.TotalSeconds);
                if (state.Step % loader.StepsPerEpoch == 0)
                    EndEpoch(metrics, mean, state);
                display.Step(new(point, Steps, config.Epochs, speed.SamplesPerSecond, speed.Remaining));
                if (interval.Due(state.Step) && IsSound())
                    Save(run, metrics, interval, state);
            }
        }
        catch (IOException)
        {
            Write(run, metrics, state);                             // what failed is the display: the steps need not be lost
            throw;
        }

        state = state with { Seconds = before + clock.Elapsed.TotalSeconds };
        Save(run, metrics, interval, state);
        return state;
    }

    private void EndEpoch(RunMetrics metrics, EpochMean mean, RunState state)
    {
        var result = Evaluator.Run(model, task.Test, task.Objective);
        var (loss, score) = mean.Take();
        var point = new EpochPoint((int)(state.Step / loader.StepsPerEpoch), state.Step, loss, new(task.Objective.ScoreName, score), result.Scores);
        metrics.Add(point);
        display.Epoch(point, config.Epochs, state.Seconds);
    }

    private void Save(RunFolder run, RunMetrics metrics, CheckpointInterval interval, RunState state)
    {
        var clock = Stopwatch.StartNew();
        Write(run, metrics, state);
        interval.Written(clock.Elapsed);
        display.Checkpoint(state.Step);
    }

    private void Write(RunFolder run, RunMetrics metrics, RunState state)
    {
        if (run.IsGone)
        {
            run.Restore();
            metrics.Restore();
            terminal.Warn($"{run.Path} was deleted meanwhile; it is made again.");
        }

        try
        {
            metrics.Flush();
            RunCheckpoint.Save(run, model, optimizer, state, task.Metadata);
        }
        catch (DataException) when (run.IsGone)                     // deleted in this very moment
        {
            Write(run, metrics, state);
        }

        lastSaved = state.Step;
    }

    private int Interrupted(RunFolder run, RunState state)
    {
        terminal.Emit("interrupted", json =>
        {
            json.WriteNumber("step", state.Step);
            json.WriteNumber("steps", Steps);
            json.WriteString("run", run.FullPath);
        });
        terminal.Warn($"interrupted after step {state.Step:N0} of {Steps:N0}; a checkpoint is written. Go on with: nabla train --resume {run.Path}");
        return ExitCodes.Interrupted;
    }

    // model.safetensors comes last: where it is, the run is finished.
    private int Finish(RunFolder run, RunMetrics metrics, RunState state)
    {
        var result = Evaluator.Run(model, task.Test, task.Objective);
        if (run.IsGone)
            Write(run, metrics, state);
        var end = new RunEnd(config.Model, config.Data, config.Epochs, state.Step, state.Seconds, result.Scores, WeightsHash.Of(model), run.FullPath);
        string page = ReportPage.Compose(RunReport.Of(config, end, model, metrics.History, loader.StepsPerEpoch, result, task));
        AtomicFile.Write(run.ReportFile, s => s.Write(System.Text.Encoding.UTF8.GetBytes(page)));
        SafeTensors.Save(run.WeightsFile, model.State(), new Dictionary<string, string>(task.Metadata) { ["format"] = "nabla", ["config"] = config.ToJson(), ["end"] = end.ToJson() });
        end.Tell(terminal, run);
        return ExitCodes.Done;
    }

    // Weights that an update made infinite are no checkpoint; the next step then tells where it came from.
    private bool IsSound() => model.Parameters().All(p => p.Parameter.Value.AllFinite());
}
