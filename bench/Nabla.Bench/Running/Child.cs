using System.Diagnostics;
using System.Globalization;
using Nabla.Bench.Workloads;

namespace Nabla.Bench.Running;

/// <summary>One engine in a process of its own: does what the parent's lines say, and answers each with one line.</summary>
internal static class Child
{
    /// <summary>Short runs are timed in batches of at least so long, for the clock's sake.</summary>
    private const double ShortestSample = 0.05;

    internal static int Serve(Workload workload, Engine engine, int threads)
    {
        var answers = Console.Out;
        Console.SetOut(Console.Error);                                   // engines that talk do not disturb
        var work = workload.Prepare(engine, threads);
        answers.WriteLine("ready");
        while (Console.ReadLine()?.Split(' ', 2) is [var verb, .. var rest])
            answers.WriteLine(verb switch
            {
                "outputs" => Save(work.Outputs(), rest[0]),
                "round" => Round(work, double.Parse(rest[0], CultureInfo.InvariantCulture)),
                "memory" => PeakMb().ToString(CultureInfo.InvariantCulture),
                _ => throw new ArgumentException($"{verb}: not a request."),
            });
        return 0;
    }

    private static string Save(float[][] outputs, string path)
    {
        using var file = new BinaryWriter(File.Create(path));
        file.Write(outputs.Length);
        foreach (float[] values in outputs)
        {
            file.Write(values.Length);
            file.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
        }

        return "saved";
    }

    /// <summary>Runs for about so many milliseconds, at least once; the times of one run in each sample.</summary>
    private static string Round(Work work, double milliseconds)
    {
        var samples = new List<double>();
        long begin = Stopwatch.GetTimestamp();
        for (int batch = 1; ;)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < batch; i++)
                work.Run();
            double took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (took < ShortestSample)
                batch *= 2;
            else
                samples.Add(took / batch);
            if (samples.Count > 0 && Stopwatch.GetElapsedTime(begin).TotalMilliseconds >= milliseconds)
                return string.Join(' ', samples.Select(s => s.ToString("R", CultureInfo.InvariantCulture)));
        }
    }

    private static double PeakMb() =>
        File.ReadLines("/proc/self/status").Where(l => l.StartsWith("VmHWM:", StringComparison.Ordinal))
            .Select(l => double.Parse(l.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024).Single();
}
