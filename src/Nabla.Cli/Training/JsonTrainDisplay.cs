using System.Diagnostics;

namespace Nabla.Cli;

/// <summary>JSON lines: start, progress once a second, epoch, checkpoint.</summary>
internal sealed class JsonTrainDisplay(Terminal terminal) : TrainDisplay
{
    private readonly Stopwatch since = Stopwatch.StartNew();

    internal override void Start(TrainStart s) => terminal.Emit("start", json =>
    {
        json.WriteString("model", s.Config.Model);
        json.WriteString("data", s.Config.Data);
        json.WriteNumber("parameters", s.Summary.Parameters);
        json.WriteNumber("frozen", s.Frozen);
        json.WriteNumber("train", s.Train);
        json.WriteNumber("test", s.Test);
        json.WriteNumber("epochs", s.Config.Epochs);
        json.WriteNumber("step", s.FirstStep);
        json.WriteNumber("steps", s.Steps);
        json.WriteNumber("seed", s.Config.Seed);
        json.WriteNumber("threads", s.Threads);
        json.WriteString("run", Path.GetFullPath(s.Run));
    });

    internal override void Step(TrainProgress p)
    {
        if (since.Elapsed.TotalSeconds < 1)
            return;
        since.Restart();
        terminal.Emit("progress", json =>
        {
            json.WriteNumber("epoch", p.Last.Epoch);
            json.WriteNumber("step", p.Last.Step);
            json.WriteNumber("steps", p.Steps);
            json.WriteFinite("loss", p.Last.Loss);
            json.WriteFinite(p.Last.Score.Name, p.Last.Score.Value);
            json.WriteFinite("samplesPerSecond", p.SamplesPerSecond);
            json.WriteFinite("remaining", p.Remaining?.TotalSeconds ?? double.NaN);
        });
    }

    internal override void Epoch(in EpochPoint p, int epochs, double seconds)
    {
        var point = p;
        terminal.Emit("epoch", json =>
        {
            point.Write(json);
            json.WriteFinite("seconds", seconds);
        });
    }

    internal override void Checkpoint(long step) => terminal.Emit("checkpoint", json => json.WriteNumber("step", step));
}
