using Nabla.Data;
using Nabla.Io;
using Nabla.Nn;
using Nabla.Optim;

namespace Nabla.Training;

/// <summary>One step: forward, backward, update, under a sentinel that costs one pass over the gradients.</summary>
internal sealed class TrainingStep(Module<Tensor, Tensor> model, Func<Tensor, Tensor, Tensor> loss, Optimizer optimizer, Schedule schedule, TrainerOptions options)
{
    internal Module<Tensor, Tensor> Model => model;

    internal Func<Tensor, Tensor, Tensor> Loss => loss;

    internal StepReport Run(Batch batch)
    {
        using var tape = Tape.Start(Mode.Train, options.Seed, batch.Step);
        using var observation = options.Observer is null ? null : model.Observe(options.Observer);
        var output = model.Forward(batch.X);
        var value = loss(output, batch.Y);
        double number = value.Shape.Count == 1 ? value.Item() : 0;              // Backward tells what is wrong with other shapes
        if (!double.IsFinite(number))
            throw Diverged(batch, $"the loss became {number}");
        double? metric = options.Metric?.Invoke(output, batch.Y);
        var gradients = tape.Backward(value);
        double norm = gradients.Norm();
        if (!double.IsFinite(norm))
            throw Diverged(batch, $"the norm of the gradients became {norm}");
        if (norm > options.ClipNorm)
            gradients = gradients.Scale(options.ClipNorm.Value / norm);
        double rate = schedule(batch.Step);
        optimizer.Step(gradients, rate);
        return new(batch.Step + 1, number, metric, rate, norm, batch.Count) { Epoch = (int)batch.Epoch + 1 };
    }

    // The step repeats bit for bit, so the search for the origin can wait until something is wrong.
    private DivergedException Diverged(Batch batch, string what) => new("train", $"{what} at step {batch.Step}. {Origin(batch)}{Saved(batch)}");

    private string Saved(Batch batch)
    {
        if (options.SaveDivergedBatch is not { } file)
            return "";
        try
        {
            SafeTensors.Save(file, new Dictionary<string, Tensor> { ["x"] = batch.X, ["y"] = batch.Y }, new Dictionary<string, string> { ["step"] = $"{batch.Step}", ["seed"] = $"{options.Seed}" });
            return $" The batch is saved in {file}.";
        }
        catch (DataException e)
        {
            return $" The batch could not be saved: {e.Message}";
        }
    }

    private string Origin(Batch batch)
    {
        foreach (var (path, p) in model.Parameters())
            if (!p.Value.AllFinite())
                return $"Before it, parameter {path} of shape {p.Shape} already held NaN or infinity: the update at the step before overflowed. Lower the learning rate, or clip the gradients.";
        try
        {
            using var tape = Tape.Start(Mode.Train, options.Seed, batch.Step, detectAnomaly: true);
            tape.Observation = null;                        // an observer sees a step once
            var output = model.Forward(batch.X);
            tape.ModulePath = "the loss";                   // where no module is
            tape.Backward(loss(output, batch.Y));
        }
        catch (DivergedException e)
        {
            return $"First, {e.Message}";
        }

        return batch.X.AllFinite() ? "No single operation's result holds NaN or infinity: their sum overflowed. Lower the learning rate." : "The batch itself holds NaN or infinity. Check the data.";
    }
}
