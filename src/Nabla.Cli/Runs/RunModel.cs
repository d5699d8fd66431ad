using System.Text.Json;
using Nabla.Io;
using Nabla.Nn;
using Nabla.Training;
using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary>The model of a run with its weights: those at the end, or those of the last checkpoint.</summary>
/// <param name="Model">The model.</param>
/// <param name="Schema">How rows become its inputs; null where these are images.</param>
/// <param name="Classes">Of images: the names of the classes; numbers where the run, an old one, does not tell them.</param>
/// <param name="Input">Of images: the shape that it sees.</param>
internal sealed record RunModel(Module<Tensor, Tensor> Model, TableSchema? Schema, string[]? Classes = null, Shape Input = default)
{
    internal static RunModel Load(RunFolder run, Terminal terminal)
    {
        if (File.Exists(run.WeightsFile))
            return Read(run.Config, run.WeightsFile, file => SafeTensors.Load(file));
        if (!File.Exists(run.CheckpointFile))
            throw new DataException(run.Path, $"has neither model.safetensors nor a checkpoint yet. Train it first: nabla train --resume {run.Path}.");
        terminal.Warn(File.Exists(run.ReportFile)
            ? $"{run.WeightsFile} is missing; the last checkpoint is used. To have it written again: nabla train --resume {run.Path}"
            : $"{run.Path} is not finished; its last checkpoint is used.");
        try
        {
            return Read(run.Config, run.CheckpointFile, Checkpoint.Weights);
        }
        catch (DataException e) when (File.Exists(run.PreviousCheckpointFile))
        {
            terminal.Warn($"{e.Message} The checkpoint before it is used.");
            return Read(run.Config, run.PreviousCheckpointFile, Checkpoint.Weights);
        }
    }

    private static RunModel Read(RunConfig config, string file, Func<string, Dictionary<string, Tensor>> weights)
    {
        var loaded = Create(config, file);
        loaded.Model.Load(weights(file));
        return loaded;
    }

    private static string[] Names(string json, string file)
    {
        try
        {
            return JsonSerializer.Deserialize(json, RunConfigJson.Default.StringArray) is { Length: > 0 } names ? names : throw new JsonException("there are none.");
        }
        catch (JsonException e)
        {
            throw new DataException(file, $"does not tell the classes: {e.Message} Train the run again.", e);
        }
    }

    private static RunModel Create(RunConfig config, string file)
    {
        using var saved = SafeTensorsFile.Open(file);
        if (config.Table is not { } settings)
        {
            var entry = Catalog.Get(config.Model);
            string[] classes = saved.Metadata.TryGetValue(ImageTask.ClassNames, out string? names) ? Names(names, file) : [.. Enumerable.Range(0, entry.Classes).Select(i => $"{i}")];
            var images = saved.Metadata.TryGetValue(ImageSettings.Name, out string? json) ? ImageSettings.FromJson(json, file)
                : entry.Statistics is not null ? ImageSettings.FromJson("null", file)
                : new(config.Size ?? entry.Input[1], config.Size ?? entry.Input[2]);
            return new(entry.Make(images.Input(entry), classes.Length, images.Statistics), null, classes, images.Input(entry));
        }

        var schema = TableSchema.FromJson(saved.Metadata.GetValueOrDefault(TableTask.Columns, "null"), file);
        return new(settings.Model(schema), schema);
    }
}
