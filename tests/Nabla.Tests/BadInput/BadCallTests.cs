using System.Reflection;
using Nabla.Tests.Proof;

namespace Nabla.Tests.BadInput;

/// <summary>Calls that cannot work say so in one style, word by word; no operation or loss is without one.</summary>
public class BadCallTests
{
    /// <summary>What takes everything.</summary>
    private static readonly Dictionary<string, string> Total = new()
    {
        ["To"] = "every type converts to every other",
        ["Contiguous"] = "every tensor can be copied",
    };

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, BadCalls.All.Length)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_error_is(int row)
    {
        var bad = BadCalls.All[row];
        Assert.Equal(bad.Message, Assert.ThrowsAny<NablaException>(bad.Call).Message);
    }

    [Fact]
    public void Every_operation_and_loss_has_a_bad_call()
    {
        var called = BadCalls.All.Select(b => (b.Symbol, Calls: Calls.In(b.Call.Method).Select(m => (m.Module, m.MetadataToken)).ToHashSet())).ToLookup(b => b.Symbol, b => b.Calls);
        var missing = PublicOps.All().Where(o => !o.Symbol.StartsWith("Nn.", StringComparison.Ordinal) && !CoverageTests.NoOps.ContainsKey(o.Symbol) && !Total.ContainsKey(o.Symbol))
            .GroupBy(o => o.Symbol, o => o.Members[0])
            .Where(o => !called[o.Key].Any(c => o.Any(m => c.Contains((m.Module, m.MetadataToken)))));
        Assert.Equal([], missing.Select(o => $"{o.Key} has no call in BadInput that cannot work"));
    }

    [Fact]
    public void What_takes_everything_exists() => Assert.Empty(Total.Keys.Except(typeof(Tensor).GetMethods(BindingFlags.Public | BindingFlags.Instance).Select(m => m.Name)));
}
