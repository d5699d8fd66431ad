using System.Text.Encodings.Web;
using System.Text.Json;
using Nabla.Bench.Running;

namespace Nabla.Bench.Report;

/// <summary>One measurement as one line of JSON.</summary>
internal static class JsonLine
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };      // × stays ×

    internal static string Of(Measurement m) => m.Failure is null
        ? JsonSerializer.Serialize(new { workload = m.Workload.Name, engine = Measurement.NameOf(m.Engine), threads = m.Threads, median_ms = m.Median, p10_ms = m.P10, p90_ms = m.P90, peak_mb = m.PeakMb }, Options)
        : JsonSerializer.Serialize(new { workload = m.Workload.Name, engine = Measurement.NameOf(m.Engine), threads = m.Threads, error = m.Failure }, Options);
}
