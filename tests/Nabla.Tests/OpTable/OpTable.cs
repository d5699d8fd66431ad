namespace Nabla.Tests;

/// <summary>One row per public operation, loss and layer. Every row drives all proofs; CONTRIBUTING.md tells how to add one.</summary>
internal static partial class OpTable
{
    /// <summary>The rows by topic: a file of rows here, and a file of libtorch's answers in tests/Fixtures.</summary>
    internal static readonly Dictionary<string, Op[]> Topics = new()
    {
        ["creation"] = Creation,
        ["arithmetic"] = Arithmetic,
        ["pointwise"] = Pointwise,
        ["logic"] = Logic,
        ["reduction"] = Reductions,
        ["shape"] = ShapeOps,
        ["index"] = IndexOps,
        ["linear"] = LinearAlgebra,
        ["image"] = Image,
        ["loss"] = Losses,
        ["layer"] = Layers,
        ["norm"] = Norms,
    };

    internal static readonly Dictionary<string, Op> Rows = Topics.Values.SelectMany(t => t).ToDictionary(o => o.Name);
}
