using System.Diagnostics;

namespace Nabla.Cli;

/// <summary>Plain lines, for files and pipes: one an epoch, and one every ten seconds where epochs are long.</summary>
internal class PlainTrainDisplay(Terminal terminal) : TrainDisplay
{
    private const double Pause = 10;
    private readonly Stopwatch since = Stopwatch.StartNew();

    internal override void Start(TrainStart s)
    {
        terminal.Console.Write(ModelTable.Of(s.Summary));
        terminal.Say($"{s.Config.Model} on {s.Config.Data}: {s.Train:N0} training and {s.Test:N0} test {s.Samples}, seed {s.Config.Seed}, {s.Threads} thread{(s.Threads == 1 ? "" : "s")}");
        if (s.Frozen > 0)
            terminal.Say($"{s.Frozen:N0} of {s.Summary.Parameters:N0} parameters are frozen");
        terminal.Say(s.FirstStep > 0 ? $"goes on in {s.Run} after step {s.FirstStep:N0} of {s.Steps:N0}" : $"run folder {s.Run}");
    }

    internal override void Step(TrainProgress p)
    {
        if (since.Elapsed.TotalSeconds < Pause)
            return;
        since.Restart();
        Line($"step {p.Last.Step:N0}/{p.Steps:N0}  loss {Measure.Loss(p.Last.Loss)}  {p.Last.Score.Short(1)}  {p.SamplesPerSecond:N0} samples/s  ETA {Eta(p.Remaining)}");
    }

    internal override void Epoch(in EpochPoint p, int epochs, double seconds)
    {
        since.Restart();
        string epoch = p.Epoch.ToString().PadLeft(epochs.ToString().Length);
        string start = $"epoch {epoch}/{epochs}  ", training = $"loss {Measure.Loss(p.Loss)}  {p.Score.Short()}  ", rest = $"test loss {Measure.Loss(p.Test.Loss)}  {p.TestScore.Short()}  {seconds,5:F1} s";
        Line(start.Length + training.Length + rest.Length <= Width ? start + training + rest : start + rest);
    }

    /// <summary>Of a line, in characters.</summary>
    private protected virtual int Width => int.MaxValue;

    private protected virtual void Line(string line) => terminal.Say(line);

    internal static string Eta(TimeSpan? t) => t is { } rest ? (rest.TotalHours >= 1 ? $@"{rest:h\:mm\:ss}" : $@"{rest:m\:ss}") : "–";
}
