using System.Globalization;
using System.Text;
using Nabla.Bench.Running;
using Nabla.Bench.Workloads;

namespace Nabla.Bench.Report;

/// <summary>bench/RESULTS.md: every row, wins and losses.</summary>
internal static class ResultsPage
{
    internal static string Of(IReadOnlyList<Measurement> measurements, Machine machine, int rounds)
    {
        Row[] rows = [.. Row.Of(measurements)];
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            # Nabla against libtorch and ONNX Runtime

            Measured {machine.Date} on {machine.Processor} ({machine.Cores} cores), {machine.System}, .NET {machine.Runtime}. libtorch 2.10.0 (by TorchSharp 0.107.0),
            ONNX Runtime 1.31.1. Written by `dotnet run -c Release --project bench/Nabla.Bench -- --rounds {rounds}`; see [README](Nabla.Bench/README.md) for how.
            Times are medians of one run in milliseconds, with the 10th and 90th percentile of Nabla's. A ratio is the other engine's median ÷ Nabla's:
            above 1, Nabla is faster. Of libtorch's two layouts the better one counts; both are shown.

            Peak of this machine in the same run: {string.Join("; ", machine.Peaks.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Threads} thread{(p.Threads > 1 ? "s" : "")} {p.GFlops:F0} GFLOP/s (fused multiply-adds in registers), {p.GBytes:F1} GB/s (copy, read + written)")))}.

            ## Geometric means

            | group | threads | ÷ libtorch | aim | ÷ libtorch, row-major | aim | ÷ ONNX Runtime | aim |
            |---|---|---|---|---|---|---|---|

            """);
        foreach (var mean in GroupMean.Of(rows).OrderBy(m => m.Threads))
        {
            var (libtorch, rowMajor, onnx) = Table.TargetOf(mean.Group);
            page.AppendLine(CultureInfo.InvariantCulture, $"| {mean.Group} | {mean.Threads} | {Ratio(mean.Libtorch)} | {Aim(libtorch)} | {Ratio(mean.RowMajor)} | {Aim(rowMajor)} | {Ratio(mean.OnnxRuntime)} | {Aim(onnx)} |");
        }

        foreach (var group in rows.GroupBy(r => (r.Workload.Group, r.Threads)).OrderBy(g => g.Key.Threads))
        {
            page.AppendLine(CultureInfo.InvariantCulture, $"\n## {group.Key.Group}, {group.Key.Threads} thread{(group.Key.Threads > 1 ? "s" : "")}\n");
            page.AppendLine("| workload | Nabla ms | 10–90 % | rate | libtorch ms | channels-last ms | ÷ libtorch | ONNX Runtime ms | ÷ ONNX Runtime | peak MB: Nabla, libtorch, ONNX Runtime |");
            page.AppendLine("|---|---|---|---|---|---|---|---|---|---|");
            foreach (var row in group)
                page.AppendLine(Line(row));
        }

        if (Startup.Sizes.ToList() is { Count: > 0 } sizes)
            page.AppendLine("\n## Size on disk\n\nOf the programs of *process start to first result*; aim: libtorch's at least 30 times Nabla's.\n\n| program | MB |\n|---|---|")
                .AppendJoin('\n', sizes.Select(s => string.Create(CultureInfo.InvariantCulture, $"| {s.Program} | {s.Megabytes:F1} |"))).AppendLine();

        var failures = measurements.Where(m => m.Failure is not null).ToList();
        if (failures.Count > 0)
            page.AppendLine("\n## Not measured\n").AppendJoin('\n', failures.Select(m => $"- {m.Workload.Name}, {Measurement.NameOf(m.Engine)}, {m.Threads} threads: {m.Failure}")).AppendLine();
        return page.ToString();
    }

    private static string Line(Row r)
    {
        var nabla = r.By.GetValueOrDefault(Engine.Nabla);
        string spread = r.Nabla is null ? "–" : $"{Time(nabla!.P10)}–{Time(nabla.P90)}";
        return $"| {r.Workload.Name} | {Time(r.Nabla)} | {spread} | {Rate(r)} | {Time(r.Of(Engine.Libtorch))} | {Time(r.Of(Engine.LibtorchChannelsLast))} | {Ratio(r.AgainstLibtorch)} | {Time(r.OnnxRuntime)} | {Ratio(r.AgainstOnnxRuntime)} | {Memory(r, Engine.Nabla)}, {Memory(r, Engine.Libtorch)}, {Memory(r, Engine.OnnxRuntime)} |";
    }

    private static string Rate(Row r) => (r.Nabla, r.Workload) switch
    {
        ({ } ms, { Flops: > 0 } w) => string.Create(CultureInfo.InvariantCulture, $"{w.Flops / ms / 1e6:F0} GFLOP/s"),
        ({ } ms, { Bytes: > 0 } w) => string.Create(CultureInfo.InvariantCulture, $"{w.Bytes / ms / 1e6:F1} GB/s"),
        _ => "–",
    };

    /// <summary>A dash where the work ran in processes of its own, whose memory the measuring one does not know.</summary>
    private static string Memory(Row r, Engine engine) =>
        r.Workload is not Startup && r.By.TryGetValue(engine, out var m) && m.Failure is null ? m.PeakMb.ToString("F0", CultureInfo.InvariantCulture) : "–";

    private static string Time(double? ms) => ms is { } t && double.IsFinite(t) ? t.ToString(t < 0.1 ? "F4" : t < 10 ? "F3" : "F1", CultureInfo.InvariantCulture) : "–";

    private static string Aim(double? aim) => aim is { } a ? a.ToString(CultureInfo.InvariantCulture) : "–";

    private static string Ratio(double? ratio) => ratio is { } r ? r.ToString("F2", CultureInfo.InvariantCulture) : "–";
}
