using System.Security.Cryptography;
using Nabla.Io;
using Nabla.Nn;
using Nabla.Optim;
using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary>Fine-tuning: <c>--weights</c>, <c>--freeze</c>, <c>--head-lr</c>, <c>--backbone-lr</c>.</summary>
internal static class Transfer
{
    /// <summary>All but the head.</summary>
    internal const string Features = "features";

    private const int Shown = 4;

    internal static bool IsFreeze(string text) => text.Split(',').All(p => p.Trim().Length > 0);

    /// <summary>The SHA-256 of a file of weights.</summary>
    internal static string Hash(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException(file, $"could not be read: {e.Message} Check the path.", e);
        }
    }

    internal static void Freeze(Module model, RunConfig config)
    {
        if (config.Freeze == Features)
            FineTuning.FreezeFeatures(model);
        else if (config.Freeze is { } patterns)
            foreach (string pattern in patterns.Split(','))
                model.Freeze(pattern.Trim());
        if (model.Parameters().All(p => p.Parameter.Frozen))
            throw new RangeException("freeze", $"'{config.Freeze}' leaves nothing to learn. Freeze less, or try the model: nabla eval.");
    }

    internal static long FrozenCount(Module model) => model.Parameters().Where(p => p.Parameter.Frozen).Sum(p => p.Parameter.Shape.Count);

    internal static ParameterGroups Rates(ParameterGroups groups, Module model, RunConfig config) => config.HeadLr is null && config.BackboneLr is null ? groups
        : FineTuning.Rates(groups, model, (config.HeadLr ?? config.Lr) / config.Lr, (config.BackboneLr ?? config.Lr) / config.Lr);

    /// <summary>Takes the run's weights, and tells what fitted.</summary>
    internal static void Take(Module model, RunConfig config, Terminal terminal)
    {
        string file = config.Weights!;
        if (Hash(file) != config.WeightsSha256)
            throw new DataException(file, "has changed since the run was started, and no checkpoint was written yet. Restore it, or start a new run.");
        LoadReport report;
        try
        {
            using var scope = new Scope();
            report = FineTuning.Take(model, SafeTensors.Load(file), config.SkipMismatched);
        }
        catch (DataException e) when (e.Op == "load")
        {
            throw new DataException(file, $"{e.Message["load: ".Length..]}{(config.SkipMismatched ? "" : " Give --skip-mismatched to leave out what does not fit, such as a head for other classes.")}", e);
        }

        Tell(file, report, terminal);
    }

    private static void Tell(string file, LoadReport report, Terminal terminal)
    {
        terminal.Emit("weights", json =>
        {
            json.WriteString("file", file);
            json.WriteNumber("matched", report.Matched.Count);
            json.WriteStrings("missing", [.. report.Missing]);
            json.WriteStrings("unknown", [.. report.Unknown]);
            json.WriteStrings("misfit", [.. report.Misfit]);
        });
        terminal.Say($"weights of {file}: {report.Matched.Count:N0} tensors taken");
        Tell("missing there", report.Missing);
        Tell("not of this model", report.Unknown);
        Tell("skipped", report.Misfit);

        void Tell(string what, IReadOnlyList<string> names)
        {
            if (names.Count > 0)
                terminal.Say($"  {what}: {string.Join(", ", names.Take(Shown))}{(names.Count > Shown ? $" and {names.Count - Shown:N0} more" : "")}");
        }
    }
}
