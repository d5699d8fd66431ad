namespace Nabla.Bench.Workloads;

/// <summary>All workloads, in the order of the report, each group with its targets.</summary>
internal static class Table
{
    internal static readonly IReadOnlyList<Workload> All =
    [
        .. Products.All, .. Convolutions.All, .. Images.All, .. Elementwise.All, .. Rows.All, .. Updates.All, .. Training.All, .. Inference.All,
        new EagerOp(), .. Startup.All,
    ];

    /// <summary>A group's aim: the other engine's median over Nabla's, as a geometric mean on two threads; null where there is none.</summary>
    internal static (double? Libtorch, double? OnnxRuntime) TargetOf(string group) => group switch
    {
        Products.MatMul => (1.05, 0.95),
        Products.Linear => (1.1, 1.0),
        Products.SmallLinear => (1.5, 1.0),
        Products.Narrow => (null, null),                         // not the same computation: the others read float32
        Convolutions.Group3x3 => (2.4, 1.6),                     // of 3, 3, 2, 2 and of 2, 2, 1.4, 1.1: their geometric means
        Convolutions.GroupOther => (2.5, 1.0),
        Convolutions.GroupBackward => (1.5, null),
        Images.Group => (2, null),
        Elementwise.Group or Rows.Group => (1.2, 1.0),
        Rows.Heavy or Updates.Title => (2, null),
        Training.Title => (2.3, null),                           // of 2, 3, 2
        Inference.Title => (1.5, 1.0),
        EagerOp.Title => (4, null),
        Startup.TitleAot => (8, null),
        Startup.TitleJit => (4, null),
        _ => throw new ArgumentException($"{group}: this group has no target. Give it one in Table.cs."),
    };
}
