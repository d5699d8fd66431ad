using System.Text.Json;

namespace Nabla.Cli;

/// <summary>One training step: the batch's loss and score before the step, and the learning rate.</summary>
internal readonly record struct StepPoint(long Step, int Epoch, double Loss, Measure Score, double Rate);

/// <summary>One epoch: means over its training samples, and what the test samples gave after it.</summary>
internal readonly record struct EpochPoint(int Epoch, long Step, double Loss, Measure Score, Scores Test)
{
    /// <summary>The test's score of the same name.</summary>
    internal Measure TestScore => new(Score.Name, Test[Score.Name]);

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("epoch", Epoch);
        json.WriteNumber("step", Step);
        json.WriteFinite("loss", Loss);
        json.WriteFinite(Score.Name, Score.Value);
        Test.Write(json);
    }
}

/// <summary>How a run went so far.</summary>
internal sealed class RunHistory
{
    internal List<StepPoint> Steps { get; } = [];

    internal List<EpochPoint> Epochs { get; } = [];
}
