using Nabla.Io;

namespace Nabla.Cli;

/// <summary>The folder of one training run.</summary>
/// <remarks>
/// It appears by rename with <c>config.json</c> inside. Then come <c>metrics.jsonl</c>, <c>checkpoint.safetensors</c> with
/// the one before beside it, at the end <c>report.html</c> and, last of all, <c>model.safetensors</c>: where that is, the
/// run is finished.
/// </remarks>
internal sealed class RunFolder
{
    private const string ConfigName = "config.json";

    /// <summary>The outermost folder that was made for the run.</summary>
    private readonly string outermost;

    private RunFolder(string path, RunConfig config, string? outermost = null)
    {
        (Path, Config) = (path, config);
        this.outermost = outermost ?? FullPath;
    }

    /// <summary>As the user named it.</summary>
    internal string Path { get; }

    internal RunConfig Config { get; }

    internal string FullPath => System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(Path));

    internal string ConfigFile => File(ConfigName);

    internal string MetricsFile => File("metrics.jsonl");

    internal string CheckpointFile => File("checkpoint.safetensors");

    internal string PreviousCheckpointFile => File("checkpoint.previous.safetensors");

    /// <summary>Written in full before the newest becomes the previous one.</summary>
    internal string NextCheckpointFile => File("checkpoint.next.safetensors");

    /// <summary>The batch at which training diverged.</summary>
    internal string DivergedFile => File("diverged.safetensors");

    internal string WeightsFile => File("model.safetensors");

    internal string ReportFile => File("report.html");

    /// <summary>Makes the folder <paramref name="path"/>; it must not exist.</summary>
    internal static RunFolder Create(string path, RunConfig config) => TryCreate(path, config)
        ?? throw new DataException(path, "exists already. Give another folder with --out" + (System.IO.File.Exists(System.IO.Path.Combine(path, ConfigName)) ? $", or go on with that run: nabla train --resume {path}." : "."));

    /// <summary>Makes <c>runs/NAME</c>, or <c>runs/NAME-2</c>, <c>-3</c> and so on where that exists.</summary>
    internal static RunFolder CreateNumbered(string name, RunConfig config)
    {
        string path = System.IO.Path.Combine("runs", name);
        for (int n = 2; ; n++)
        {
            if (TryCreate(path, config) is { } run)
                return run;
            path = System.IO.Path.Combine("runs", $"{name}-{n}");
        }
    }

    /// <summary>Opens an existing run.</summary>
    internal static RunFolder Open(string path)
    {
        string file = System.IO.Path.Combine(path, ConfigName);
        if (!Directory.Exists(path))
            throw new DataException(path, $"there is no such run folder.{Known()} Give the folder that 'nabla train' made.");
        if (!System.IO.File.Exists(file))
            throw new DataException(path, "is not a run folder: it has no config.json. Give the folder that 'nabla train' made.");
        try
        {
            return new(path, RunConfig.FromJson(System.IO.File.ReadAllText(file), file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException(file, $"could not be read: {e.Message} Check its permissions.", e);
        }
    }

    /// <summary>How the run ended; null while it is not finished.</summary>
    internal RunEnd? End()
    {
        if (!System.IO.File.Exists(WeightsFile))
            return null;
        try
        {
            using var file = SafeTensorsFile.Open(WeightsFile);
            return RunEnd.FromJson(file.Metadata.GetValueOrDefault("end", ""), WeightsFile);
        }
        catch (DataException e)
        {
            throw new DataException(WeightsFile, $"is damaged ({e.Message.Replace($"{WeightsFile}: ", "", StringComparison.Ordinal)}) Remove it, and have it written again: nabla train --resume {Path}.", e);
        }
    }

    /// <summary>Removes what a killed process left half-written.</summary>
    internal void Tidy()
    {
        try
        {
            foreach (string file in Directory.GetFiles(Path, "*.tmp"))
                System.IO.File.Delete(file);
            System.IO.File.Delete(NextCheckpointFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException(Path, $"could not be tidied: {e.Message} Check that you may write to it.", e);
        }
    }

    /// <summary>True when the folder was deleted, moved or emptied while its run trains.</summary>
    internal bool IsGone => !(System.IO.File.Exists(ConfigFile) && System.IO.File.Exists(MetricsFile));

    /// <summary>Makes a folder that <see cref="IsGone"/> again.</summary>
    internal void Restore()
    {
        try
        {
            Directory.CreateDirectory(Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException(Path, $"is gone, and could not be made again: {e.Message} The run cannot go on.", e);
        }

        WriteConfig(ConfigFile, Config);
    }

    /// <summary>Removes a run that could not begin: its files, its folder, and those that were made to hold it, where nothing else is in them.</summary>
    internal void Remove()
    {
        try
        {
            foreach (string file in new[] { ConfigFile, MetricsFile, CheckpointFile, PreviousCheckpointFile, NextCheckpointFile })
                System.IO.File.Delete(file);
            for (string? folder = FullPath; folder?.Length >= outermost.Length; folder = System.IO.Path.GetDirectoryName(folder))
                Directory.Delete(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Something else is in it: that stays.
        }
    }

    private static void WriteConfig(string file, RunConfig config) =>
        AtomicFile.Write(file, s => s.Write(System.Text.Encoding.UTF8.GetBytes(config.ToJson() + "\n")));

    private string File(string name) => System.IO.Path.Combine(Path, name);

    private static RunFolder? TryCreate(string path, RunConfig config)
    {
        string full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        string temporary = $"{full}.{Environment.ProcessId}.tmp";
        try
        {
            if (Directory.Exists(full) || System.IO.File.Exists(full))
                return null;
            string outermost = Outermost(full);
            Directory.CreateDirectory(temporary);
            WriteConfig(System.IO.Path.Combine(temporary, ConfigName), config);
            Directory.Move(temporary, full);
            return new(path, config, outermost);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true);
            if (Directory.Exists(full))
                return null;                            // another process was faster
            throw new DataException(path, $"the run folder could not be made: {e.Message.Replace(temporary, full, StringComparison.Ordinal)} Give a folder that you may write to with --out.", e);
        }
    }

    /// <summary>The first folder on the way to this one that does not exist yet.</summary>
    private static string Outermost(string folder) =>
        System.IO.Path.GetDirectoryName(folder) is { } parent && !Directory.Exists(parent) ? Outermost(parent) : folder;

    private static string Known()
    {
        string[] runs = Directory.Exists("runs") ? [.. Directory.GetDirectories("runs").Where(d => !d.EndsWith(".tmp", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Take(5)] : [];
        return runs.Length == 0 ? "" : $" There are {string.Join(", ", runs)}.";
    }
}
