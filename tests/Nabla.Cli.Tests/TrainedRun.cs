namespace Nabla.Cli.Tests;

/// <summary>A run of one epoch on all of mnist-mini, shared by the tests that only look at it.</summary>
public sealed class TrainedRun : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public TrainedRun() => Training = CommandLine.Run($"train lenet5 --epochs 1 --json --out {Path}");

    internal string Path => folder["run"];

    internal Outcome Training { get; }

    internal string this[string file] => System.IO.Path.Combine(Path, file);

    public void Dispose() => folder.Dispose();
}
