using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary>Options whose messages say what was found, what was expected, and the fix.</summary>
internal static class Options
{
    internal const string JsonName = "--json";

    internal static Option<bool> Json() => new(JsonName) { Description = "Write one JSON object a line to standard output and nothing else; words for people go to standard error" };

    internal static Option<int?> Threads() => Integer("--threads", "n", $"Threads that compute [{Environment.ProcessorCount} here]");

    internal static void UseThreads(int? threads) => Device.Cpu.Threads = threads ?? Environment.ProcessorCount;

    internal static Option<int?> Integer(string name, string value, string description, int least = 1, int most = int.MaxValue) => new(name)
    {
        Description = description,
        HelpName = value,
        CustomParser = r => Parse(r, s => int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out int v) && v >= least && v <= most ? v : (int?)null, $"a whole number from {least} to {most}"),
    };

    internal static Option<ulong?> Unsigned(string name, string value, string description) => new(name)
    {
        Description = description,
        HelpName = value,
        CustomParser = r => Parse(r, s => ulong.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out ulong v) ? v : (ulong?)null, $"a whole number from 0 to {ulong.MaxValue}"),
    };

    internal static Option<double?> Positive(string name, string value, string description) => Number(name, value, description, v => v > 0 && double.IsFinite(v), "a finite number above 0");

    internal static Option<double?> Number(string name, string value, string description, Func<double, bool> check, string expected) => new(name)
    {
        Description = description,
        HelpName = value,
        CustomParser = r => Parse(r, s => double.TryParse(s, NumberStyles.Float, CultureInfo.InvariantCulture, out double v) && check(v) ? v : (double?)null, expected),
    };

    internal static Option<string?> Text(string name, string value, string description, Func<string, bool> check, string expected) => new(name)
    {
        Description = description,
        HelpName = value,
        CustomParser = r =>
        {
            string found = r.Tokens[0].Value;
            if (!check(found))
                r.AddError($"{name}: '{found}' is not possible. Give {expected}.");
            return found;
        },
    };

    /// <summary>Steps of a multi-step schedule.</summary>
    internal static Option<string?> Milestones(string description) =>
        Text("--milestones", "steps", description, t => ParseMilestones(t) is not null, $"whole numbers from 0 to {long.MaxValue}, separated by commas, such as 500,750");

    /// <summary>The steps; null when the text has others than whole numbers from 0.</summary>
    internal static long[]? ParseMilestones(string? text)
    {
        long[] steps = [.. (text ?? "").Split(',').Select(t => long.TryParse(t, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out long step) ? step : -1)];
        return steps.All(s => s >= 0) ? steps : null;
    }

    internal static Option<string?> Choice(string name, string value, string description, params string[] choices) => new(name)
    {
        Description = description,
        HelpName = value,
        CustomParser = r => Known(r, name, choices),
    };

    internal static Argument<string?> ChoiceArgument(string name, string description, params string[] choices) => new(name)
    {
        Description = description,
        CustomParser = r => Known(r, name, choices),
    };

    private static string? Known(ArgumentResult r, string what, string[] choices)
    {
        string found = r.Tokens[0].Value;
        if (!choices.Contains(found))
            r.AddError($"{what}: '{found}' is not known.{Suggest.For(found, choices)} Known: {string.Join(", ", choices)}.");
        return found;
    }

    internal static T? Parse<T>(ArgumentResult r, Func<string, T?> parse, string expected) where T : struct
    {
        string name = (r.Parent as OptionResult)?.Option.Name ?? r.Argument.Name, found = r.Tokens[0].Value;
        var value = parse(found);
        if (value is null)
            r.AddError($"{name}: '{found}' is not possible. Give {expected}.");
        return value;
    }
}
