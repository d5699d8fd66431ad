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
        using var step = new Scope();
        double loss = 0, metric = 0;
        Gradients? sum = null;
        foreach (var part in MicroBatch.Split(batch, options))
        {
            var (gradients, partLoss, partMetric) = Backward(batch, part, sum);
            sum?.ReleaseUnlessIn(gradients);
            sum = gradients;
            loss += part.Weight * partLoss;
            metric += part.Weight * partMetric;
        }

        double norm = sum!.Norm();
        if (!double.IsFinite(norm))
            throw Diverged(batch, $"the norm of the gradients became {norm}");
        double rate = schedule(batch.Step) * (options.Plateau?.Factor ?? 1);
        optimizer.Step(Clip(sum, norm), rate, options.Momentum?.Invoke(batch.Step));
        options.Average?.Update();
        return new(batch.Step + 1, loss, options.Metric is null ? null : metric, rate, norm, batch.Count) { Epoch = (int)batch.Epoch + 1 };
    }

    /// <summary>Forward and backward of one part: the gradients of its share in the batch's loss, added to those before it.</summary>
    private (Gradients Sum, double Loss, double Metric) Backward(Batch batch, MicroBatch part, Gradients? before)
    {
        using var tape = Tape.Start(Mode.Train, part.Seed, batch.Step);
        using var observation = options.Observer is null ? null : model.Observe(options.Observer);
        var output = model.Forward(part.X);
        var value = loss(output, part.Y);
        double number = value.Shape.Count == 1 ? value.Item() : 0;              // Backward tells what is wrong with other shapes
        if (!double.IsFinite(number))
            throw Diverged(batch, $"the loss became {number}");
        double metric = options.Metric?.Invoke(output, part.Y) ?? 0;
        var gradients = tape.Backward(part.Weight == 1 ? value : value * part.Weight);
        return ((before is null ? gradients : before + gradients).Keep(), number, metric);
    }

    private Gradients Clip(Gradients gradients, double norm) =>
        options.ClipValue is { } limit ? gradients.ClipValue(limit)
        : options.ClipEachNorm is { } each ? gradients.ClipEach(each, out _)
        : norm > options.ClipNorm ? gradients.Scale(options.ClipNorm.Value / norm)
        : gradients;

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
                return batch.Step == 0 ? $"Before any update parameter {path} of shape {p.Shape} held NaN or infinity. Check its initial value." : $"Before it, parameter {path} of shape {p.Shape} already held NaN or infinity: the update at the step before overflowed. Lower the learning rate, or clip the gradients.";
        if (batch.X.DType.IsFloat() && !batch.X.AllFinite())
            return "The batch itself holds NaN or infinity. Check the data.";
        try
        {
            foreach (var part in MicroBatch.Split(batch, options))
            {
                using var tape = Tape.Start(Mode.Train, part.Seed, batch.Step, detectAnomaly: true);
                tape.Observation = null;                    // an observer sees a step once
                var output = model.Forward(part.X);
                tape.ModulePath = "the loss";               // where no module is
                tape.Backward(loss(output, part.Y));
            }
        }
        catch (DivergedException e)
        {
            return batch.Step == 0 ? $"First, {e.Found}{(e.ModulePath is { } path ? $" [in {path}]" : "")}. {Blameless(batch)}" : $"First, {e.Message}";
        }

        return "No single operation's result holds NaN or infinity: their sum overflowed. " + (batch.Step == 0 ? Blameless(batch) : "Lower the learning rate.");
    }

    // Before the first update neither the learning rate nor the optimizer can be at fault.
    private static string Blameless(Batch batch)
    {
        using var scope = new Scope();
        string reach = batch.X.DType.IsFloat() && batch.X.Shape.Count > 0 ? FormattableString.Invariant($", which reach from {batch.X.Min().Item():G4} to {batch.X.Max().Item():G4}") : "";
        return $"No update was made yet, so it is not the learning rate: check the scale of the inputs{reach}, of the targets, of the initial weights and of the loss.";
    }
}
