using System.CommandLine;
using System.Globalization;
using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary>The options of <c>train</c> that models of tables have.</summary>
internal sealed class TableOptions
{
    private const int WidestLayer = 1 << 16;
    private readonly Option<string?> target = new("--target") { Description = "Tables: the column to predict [an embedded table's own]", HelpName = "column" };
    private readonly Option<string?> task = Options.Choice("--task", "name", "Tables: classification or regression [as the column looks]", TableSettings.ToClassify, TableSettings.ToPredict);
    private readonly Option<string?> hidden = Options.Text("--hidden", "widths", "Tables: widths of the hidden layers, such as 64,64, or none", t => Widths(t) is not null, $"widths from 1 to {WidestLayer}, separated by commas, or none");
    private readonly Option<string?> activation = Options.Choice("--activation", "name", $"Tables: {string.Join(", ", Mlp.Activations)}", [.. Mlp.Activations]);
    private readonly Option<string?> norm = Options.Choice("--norm", "name", $"Tables: {string.Join(", ", Mlp.Norms)}", [.. Mlp.Norms]);
    private readonly Option<double?> dropout = Options.Number("--dropout", "part", "Tables: how likely a hidden unit is left out of a step", v => v is >= 0 and < 1, "a number from 0 to below 1");
    private readonly Option<string?> loss = Options.Choice("--loss", "name", $"Tables: {string.Join(", ", TableLosses.All)}", TableLosses.All);
    private readonly Option<string?> classWeights = Options.Text("--class-weights", "weights", "Tables: balanced, or a number a class in the order of the classes [all 1]",
        t => t == ClassWeights.Balanced || ClassWeights.Parse(t) is not null, $"{ClassWeights.Balanced}, or numbers above 0, separated by commas");
    private readonly Option<double?> testShare = Options.Number("--test-share", "part", "Tables: the part of the rows to test on [0.2]", v => v is > 0 and < 1, "a number between 0 and 1");
    private readonly Option<string?> drop = Options.Text("--drop", "columns", "Tables: columns to leave out, separated by commas; in quotes where a name holds one: '\"a, b\",c'",
        t => ColumnNames.Parse(t) is not null, "columns separated by commas, in double quotes where a name holds one: '\"a, b\",c'");

    internal Option[] All => [target, task, hidden, activation, norm, dropout, loss, classWeights, testShare, drop];

    /// <summary>What a new run's settings begin with, and the recipe they belong to: target and task are settled by looking at the table.</summary>
    internal (Recipe Recipe, TableSettings Settings) Start(ParseResult p, ModelEntry entry, string data)
    {
        var table = TableTask.Read(data);
        string column = p.GetValue(target) ?? TableTask.Toy(data)?.Target
            ?? throw new DataException(data, $"the column to predict is not given. Give one with --target: {string.Join(", ", table.Columns.Select(ColumnNames.Quote))}.");
        bool discrete = (p.GetValue(task) ?? (TableTarget.LooksLikeClasses(table, table.Column(column)) ? TableSettings.ToClassify : TableSettings.ToPredict)) == TableSettings.ToClassify;
        var recipe = discrete ? entry.Recipe : entry.Regression!;
        return (recipe, recipe.Table! with { Target = column, Sha256 = TableTask.Hash(data) });
    }

    /// <summary>What the command line gives, in place of what was there.</summary>
    /// <exception cref="RangeException">An option is given to a model of images, or two do not go together.</exception>
    internal TableSettings? Given(ParseResult p, string model, TableSettings? s)
    {
        if (s is null)
            return All.FirstOrDefault(o => p.GetResult(o) is not null) is not { } option ? null
                : throw new RangeException("train", $"{option.Name} is an option of models of tables, {model} learns from images. Leave it out, or train {string.Join(", ", Catalog.Models.Where(m => m.Recipe.Table is not null).Select(m => m.Name))}.");
        var given = s with
        {
            Target = p.GetValue(target) ?? s.Target,
            Task = p.GetValue(task) ?? s.Task,
            Hidden = p.GetValue(hidden) is { } text ? Widths(text)! : s.Hidden,
            Activation = p.GetValue(activation) ?? s.Activation,
            Norm = p.GetValue(norm) ?? s.Norm,
            Dropout = p.GetValue(dropout) ?? s.Dropout,
            Loss = p.GetValue(loss) ?? s.Loss,
            ClassWeights = p.GetValue(classWeights) ?? s.ClassWeights,
            TestShare = p.GetValue(testShare) ?? s.TestShare,
            Drop = p.GetValue(drop) ?? s.Drop,
        };
        return given.Problem() is not { } problem ? given : throw new RangeException("train", $"{problem}. Change one of the two.");
    }

    private static int[]? Widths(string text)
    {
        if (text == "none")
            return [];
        int[] widths = [.. text.Split(',').Select(w => int.TryParse(w, NumberStyles.None, CultureInfo.InvariantCulture, out int v) ? v : 0)];
        return widths.All(w => w is > 0 and <= WidestLayer) ? widths : null;
    }
}
