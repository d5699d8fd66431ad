using System.Globalization;
using System.Text.Json.Serialization;
using Nabla.Data;
using Nabla.Nn;
using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary>The settings of a run that learns from a table, under the names of the options of <c>train</c>.</summary>
internal sealed record TableSettings
{
    internal const string ToClassify = "classification", ToPredict = "regression";

    public required string Target { get; init; }
    public required string Task { get; init; }

    /// <summary>The widths of the hidden layers.</summary>
    public required int[] Hidden { get; init; }

    public required string Activation { get; init; }
    public required string Norm { get; init; }
    public required double Dropout { get; init; }
    public required string Loss { get; init; }

    /// <summary><c>balanced</c>, or a number a class; null for equal weights.</summary>
    public string? ClassWeights { get; init; }

    /// <summary>The part of the rows to test on.</summary>
    public double TestShare { get; init; } = 0.2;

    /// <summary>Columns to leave out, separated by commas.</summary>
    public string? Drop { get; init; }

    /// <summary>The hash of the file; null for an embedded table.</summary>
    public string? Sha256 { get; init; }

    [JsonIgnore]
    internal bool IsClassification => Task == ToClassify;

    [JsonIgnore]
    internal string[] Dropped => Drop is null ? [] : ColumnNames.Parse(Drop) ?? [];

    internal IEnumerable<(string Name, string Value)> Settings() =>
    [
        ("target", Target),
        ("task", Task),
        ("hidden", Hidden.Length == 0 ? "none" : string.Join(',', Hidden)),
        ("activation", Activation),
        ("norm", Norm),
        ("dropout", Dropout.ToString(CultureInfo.InvariantCulture)),
        ("loss", Loss),
        ("class-weights", ClassWeights ?? "none"),
        ("test-share", TestShare.ToString(CultureInfo.InvariantCulture)),
        ("drop", Drop ?? "none"),
        ("sha256", Sha256 ?? "none"),
    ];

    /// <summary>What is wrong with it; null when nothing is.</summary>
    internal string? Problem() =>
        Task is not (ToClassify or ToPredict) ? $"task '{Task}' is not known"
        : Hidden.Any(w => w < 1) ? $"hidden is {string.Join(',', Hidden)}, widths from 1 were expected"
        : !Mlp.Activations.Contains(Activation) ? $"activation '{Activation}' is not known"
        : !Mlp.Norms.Contains(Norm) ? $"norm '{Norm}' is not known"
        : !(Dropout is >= 0 and < 1) ? $"dropout is {Dropout}, a number from 0 to below 1 was expected"
        : !(TestShare is > 0 and < 1) ? $"test-share is {TestShare}, a number between 0 and 1 was expected"
        : Drop is not null && ColumnNames.Parse(Drop) is null ? $"drop is '{Drop}', columns separated by commas were expected"
        : TableLosses.Problem(this);

    /// <summary>The model for tables of this schema.</summary>
    internal Module<Tensor, Tensor> Model(TableSchema schema) => new Mlp(schema.Width, Hidden, schema.Outputs, Activation, Norm, Dropout);

    /// <summary>What the model is trained for.</summary>
    /// <param name="target">The column.</param>
    /// <param name="train">The rows to train on, for balanced weights; null to judge only, where all classes weigh alike.</param>
    internal Objective Objective(TableTarget target, Dataset? train) => target.Classes is { } classes
        ? new Classification(classes, TableLosses.OfClasses(Loss, Nabla.Cli.ClassWeights.Of(train is null ? null : ClassWeights, classes, train)))
        : new Regression(target, TableLosses.OfNumbers(Loss));
}
