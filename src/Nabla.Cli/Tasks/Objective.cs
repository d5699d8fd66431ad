namespace Nabla.Cli;

/// <summary>What a model is trained for: its loss, the score shown while it trains, and how its answers are judged.</summary>
internal abstract class Objective
{
    /// <summary>One number of a batch, a mean over its samples.</summary>
    internal abstract Tensor Loss(Tensor output, Tensor target);

    /// <summary>The name of the score of a batch.</summary>
    internal abstract string ScoreName { get; }

    /// <summary>The score of a batch, a mean over its samples.</summary>
    internal abstract double Score(Tensor output, Tensor target);

    /// <summary>Judges all answers to a data set at once.</summary>
    internal abstract TestResult Judge(Tensor output, Tensor target);
}
