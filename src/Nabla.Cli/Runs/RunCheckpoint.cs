using System.Globalization;
using Nabla.Io;
using Nabla.Nn;
using Nabla.Optim;
using Nabla.Training;

namespace Nabla.Cli;

/// <summary>Where a run stands: steps done and seconds spent training.</summary>
internal readonly record struct RunState(long Step, double Seconds);

/// <summary>A run's checkpoints: the newest and the one before it.</summary>
internal static class RunCheckpoint
{
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

    /// <summary>Restores the newest sound checkpoint; null when there is none at all.</summary>
    internal static RunState? Load(RunFolder run, Module model, Optimizer optimizer, Action<string> warn)
    {
        string[] files = [.. new[] { run.CheckpointFile, run.PreviousCheckpointFile }.Where(File.Exists)];
        foreach (var (i, file) in files.Index())
            try
            {
                CheckConfig(file, run.Config);
                var (step, metadata) = Checkpoint.Load(file, model, optimizer);
                return new(step, double.Parse(metadata[Seconds], CultureInfo.InvariantCulture));
            }
            catch (DataException e) when (i + 1 < files.Length && e.InnerException is not ChangedException)
            {
                warn($"{e.Message} Going on from the checkpoint before it.");
            }

        return null;
    }

    private static void CheckConfig(string file, RunConfig config)
    {
        using var saved = SafeTensorsFile.Open(file);
        if (!saved.Metadata.TryGetValue(Config, out string? json) || !double.TryParse(saved.Metadata.GetValueOrDefault(Seconds), CultureInfo.InvariantCulture, out _))
            throw new DataException(file, "is not a run's checkpoint: it does not tell config and seconds. Give the folder that 'nabla train' made.");
        foreach (var (name, now, then) in config.Differences(RunConfig.FromJson(json, file)))
            throw new DataException(file, $"was made with {name} {then}, but config.json says {now}. Restore config.json, or start a new run.", new ChangedException());
    }

    /// <summary>Marks that the checkpoint is sound and the configuration is not its own.</summary>
    private sealed class ChangedException : Exception;
}
