using System.Diagnostics;
using System.Globalization;
using Nabla.Bench.Workloads;

namespace Nabla.Bench.Running;

/// <summary>The parent's end of one engine's process.</summary>
internal sealed class Competitor : IDisposable
{
    private static readonly Lazy<string> Preload = new(() => PrepareLibtorch(AppContext.BaseDirectory));
    private readonly Process process;
    private readonly List<double> samples = [];

    internal Competitor(Engine engine, Workload workload, int threads)
    {
        Engine = engine;
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["--child", engine.ToString(), workload.Group, workload.Name, $"{threads}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OMP_NUM_THREADS"] = $"{threads}";
        // glibc keeps what is freed, as Nabla's pool does: else libtorch asks the system for fresh pages for every large result.
        start.Environment["MALLOC_MMAP_MAX_"] = "0";
        start.Environment["MALLOC_TRIM_THRESHOLD_"] = $"{1L << 40}";
        if (engine is Engine.Libtorch or Engine.LibtorchChannelsLast)
            start.Environment["LD_PRELOAD"] = Preload.Value;
        process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) => Errors += line.Data is null ? "" : line.Data + "\n";
        process.BeginErrorReadLine();
    }

    internal Engine Engine { get; }

    internal IReadOnlyList<double> Samples => samples;

    private string Errors { get; set; } = "";

    /// <summary>Waits until it is ready to run.</summary>
    internal void Ready() => Answer();

    internal float[][] Outputs()
    {
        string path = Path.GetTempFileName();
        try
        {
            Ask($"outputs {path}");
            using var file = new BinaryReader(File.OpenRead(path));
            var outputs = new float[file.ReadInt32()][];
            for (int i = 0; i < outputs.Length; i++)
            {
                outputs[i] = new float[file.ReadInt32()];
                file.BaseStream.ReadExactly(System.Runtime.InteropServices.MemoryMarshal.AsBytes(outputs[i].AsSpan()));
            }

            return outputs;
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Runs for so long and so often: libtorch's heap takes some ten runs of large results until it asks the system for no more.</summary>
    internal void WarmUp(double milliseconds, int least, double longest)
    {
        int runs = Ask(Invariant($"round {milliseconds}")).Split(' ').Length;
        for (long start = Stopwatch.GetTimestamp(); runs < least && Stopwatch.GetElapsedTime(start).TotalMilliseconds < longest;)
            runs += Ask(Invariant($"round {milliseconds}")).Split(' ').Length;
    }

    internal void Round(double milliseconds) =>
        samples.AddRange(Ask(Invariant($"round {milliseconds}")).Split(' ').Select(s => double.Parse(s, CultureInfo.InvariantCulture)));

    /// <summary>Waits until its threads take no more of the processor: some engines' spin for long after their work, and would slow the next one's.</summary>
    internal void Rest()
    {
        var (step, longest) = (TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(2));
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < longest;)
        {
            var before = Used();
            Thread.Sleep(step);
            if (Used() - before < step / 4)
                return;
        }

        TimeSpan Used()
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    internal double PeakMb() => double.Parse(Ask("memory"), CultureInfo.InvariantCulture);

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(5000))
            process.Kill();
        process.Dispose();
    }

    private string Ask(string request)
    {
        process.StandardInput.WriteLine(request);
        process.StandardInput.Flush();
        return Answer();
    }

    private string Answer()
    {
        if (process.StandardOutput.ReadLine() is { } line)
            return line;
        process.WaitForExit();
        string first = Errors.Split('\n').FirstOrDefault(l => l.Length > 0) ?? "no message";
        throw new InvalidOperationException($"{Measurement.NameOf(Engine)} ended with {process.ExitCode}: {first}");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Lets libtorch load from a build output, and tells what LD_PRELOAD must be: on most systems nothing; README.md tells what eng/libtorch does on older ones.</summary>
    internal static string PrepareLibtorch(string folder)
    {
        using var script = Process.Start(new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "eng", "libtorch"), folder.TrimEnd('/')]) { RedirectStandardOutput = true })!;
        string preload = script.StandardOutput.ReadToEnd().Trim();
        script.WaitForExit();
        return script.ExitCode == 0 ? preload : throw new InvalidOperationException($"eng/libtorch ended with {script.ExitCode}.");
    }
}
