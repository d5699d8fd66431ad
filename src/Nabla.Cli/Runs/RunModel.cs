using Nabla.Io;
using Nabla.Nn;
using Nabla.Training;

namespace Nabla.Cli;

/// <summary>The model of a run with its weights: those at the end, or those of the last checkpoint.</summary>
internal static class RunModel
{
    internal static Module<Tensor, Tensor> Load(RunFolder run, Terminal terminal)
    {
        var model = Catalog.Get(run.Config.Model).Create();
        if (File.Exists(run.WeightsFile))
        {
            model.Load(SafeTensors.Load(run.WeightsFile));
            return model;
        }

        if (!File.Exists(run.CheckpointFile))
            throw new DataException(run.Path, $"has neither model.safetensors nor a checkpoint yet. Train it first: nabla train --resume {run.Path}.");
        terminal.Warn(File.Exists(run.ReportFile)
            ? $"{run.WeightsFile} is missing; the last checkpoint is used. To have it written again: nabla train --resume {run.Path}"
            : $"{run.Path} is not finished; its last checkpoint is used.");
        try
        {
            model.Load(Checkpoint.Weights(run.CheckpointFile));
        }
        catch (DataException e) when (File.Exists(run.PreviousCheckpointFile))
        {
            terminal.Warn($"{e.Message} The checkpoint before it is used.");
            model.Load(Checkpoint.Weights(run.PreviousCheckpointFile));
        }

        return model;
    }
}
