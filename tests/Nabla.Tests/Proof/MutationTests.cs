using System.Collections.Concurrent;

namespace Nabla.Tests.Proof;

/// <summary>The gradient checks are sharp: no sign of any backward can be flipped unnoticed.</summary>
public class MutationTests
{
    private static readonly ConcurrentDictionary<string, Dictionary<Mutants.Site, bool>> Noticed = new();

    public static TheoryData<string> Rows => [.. OpTable.Rows.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_flipped_sign_is_noticed(string row) =>
        Assert.Equal([], Of(row).Where(s => !s.Value).Select(s => s.Key.ToString()));

    [Fact]
    public void Every_kind_of_node_was_flipped()
    {
        var flipped = OpTable.Rows.Keys.SelectMany(Of).Select(s => s.Key.Node).ToHashSet();
        Assert.True(flipped.Count > 10);
        Assert.Equal([], typeof(Node).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Node)) && !t.IsAbstract && t != typeof(ToNode) && !flipped.Contains(t)).Select(t => t.Name));
    }

    /// <summary>Stands for <see cref="ToNode"/>: between floats of two sizes there is rounding, so no central differences.</summary>
    [Theory]
    [InlineData(DType.F32, DType.F64)]
    [InlineData(DType.F64, DType.F32)]
    [InlineData(DType.F32, DType.BF16)]
    [InlineData(DType.F64, DType.BF16)]
    [InlineData(DType.F32, DType.F16)]
    [InlineData(DType.F64, DType.F16)]
    public void Conversion_passes_the_gradient_on(DType from, DType to)
    {
        using var tape = Tape.Start();
        var x = tape.Watch(Tensor.Of(1.0, -2.0).To(from));
        var dx = tape.Backward((x.To(to).To(from) * Tensor.Of(3.0, 5.001).To(from)).Sum())[x];
        Assert.Equal(from, dx.DType);
        Assert.Equal([3, 5.001f], Run.Doubles(dx).Select(d => (float)d));     // neither the way there nor back rounds it to 16 bits
    }

    [Fact]
    public void A_check_that_is_blind_is_found()
    {
        var blind = new Op("blind", x => x[0] + (x[0] * 1e-12).Sin(), [[3]]);
        Assert.Contains(Mutants.Of(blind), s => !s.Value && s.Key.Name == "sin");
        Assert.Contains(Mutants.Of(blind), s => s.Value && s.Key.Name == "add");
    }

    private static Dictionary<Mutants.Site, bool> Of(string row) => Noticed.GetOrAdd(row, static r => Mutants.Of(OpTable.Rows[r]));
}
