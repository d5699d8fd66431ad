namespace Nabla.Bench.Workloads;

/// <summary>All workloads, in the order of the report, each group with its targets.</summary>
internal static class Table
{
    internal static readonly IReadOnlyList<Workload> All =
    [
        .. Products.All, .. Convolutions.All, .. Images.All, .. Elementwise.All, .. Rows.All, .. Updates.All, .. Training.All, .. Inference.All,
        new EagerOp(), .. Startup.All,
    ];

    /// <summary>A group's aim: the other engine's median over Nabla's, libtorch's in its better layout and in the row-major one, as a geometric mean on two threads; null where there is none.</summary>
    internal static (double? Libtorch, double? RowMajor, double? OnnxRuntime) TargetOf(string group) => group switch
    {
        Products.MatMul => (1.05, null, 0.95),
        Products.Linear => (1.1, null, 1.0),
        Products.SmallLinear => (1.5, null, 1.0),
        Products.Narrow => (null, null, null),                   // not the same computation: the others read float32
        Convolutions.Group3x3 => (2.4, null, 1.6),                     // of 3, 3, 2, 2 and of 2, 2, 1.4, 1.1: their geometric means
        Convolutions.GroupOther => (1.0, 2.5, 1.0),
        Convolutions.GroupBackward => (1.5, null, null),
        Images.Group => (2, null, null),
        Elementwise.Group or Rows.Group => (1.2, null, 1.0),
        Rows.Heavy or Updates.Title => (2, null, null),
        Training.Title => (2.3, null, null),                           // of 2, 3, 2
        Inference.Title => (1.5, null, 1.0),
        EagerOp.Title => (4, null, null),
        Startup.TitleAot => (8, null, null),
        Startup.TitleJit => (4, null, null),
        _ => throw new ArgumentException($"{group}: this group has no target. Give it one in Table.cs."),
    };
}
