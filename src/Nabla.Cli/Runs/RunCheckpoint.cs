using System.Globalization;
using Nabla.Nn;
using Nabla.Optim;
using Nabla.Training;

namespace Nabla.Cli;

/// <summary>Where a run stands: steps done and seconds spent training.</summary>
internal readonly record struct RunState(long Step, double Seconds);

/// <summary>A run's checkpoints: the newest and the one before it.</summary>
internal static class RunCheckpoint
{
    /// <summary>Under which name of the metadata the data set's content is saved: <see cref="DataFingerprint"/>.</summary>
    internal const string Data = "data";

    private const string Config = "config", Seconds = "seconds";

    /// <summary>Writes the checkpoint; the one before stays beside it.</summary>
    internal static void Save(RunFolder run, Module model, Optimizer optimizer, RunState state, IReadOnlyDictionary<string, string> metadata)
    {
        Checkpoint.Save(run.NextCheckpointFile, model, optimizer, state.Step, metadata: new Dictionary<string, string>(metadata)
        {
            [Config] = run.Config.ToJson(),
            [Seconds] = state.Seconds.ToString("R", CultureInfo.InvariantCulture),
        });
        try
        {
            if (File.Exists(run.CheckpointFile))
                File.Move(run.CheckpointFile, run.PreviousCheckpointFile, overwrite: true);
            File.Move(run.NextCheckpointFile, run.CheckpointFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException(run.CheckpointFile, $"could not be written: {e.Message} Check the folder.", e);
        }
    }

    /// <summary>Restores the newest sound checkpoint; null when there is none at all. <paramref name="now"/> is what <see cref="Save"/> would be given.</summary>
    internal static RunState? Load(RunFolder run, Module model, Optimizer optimizer, IReadOnlyDictionary<string, string> now, Action<string> warn)
    {
        string[] files = [.. new[] { run.CheckpointFile, run.PreviousCheckpointFile }.Where(File.Exists)];
        foreach (var (i, file) in files.Index())
            try
            {
                CheckSame(file, run.Config, now);
                var (step, metadata) = Checkpoint.Load(file, model, optimizer);
                return new(step, double.Parse(metadata[Seconds], CultureInfo.InvariantCulture));
            }
            catch (DataException e) when (i + 1 < files.Length && e.InnerException is not ChangedException)
            {
                warn($"{e.Message} Going on from the checkpoint before it.");
            }

        return null;
    }

    private static void CheckSame(string file, RunConfig config, IReadOnlyDictionary<string, string> now)
    {
        var saved = Checkpoint.Metadata(file);
        if (!saved.TryGetValue(Config, out string? json) || !double.TryParse(saved.GetValueOrDefault(Seconds), CultureInfo.InvariantCulture, out _))
            throw new DataException(file, "is not a run's checkpoint: it does not tell config and seconds. Give the folder that 'nabla train' made.");
        List<string> changes = [.. config.Differences(RunConfig.FromJson(json, file)).Select(d => $"{d.Name} {d.There}, but config.json says {d.Here}")];
        if (saved.TryGetValue(Data, out string? then) && now.TryGetValue(Data, out string? data) && data != then)
            changes.Add($"{then}, but {config.Data} now has {data}");
        if (changes.Count > 0)
            throw new DataException(file, $"was made with {string.Join("; ", changes)}. Restore that, or start a new run.", new ChangedException());
    }

    /// <summary>Marks that the checkpoint is sound, and the configuration or the data not its own.</summary>
    private sealed class ChangedException : Exception;
}
