using Spectre.Console;
using Spectre.Console.Rendering;

namespace Nabla.Cli;

/// <summary>A line that is redrawn: bar, loss, score, samples a second, time left; a finished epoch becomes a line above it.</summary>
internal sealed class LiveTrainDisplay(Terminal terminal) : PlainTrainDisplay(terminal)
{
    private readonly IAnsiConsole console = terminal.Console;
    private ProgressTask? task;
    private volatile TrainProgress? now;              // read by the thread that redraws

    internal override void During(Action loop) => console.Progress().AutoClear(true).HideCompleted(true)
        .Columns(new Words(() => now is { } p ? $"epoch {p.Last.Epoch}/{p.Epochs}" : ""), new ProgressBarColumn { Width = 20 }, new PercentageColumn(), new Words(Figures))
        .Start(context =>
        {
            task = context.AddTask("training");
            loop();
        });

    internal override void Step(TrainProgress p)
    {
        now = p;
        if (task is not null)
            task.Value = 100.0 * p.Last.Step / p.Steps;
    }

    private protected override int Width => console.Profile.Width;

    // Through the console that redraws, so that the line comes to stand above the bar; to its full width, for what was there is not erased.
    private protected override void Line(string line) => console.WriteLine(line.PadRight(Width)[..Width]);

    private string Figures() => now is not { } p ? ""
        : $"loss {Measure.Loss(p.Last.Loss, 3)}  {p.Last.Score.Short(0),-9}  {p.SamplesPerSecond:N0}/s  ETA {Eta(p.Remaining)}";

    private sealed class Words(Func<string> text) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(text());
    }
}
