namespace Nabla.Bench.Report;

/// <summary>The geometric mean of a group's ratios on so many threads; against libtorch's row-major layout alone too, where rows have both.</summary>
internal sealed record GroupMean(string Group, int Threads, double? Libtorch, double? RowMajor, double? OnnxRuntime)
{
    internal static IEnumerable<GroupMean> Of(IEnumerable<Row> rows) =>
        rows.GroupBy(r => (r.Workload.Group, r.Threads)).Select(g => new GroupMean(g.Key.Group, g.Key.Threads, Mean(g.Select(r => r.AgainstLibtorch)), Mean(g.Select(r => r.AgainstRowMajor)), Mean(g.Select(r => r.AgainstOnnxRuntime))));

    private static double? Mean(IEnumerable<double?> ratios)
    {
        double[] logs = [.. ratios.OfType<double>().Select(r => Math.Log(r))];
        return logs.Length == 0 ? null : Math.Exp(logs.Average());
    }
}
