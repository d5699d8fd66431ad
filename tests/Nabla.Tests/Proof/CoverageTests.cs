using System.Reflection;

namespace Nabla.Tests.Proof;

/// <summary>Nothing public is without a row.</summary>
public class CoverageTests
{
    /// <summary>What is no operation, and why.</summary>
    internal static readonly Dictionary<string, string> NoOps = new()
    {
        ["Of"] = "takes elements from an array: TensorTests",
        ["Full"] = "makes a tensor of one value: TensorTests",
        ["Zeros"] = "is Full",
        ["Ones"] = "is Full",
        ["FullLike"] = "is Full",
        ["ZerosLike"] = "is Full",
        ["OnesLike"] = "is Full",
        ["ToArray2D"] = "gives elements to an array: TensorDataTests",
        ["ToArray3D"] = "gives elements to an array: TensorDataTests",
        ["ToArray4D"] = "gives elements to an array: TensorDataTests",
        ["CopyTo"] = "gives elements to a span: TensorDataTests",
        ["ToArray"] = "gives elements to an array: TensorTests",
        ["Item"] = "gives a number: TensorTests",
        ["AllFinite"] = "gives a truth value: TensorTests",
        ["Keep"] = "moves memory out of a scope: ScopeTests",
        ["Detach"] = "is the same value without its history: GradientTests",
        ["ToString"] = "is for people: TensorTests",
        ["Equals"] = "compares references",
        ["GetHashCode"] = "hashes references",
        ["GetType"] = "is the runtime's",
    };

    /// <summary>Kernels that no operation or optimizer runs, and who tests them.</summary>
    private static readonly Dictionary<string, string> NotOfOps = new()
    {
        ["SumOfSquares"] = "Gradients.Norm: GradientsValueTests",
    };

    [Fact]
    public void Every_public_operation_loss_and_layer_has_a_row() =>
        None(Missing(PublicOps.All().Where(o => !NoOps.ContainsKey(o.Symbol)), OpTable.Rows.Values));

    [Fact]
    public void Every_loss_and_norm_answers_to_extreme_inputs() =>
        None(OpTable.Topics["loss"].Concat(OpTable.Topics["norm"]).Where(r => r.NoFixture is null && !r.Extreme && r.Extremes.Length == 0).Select(r => $"{r.Name} has no Extremes"));

    [Fact]
    public void Every_kernel_is_reached_by_a_row()
    {
        var rows = OpTable.Rows.Values.Select(r => r.Function.Method).Concat(OptimizerTable.Rows.Values.Select(r => r.Make.Method));
        var reached = Calls.Reachable(rows).Select(m => m.Name).ToHashSet();
        var kernels = typeof(Backend).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(m => m.Name).ToHashSet();
        Assert.True(kernels.Count > 10);
        None(kernels.Where(k => !reached.Contains(k) && !NotOfOps.ContainsKey(k)).Select(k => $"no row of OpTable or OptimizerTable reaches Backend.{k}"));
        None(NotOfOps.Keys.Where(k => !kernels.Contains(k) || reached.Contains(k)).Select(k => $"{k} need not be excluded"));
    }

    [Fact]
    public void Exclusions_are_of_what_exists()
    {
        Assert.Empty(NoOps.Keys.Except(typeof(Tensor).GetMethods().Select(m => m.Name)));
        var others = typeof(Tensor).Assembly.GetExportedTypes().SelectMany(PublicOps.Extensions);
        Assert.Empty(PublicOps.Exclusions.Keys.Except(others.SelectMany(m => new[] { m.DeclaringType!.Name, $"{m.DeclaringType.Name}.{m.Name}" })));
    }

    [Fact]
    public void A_missing_row_is_found()
    {
        var found = PublicOps.Operations(typeof(Strange)).Select(o => (o.Symbol, new[] { o.Member })).ToList();
        Assert.Equal(3, found.Count);
        Op[] rows =
        [
            new("Twice", x => Strange.Twice(x[0])),
            new("-: of something else", x => -x[0]),
            new("Other", x => Strange.Twice(x[0], 2)),           // called, but not by a row of its name
        ];
        Assert.Equal(["-", "Twice"], Missing(found, rows).Select(m => m.Split(' ')[0]).Order());
    }

    [Fact]
    public void Extensions_are_found_whatever_they_take_and_give() =>
        Assert.Equal(["Array", "Extends", "List", "Made", "Named", "Out", "Pair"], PublicOps.Extensions(typeof(StrangeExtensions)).Select(m => m.Name).Order());

    /// <summary>The members that no row of their name calls.</summary>
    private static IEnumerable<string> Missing(IEnumerable<(string Symbol, MethodBase[] Members)> members, IEnumerable<Op> rows)
    {
        var called = rows.Select(r => (r.Symbol, Calls: Calls.In(r.Function.Method).Select(Key).ToHashSet())).ToLookup(r => r.Symbol, r => r.Calls);
        return from m in members
               where !m.Members.Any(o => called[m.Symbol].Any(c => c.Contains(Key(o))))
               select $"{m.Symbol} has no row in OpTable that calls {m.Members[0].DeclaringType!.Name}.{m.Members[0]}";
    }

    private static void None(IEnumerable<string> problems)
    {
        string[] all = [.. problems];
        if (all.Length > 0)
            Assert.Fail(string.Join('\n', all));
    }

    private static (Module, int) Key(MethodBase m) => (m.Module, m.MetadataToken);

    private abstract class Strange
    {
        public static Tensor Twice(Tensor x) => x * 2;

        public static Tensor Twice(Tensor x, double by) => x * 2 * by;

        public static Tensor operator -(Strange x) => throw new NotSupportedException(x.ToString());
    }
}

internal static class StrangeExtensions
{
    public static (Tensor, Tensor) Pair(this Tensor x) => (x, x);

    public static Tensor[] Array(this Tensor x) => [x];

    public static double Extends(this IEnumerable<Tensor> x) => x.Count();

    public static Tensor Made(int n) => Tensor.Zeros([n]);

    public static Tensor List(IReadOnlyList<Tensor> x) => x[0];

    public static Dictionary<string, Tensor> Named(string name) => new() { [name] = Tensor.Zeros([1]) };

    public static bool Out(int n, out Tensor x) => (x = Tensor.Zeros([n])).Shape.Count == n;

    public static double NoExtension(Tensor x) => x.Item();
}
