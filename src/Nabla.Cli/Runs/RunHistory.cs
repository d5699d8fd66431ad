using System.Text.Json;

namespace Nabla.Cli;

/// <summary>One training step: the batch's loss and share of right answers before the step, and the learning rate.</summary>
internal readonly record struct StepPoint(long Step, int Epoch, double Loss, double Accuracy, double Rate);

/// <summary>One epoch: means over its training samples, and what the test images gave after it.</summary>
internal readonly record struct EpochPoint(int Epoch, long Step, double Loss, double Accuracy, double TestLoss, double TestAccuracy)
{
    internal void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("epoch", Epoch);
        json.WriteNumber("step", Step);
        json.WriteFinite("loss", Loss);
        json.WriteFinite("accuracy", Accuracy);
        json.WriteTest(TestLoss, TestAccuracy);
    }
}

/// <summary>How a run went so far.</summary>
internal sealed class RunHistory
{
    internal List<StepPoint> Steps { get; } = [];

    internal List<EpochPoint> Epochs { get; } = [];
}
