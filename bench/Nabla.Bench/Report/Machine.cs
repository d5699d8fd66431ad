using System.Runtime.InteropServices;
using Nabla.Bench.Running;

namespace Nabla.Bench.Report;

/// <summary>Where and when it was measured, and what the machine gives at best.</summary>
internal sealed record Machine(string Date, string Processor, int Cores, string System, string Runtime, IReadOnlyList<(int Threads, double GFlops, double GBytes)> Peaks)
{
    internal static Machine Of(IEnumerable<int> threads) => new(
        DateTime.UtcNow.ToString("yyyy-MM-dd"),
        File.ReadLines("/proc/cpuinfo").First(l => l.StartsWith("model name", StringComparison.Ordinal)).Split(':')[1].Trim(),
        Environment.ProcessorCount,
        RuntimeInformation.OSDescription,
        Environment.Version.ToString(),
        [.. threads.Select(t => (t, Peak.Measure(t))).Select(p => (p.t, p.Item2.GFlops, p.Item2.GBytes))]);
}
