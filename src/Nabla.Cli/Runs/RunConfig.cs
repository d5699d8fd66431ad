using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nabla.Cli;

/// <summary>All that a run's result depends on: <c>config.json</c>. The names are those of the options of <c>train</c>.</summary>
internal sealed record RunConfig
{
    public required string Model { get; init; }
    public required string Data { get; init; }
    public required int Epochs { get; init; }
    public required int Batch { get; init; }
    public required double Lr { get; init; }
    public required string Schedule { get; init; }
    public required int Warmup { get; init; }
    public required string Optimizer { get; init; }
    public required ulong Seed { get; init; }

    /// <summary>The largest norm of a step's gradients; null for any.</summary>
    public double? Clip { get; init; }

    /// <summary>Train on the first so many samples only; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>Of matrices, not of biases and norms.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Of schedule multi-step: the steps at which the rate falls; null for its own.</summary>
    public long[]? Milestones { get; init; }

    /// <summary>Of schedule step: falls between its steps too.</summary>
    public bool Continuous { get; init; }

    /// <summary>How training images are changed, see <see cref="Augmentation"/>; null for not at all.</summary>
    public string? Augment { get; init; }

    /// <summary>α of mix-up; null for none.</summary>
    public double? Mixup { get; init; }

    /// <summary>α of CutMix; null for none.</summary>
    public double? Cutmix { get; init; }

    /// <summary>The side that pictures of a folder are brought to; null for the model's own.</summary>
    public int? Size { get; init; }

    /// <summary>The file of weights to start from; null for random ones.</summary>
    public string? Weights { get; init; }

    /// <summary>The hash of that file.</summary>
    public string? WeightsSha256 { get; init; }

    /// <summary>Leave out what of the weights does not fit.</summary>
    public bool SkipMismatched { get; init; }

    /// <summary>What does not learn: <see cref="Transfer.Features"/>, or patterns of paths; null for nothing.</summary>
    public string? Freeze { get; init; }

    /// <summary>The head's learning rate; null for that of all.</summary>
    public double? HeadLr { get; init; }

    /// <summary>The learning rate of all but the head; null for that of all.</summary>
    public double? BackboneLr { get; init; }

    /// <summary>Settings of a model of tables; null for others.</summary>
    public TableSettings? Table { get; init; }

    /// <summary>Every setting by its option's name, for comparing and showing.</summary>
    internal IEnumerable<(string Name, string Value)> Settings() =>
    [
        ("model", Model),
        ("data", Data),
        ("epochs", Text(Epochs)),
        ("batch", Text(Batch)),
        ("lr", Text(Lr)),
        ("schedule", Schedule),
        ("warmup", Text(Warmup)),
        ("optimizer", Optimizer),
        ("seed", Text(Seed)),
        ("clip", Clip is { } norm ? Text(norm) : "none"),
        ("limit", Limit is { } n ? Text(n) : "none"),
        ("weight-decay", Text(WeightDecay)),
        ("milestones", Milestones is { } at ? string.Join(',', at) : "none"),
        ("continuous", Continuous ? "yes" : "no"),
        ("augment", Augment ?? Augmentation.None),
        ("mixup", Mixup is { } m ? Text(m) : "none"),
        ("cutmix", Cutmix is { } cut ? Text(cut) : "none"),
        ("size", Size is { } side ? Text(side) : "own"),
        ("weights", Weights ?? "none"),
        ("sha256 of weights", WeightsSha256 ?? "none"),
        ("skip-mismatched", SkipMismatched ? "yes" : "no"),
        ("freeze", Freeze ?? "none"),
        ("head-lr", HeadLr is { } head ? Text(head) : "lr"),
        ("backbone-lr", BackboneLr is { } rest ? Text(rest) : "lr"),
        .. Table?.Settings() ?? [],
    ];

    /// <summary>The settings that differ, as (name, here, there).</summary>
    internal IEnumerable<(string Name, string Here, string There)> Differences(RunConfig other) =>
        Settings().Zip(other.Settings(), (a, b) => (a.Name, a.Value, b.Value)).Where(d => d.Item2 != d.Item3);

    internal string ToJson() => JsonSerializer.Serialize(this, RunConfigJson.Default.RunConfig);

    /// <summary>Reads what <see cref="ToJson"/> wrote, perhaps edited since; <paramref name="file"/> stands in errors.</summary>
    internal static RunConfig FromJson(string json, string file)
    {
        try
        {
            var config = JsonSerializer.Deserialize(json, RunConfigJson.Default.RunConfig) ?? throw new JsonException("it is null.");
            return config.Check(file);
        }
        catch (JsonException e)
        {
            throw new DataException(file, $"is not a run's configuration: {e.Message} Restore it, or start a new run.", e);
        }
    }

    /// <summary>What does not go together; null when all does.</summary>
    internal string? Conflict() =>
        Milestones is not null && Schedule != "multi-step" ? $"milestones are given, but the schedule is {Schedule}; multi-step has them"
        : Mixup is not null && Cutmix is not null ? "mixup and cutmix are both given; a run has one of them"
        : Table is not null && (Augment ?? (object?)Mixup ?? Cutmix ?? Size) is not null ? $"augment, mixup, cutmix or size is given, but {Model} learns from tables; models of images have them"
        : Table is not null && (Weights ?? Freeze ?? (object?)HeadLr ?? BackboneLr) is not null ? $"weights, freeze, head-lr or backbone-lr is given, but {Model} learns from tables; models of images have them"
        : SkipMismatched && Weights is null ? "skip-mismatched is given, but no weights are"
        : BackboneLr is not null && Freeze == Transfer.Features ? "backbone-lr is given, but freeze features leaves the head alone to learn"
        : Continuous && Schedule != "step" ? $"continuous is given, but the schedule is {Schedule}; step has it"
        : ScheduleEntry.Get(Schedule).Momentum is not null && !OptimizerEntry.Get(Optimizer).HasMomentum
            ? $"schedule {Schedule} moves the momentum too, and {Optimizer} has none to move; {string.Join(", ", OptimizerEntry.All.Where(o => o.HasMomentum).Select(o => o.Name))} have"
        : null;

    private RunConfig Check(string file)
    {
        string? problem =
            Catalog.Models.All(m => m.Name != Model) ? $"model '{Model}' is not known"
            : Epochs < 1 ? $"epochs is {Epochs}, 1 or more was expected"
            : Batch < 1 ? $"batch is {Batch}, 1 or more was expected"
            : !(Lr > 0 && double.IsFinite(Lr)) ? $"lr is {Text(Lr)}, a finite number above 0 was expected"
            : !Catalog.Schedules.Contains(Schedule) ? $"schedule '{Schedule}' is not known"
            : !Catalog.Optimizers.Contains(Optimizer) ? $"optimizer '{Optimizer}' is not known"
            : Warmup < 0 ? $"warmup is {Warmup}, 0 or more was expected"
            : Clip is { } norm && !(norm > 0 && double.IsFinite(norm)) ? $"clip is {Text(norm)}, a finite number above 0 was expected"
            : !(WeightDecay >= 0 && double.IsFinite(WeightDecay)) ? $"weight-decay is {Text(WeightDecay)}, a finite number from 0 was expected"
            : (Table is null) != (Catalog.Get(Model).Recipe.Table is null) ? $"model {Model} and the settings of tables do not go together"
            : Table?.Problem() is { } wrong ? wrong
            : Augment is not null && !Augmentation.All.Contains(Augment) ? $"augment '{Augment}' is not known"
            : new[] { Mixup, Cutmix }.Any(a => a is { } α && !(α > 0 && double.IsFinite(α))) ? "mixup or cutmix is no finite number above 0"
            : Size < 1 ? $"size is {Size}, 1 or more was expected"
            : new[] { HeadLr, BackboneLr }.Any(r => r is { } rate && !(rate > 0 && double.IsFinite(rate))) ? "head-lr or backbone-lr is no finite number above 0"
            : (Weights is null) != (WeightsSha256 is null) ? "weights and weightsSha256 do not go together"
            : Milestones?.Any(m => m < 0) == true ? $"milestones are {string.Join(',', Milestones)}, steps from 0 were expected"
            : Conflict() is { } conflict ? conflict
            : Limit < 1 ? $"limit is {Limit}, 1 or more was expected"
            : null;
        return problem is null ? this : throw new DataException(file, $"{problem}. Restore it, or start a new run.");
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}

/// <summary>Reads and writes <see cref="RunConfig"/> without reflection.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(RunConfig))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(ImageSettings))]
internal sealed partial class RunConfigJson : JsonSerializerContext;
