using Nabla.Nn;

namespace Nabla.Cli;

/// <summary>Where training stands.</summary>
internal sealed record TrainProgress(StepPoint Last, long Steps, int Epochs, double SamplesPerSecond, TimeSpan? Remaining);

/// <summary>What a training tells before its first step.</summary>
internal sealed record TrainStart(RunConfig Config, ModelSummary Summary, long Frozen, int Train, int Test, string Samples, long FirstStep, long Steps, string Run, int Threads);

/// <summary>Shows how training goes: live, as plain lines, or as JSON.</summary>
internal abstract class TrainDisplay
{
    internal static TrainDisplay For(Terminal terminal) =>
        terminal.Json ? new JsonTrainDisplay(terminal) : terminal.IsLive ? new LiveTrainDisplay(terminal) : new PlainTrainDisplay(terminal);

    internal abstract void Start(TrainStart start);

    /// <summary>Runs the loop, with whatever must be on the screen meanwhile.</summary>
    internal virtual void During(Action loop) => loop();

    internal abstract void Step(TrainProgress p);

    internal abstract void Epoch(in EpochPoint p, int epochs, double seconds);

    internal virtual void Checkpoint(long step)
    {
    }
}
