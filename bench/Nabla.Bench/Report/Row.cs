using Nabla.Bench.Running;
using Nabla.Bench.Workloads;

namespace Nabla.Bench.Report;

/// <summary>One workload's medians, and how many times Nabla's the others need.</summary>
internal sealed record Row(Workload Workload, int Threads, IReadOnlyDictionary<Engine, Measurement> By)
{
    internal double? Nabla => Of(Engine.Nabla);

    /// <summary>The better of libtorch's two layouts.</summary>
    internal double? Libtorch => (Of(Engine.Libtorch), Of(Engine.LibtorchChannelsLast)) is ({ } a, { } b) ? Math.Min(a, b) : Of(Engine.Libtorch) ?? Of(Engine.LibtorchChannelsLast);

    internal double? OnnxRuntime => Of(Engine.OnnxRuntime);

    internal double? AgainstLibtorch => Libtorch / Nabla;

    /// <summary>Null where libtorch has one layout only.</summary>
    internal double? AgainstRowMajor => Of(Engine.LibtorchChannelsLast) is null ? null : Of(Engine.Libtorch) / Nabla;

    internal double? AgainstOnnxRuntime => OnnxRuntime / Nabla;

    internal double? Of(Engine engine) => By.TryGetValue(engine, out var m) && m.Failure is null ? m.Median : null;

    internal static IEnumerable<Row> Of(IEnumerable<Measurement> all) =>
        all.GroupBy(m => (m.Workload, m.Threads)).Select(g => new Row(g.Key.Workload, g.Key.Threads, g.ToDictionary(m => m.Engine)));
}
