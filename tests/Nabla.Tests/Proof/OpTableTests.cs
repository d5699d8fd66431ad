namespace Nabla.Tests.Proof;

/// <summary>Every proof for every row of the table.</summary>
public class OpTableTests
{
    public static TheoryData<string> Rows => [.. OpTable.Rows.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Cpu_agrees_with_Reference(string row) => Proofs.CpuAgreesWithReference(OpTable.Rows[row]);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Layouts_do_not_matter(string row) => Proofs.LayoutsDoNotMatter(OpTable.Rows[row]);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Gradients_may_be_views(string row) => Proofs.GradientsMayBeViews(OpTable.Rows[row]);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Backward_agrees_with_central_differences(string row) => Proofs.BackwardAgreesWithDifferences(OpTable.Rows[row]);
}
