using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Nabla.Cli;

/// <summary><c>nabla train MODEL</c>, or <c>nabla train --resume RUN</c>.</summary>
internal sealed class TrainCommand
{
    private readonly Argument<string?> model = Options.ChoiceArgument("model", $"What to train: {string.Join(", ", Catalog.Models.Select(m => m.Name))}", [.. Catalog.Models.Select(m => m.Name)]);
    private readonly Option<string?> data = new("--data") { Description = "Data set, see 'nabla data list', or a folder with a folder of pictures for each class; for a model of tables a CSV file too", HelpName = "name" };
    private readonly Option<int?> epochs = Options.Integer("--epochs", "n", "Passes over the training samples");
    private readonly Option<int?> batch = Options.Integer("--batch", "n", "Samples in a step");
    private readonly Option<double?> rate = Options.Positive("--lr", "rate", $"Learning rate [the model's; for another optimizer than its own {string.Join(", ", OptimizerEntry.All.Select(o => $"{o.Name} {o.Rate}"))}]");
    private readonly Option<string?> schedule = Options.Choice("--schedule", "name", $"How the rate changes: {string.Join(", ", Catalog.Schedules)}; see 'nabla schedule'", Catalog.Schedules);
    private readonly Option<string?> milestones = Options.Milestones("Of the schedule multi-step: the steps at which the rate falls [half and three quarters of all]");
    private readonly Option<bool> continuous = new("--continuous") { Description = "Of the schedule step: the rate falls between its steps too" };
    private readonly Option<int?> warmup = Options.Integer("--warmup", "steps", "Steps over which the rate rises to its value", least: 0);
    private readonly Option<string?> optimizer = Options.Choice("--optimizer", "name", $"{string.Join(", ", Catalog.Optimizers)}; sgd and nesterov have momentum 0.9", Catalog.Optimizers);
    private readonly Option<double?> clip = Options.Positive("--clip", "norm", "Scale the gradients of a step down to this norm where theirs is larger [none]");
    private readonly Option<double?> weightDecay = Options.Number("--weight-decay", "λ", "Weight decay of matrices: coupled, λ·w to the gradient; decoupled for adamw and lion", v => v >= 0 && double.IsFinite(v), "a finite number from 0");
    private readonly Option<ulong?> seed = Options.Unsigned("--seed", "n", "The same seed gives the same bits, for any number of threads [0]");
    private readonly Option<int?> limit = Options.Integer("--limit", "n", "Train on the first n samples only, for a quick try");
    private readonly Option<string?> augment = Options.Choice("--augment", "name", "Images: standard (random crop, and flip in colour), rand (RandAugment too), none [the model's, mostly none]", Augmentation.All);
    private readonly Option<double?> mixup = Options.Positive("--mixup", "α", "Images: mix each with another, λ from Beta(α, α) [none]");
    private readonly Option<double?> cutmix = Options.Positive("--cutmix", "α", "Images: put a rectangle of another into each, λ from Beta(α, α) [none]");
    private readonly Option<int?> size = Options.Integer("--size", "pixels", "Pictures of a folder: the side they are brought to [the model's]", most: 4096);
    private readonly Option<string?> weights = new("--weights") { Description = "Images: start from this file of weights (safetensors, torchvision's names)", HelpName = "file" };
    private readonly Option<bool> skip = new("--skip-mismatched") { Description = "Leave out what of the weights is missing or has another shape, such as a head for other classes" };
    private readonly Option<string?> freeze = Options.Text("--freeze", "which", "Images: what does not learn: features (all but the head), or patterns of paths such as conv1.*,layer1.* [nothing]", Transfer.IsFreeze, "features, or patterns of paths separated by commas");
    private readonly Option<double?> headRate = Options.Positive("--head-lr", "rate", "Images: the head's learning rate [--lr]");
    private readonly Option<double?> backboneRate = Options.Positive("--backbone-lr", "rate", "Images: the learning rate of all but the head [--lr]");
    private readonly Option<int?> threads = Options.Threads();
    private readonly Option<string?> output = new("--out") { Description = "The run folder to make; it must not exist [runs/MODEL-seedN, with -2, -3 and so on after it where that exists]", HelpName = "folder" };
    private readonly Option<string?> resume = new("--resume") { Description = "Go on with the run in this folder; needs no other option", HelpName = "run" };
    private readonly Option<string?> interval = new("--checkpoint-every")
    {
        Description = "Steps (200) or time (30s, 5m) between checkpoints, or auto: about 1 % of the time [auto]",
        HelpName = "n|time",
        CustomParser = CheckInterval,
    };

    private readonly TableOptions table = new();
    private readonly Terminal terminal;
    private readonly CancellationToken cancel;

    private TrainCommand(Terminal terminal, CancellationToken cancel) => (this.terminal, this.cancel) = (terminal, cancel);

    internal static Command Create(Terminal terminal, CancellationToken cancel)
    {
        var c = new TrainCommand(terminal, cancel);
        c.model.Arity = ArgumentArity.ZeroOrOne;
        var command = new Command("train", "Trains a model and writes a run folder. Settings not given are the model's own, see 'nabla models MODEL'.")
        {
            c.model, c.data, c.epochs, c.batch, c.rate, c.schedule, c.milestones, c.continuous, c.warmup, c.optimizer, c.weightDecay, c.clip, c.seed, c.limit, c.augment, c.mixup, c.cutmix, c.size, c.weights, c.skip, c.freeze, c.headRate, c.backboneRate, c.threads, c.output, c.resume, c.interval, Options.Json(),
        };
        foreach (var option in c.table.All)
            command.Add(option);
        command.Validators.Add(c.CheckTogether);
        command.SetAction(c.Run);
        return command;
    }

    private void CheckTogether(CommandResult r)
    {
        if (r.GetResult(resume) is null && r.GetResult(model) is not { Tokens.Count: > 0 })
            r.AddError($"train: no model is given. Give one of {string.Join(", ", Catalog.Models.Select(m => m.Name))}, or --resume with a run folder.");
        if (r.GetResult(resume) is not null && r.GetResult(output) is not null)
            r.AddError("train: --out and --resume do not go together: a resumed run stays in its folder. Leave one out.");
    }

    private int Run(ParseResult p)
    {
        Options.UseThreads(p.GetValue(threads));
        var every = CheckpointInterval.Parse(p.GetValue(interval) ?? CheckpointInterval.Auto)!;
        return p.GetValue(resume) is { } folder ? Resume(p, folder, every) : Start(p, every);
    }

    private int Start(ParseResult p, CheckpointInterval every)
    {
        var config = Config(p, Catalog.Get(p.GetValue(model)!));
        if (config.Conflict() is { } conflict)
            throw new RangeException("train", $"{conflict}. Change one of the two.");
        var session = new TrainSession(config, terminal, cancel);
        session.TakeWeights();
        string name = string.Create(CultureInfo.InvariantCulture, $"{config.Model}-seed{config.Seed}");
        var run = p.GetValue(output) is { } folder ? RunFolder.Create(folder, config) : RunFolder.CreateNumbered(name, config);
        try
        {
            return session.Run(run, every, cancel);
        }
        catch (NablaException e) when (!session.HasStepped && e is not (DivergedException or DataException))
        {
            run.Remove();                                           // no step is possible with these settings, so there is nothing to go on with
            terminal.Advice = $"no step could be taken, so {run.Path} is removed again.";
            throw;
        }
    }

    private int Resume(ParseResult p, string folder, CheckpointInterval every)
    {
        var run = RunFolder.Open(folder);
        string[] changes = [.. Given(p, run.Config).Differences(run.Config).Select(d => $"{d.Name} {d.There}, but {d.Here} is asked for now")];
        if (changes.Length > 0)
            throw new DataException(folder, $"was started with {string.Join("; ", changes)}. Leave that out to go on with the run, or start a new one.");
        if (run.End() is not { } end)
            return new TrainSession(run.Config, terminal, cancel).Run(run, every, cancel);
        end.Tell(terminal, run);
        return ExitCodes.Done;
    }

    private RunConfig Config(ParseResult p, ModelEntry entry)
    {
        if (entry.Recipe.Data.Length == 0 && p.GetValue(data) is null)
            throw new RangeException("train", $"{entry.Name} has no data set of its own. Give one with --data: a folder of pictures, or cifar10.");
        var (recipe, settings) = entry.Recipe.Table is null ? (entry.Recipe, null) : table.Start(p, entry, p.GetValue(data) ?? entry.Recipe.Data);
        return Given(p, new()
        {
            Model = entry.Name,
            Data = recipe.Data,
            Epochs = recipe.Epochs,
            Batch = recipe.Batch,
            Lr = Catalog.Rate(recipe, p.GetValue(optimizer) ?? recipe.Optimizer),
            Schedule = recipe.Schedule,
            Warmup = recipe.Warmup,
            Optimizer = recipe.Optimizer,
            WeightDecay = recipe.WeightDecay,
            Augment = recipe.Augment,
            Seed = 0,
            Table = settings,
        });
    }

    // What the command line gives, in place of what was there.
    private RunConfig Given(ParseResult p, RunConfig c) => c with
    {
        Model = p.GetValue(model) ?? c.Model,
        Data = p.GetValue(data) is { } name ? c.Table is null ? PictureFolder.FullName(name) : TableTask.FullName(name) : c.Data,
        Epochs = p.GetValue(epochs) ?? c.Epochs,
        Batch = p.GetValue(batch) ?? c.Batch,
        Lr = p.GetValue(rate) ?? c.Lr,
        Schedule = p.GetValue(schedule) ?? c.Schedule,
        Milestones = Options.ParseMilestones(p.GetValue(milestones)) ?? c.Milestones,
        Continuous = p.GetResult(continuous) is { Implicit: false } ? p.GetValue(continuous) : c.Continuous,
        Warmup = p.GetValue(warmup) ?? c.Warmup,
        Optimizer = p.GetValue(optimizer) ?? c.Optimizer,
        Seed = p.GetValue(seed) ?? c.Seed,
        Clip = p.GetValue(clip) ?? c.Clip,
        Limit = p.GetValue(limit) ?? c.Limit,
        WeightDecay = p.GetValue(weightDecay) ?? c.WeightDecay,
        Augment = p.GetValue(augment) is { } change ? change == Augmentation.None ? null : change : c.Augment,
        Mixup = p.GetValue(mixup) ?? c.Mixup,
        Cutmix = p.GetValue(cutmix) ?? c.Cutmix,
        Size = p.GetValue(size) ?? c.Size,
        Weights = p.GetValue(weights) is { } file ? Path.GetFullPath(file) : c.Weights,
        WeightsSha256 = p.GetValue(weights) is { } given ? Transfer.Hash(given) : c.WeightsSha256,
        SkipMismatched = p.GetResult(skip) is { Implicit: false } ? p.GetValue(skip) : c.SkipMismatched,
        Freeze = p.GetValue(freeze) ?? c.Freeze,
        HeadLr = p.GetValue(headRate) ?? c.HeadLr,
        BackboneLr = p.GetValue(backboneRate) ?? c.BackboneLr,
        Table = table.Given(p, p.GetValue(model) ?? c.Model, c.Table),
    };

    private static string? CheckInterval(ArgumentResult r)
    {
        string text = r.Tokens[0].Value;
        if (CheckpointInterval.Parse(text) is null)
            r.AddError($"--checkpoint-every: '{text}' is not possible. Give steps (200), seconds (30s), minutes (5m) or auto.");
        return text;
    }
}
