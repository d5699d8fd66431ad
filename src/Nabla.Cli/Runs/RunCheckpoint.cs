using System.Globalization;
using Nabla.Nn;
using Nabla.Optim;
using Nabla.Training;

namespace Nabla.Cli;

/// <summary>Where a run stands: steps done and seconds spent training.</summary>
internal readonly record struct RunState(long Step, double Seconds);

/// <summary>Saves and restores all that a run needs to go on bit for bit.</summary>
/// <remarks>Data order, augmentation and dropout depend on seed and step alone, so weights, optimizer and step are enough.</remarks>
internal static class RunCheckpoint
{
    /// <summary>Writes the checkpoint; the one before stays beside it.</summary>
    internal static void Save(RunFolder run, Module model, Optimizer optimizer, RunState state)
    {
        string fresh = run.CheckpointFile + ".new.tmp";
        Checkpoint.Save(fresh, model, optimizer, state.Step, metadata: new Dictionary<string, string>
        {
            ["config"] = run.Config.ToJson(),
            ["seconds"] = state.Seconds.ToString("R", CultureInfo.InvariantCulture),
        });
        try
        {
            if (File.Exists(run.CheckpointFile))
                File.Move(run.CheckpointFile, run.PreviousCheckpointFile, overwrite: true);
            File.Move(fresh, run.CheckpointFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException(run.CheckpointFile, $"could not be written: {e.Message} Check the folder.", e);
        }
    }

    /// <summary>Restores the newest sound checkpoint; null when there is none at all.</summary>
    internal static RunState? Load(RunFolder run, Module model, Optimizer optimizer, Action<string> warn)
    {
        string[] files = [.. new[] { run.CheckpointFile, run.PreviousCheckpointFile }.Where(File.Exists)];
        foreach (var (i, file) in files.Index())
            try
            {
                return Load(run, file, model, optimizer);
            }
            catch (DataException e) when (i + 1 < files.Length)
            {
                warn($"{e.Message} Going on from the checkpoint before it.");
            }

        return null;
    }

    private static RunState Load(RunFolder run, string file, Module model, Optimizer optimizer)
    {
        var (step, metadata) = Checkpoint.Load(file, model, optimizer);
        if (!metadata.TryGetValue("config", out string? json) || !double.TryParse(metadata.GetValueOrDefault("seconds"), CultureInfo.InvariantCulture, out double seconds))
            throw new DataException(file, "is not a run's checkpoint: it does not tell config and seconds. Give the folder that 'nabla train' made.");
        foreach (var (name, now, then) in run.Config.Differences(RunConfig.FromJson(json, file)))
            throw new DataException(file, $"was made with {name} {then}, but config.json says {now}. Restore config.json, or start a new run.");
        return new(step, seconds);
    }
}
