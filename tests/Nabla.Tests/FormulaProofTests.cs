using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Nabla.Optim;
using Nabla.Tests.Proof;
using Module = Nabla.Nn.Module;

namespace Nabla.Tests;

/// <summary>docs/Formulas.md, "Proofs": every public function of the types that have no row in OpTable is called by the tests that the page names for it.</summary>
public class FormulaProofTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "Formulas.md"));

    /// <summary>The lines of the table: what is proven, such as Init or Gradients.Clip*, and the files of the tests.</summary>
    private static (string[] What, string[] Tests)[] Proofs { get; } =
        [.. Page.Split("\n## ").Single(s => s.StartsWith("Proofs", StringComparison.Ordinal)).Split('\n').Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Split('|')).Select(c => (Quoted(c[1]), Quoted(c[2])))];

    [Fact]
    public void Every_function_is_called_by_the_tests_named()
    {
        Assert.True(Proofs.Length > 8);
        Assert.Empty(Proofs.SelectMany(p => p.What.SelectMany(w => Missing(w, [.. p.Tests.Select(TestClass)]))));
    }

    /// <summary>A type of a file of the tables is an operation, a layer or a loss, with rows in OpTable (CoverageTests), an optimizer, with rows in OptimizerTable, or has its line.</summary>
    [Fact]
    public void Every_type_of_a_formula_has_its_proof()
    {
        var named = Proofs.SelectMany(p => p.What).Select(w => w.Split('.')[0]).ToHashSet();
        var sources = Repository.Sources("src/Nabla");
        var types = Regex.Matches(Page, @"`([\w/]+\.cs)`").Select(m => m.Groups[1].Value).Where(sources.ContainsKey)
            .SelectMany(f => Regex.Matches(sources[f], @"^public (?:static |sealed |partial |readonly )*(?:class|record struct) (\w+)", RegexOptions.Multiline)).Select(m => m.Groups[1].Value).Distinct();
        Assert.Empty(types.Where(t => !named.Contains(t) && !HasRows(Nabla(t))).Select(t => $"{t} has no line under Proofs in docs/Formulas.md"));

        static bool HasRows(Type t) => t == typeof(Tensor) || t == typeof(Loss) || t.IsSubclassOf(typeof(Module)) || t.IsSubclassOf(typeof(Optimizer)) || Functions(t).Length == 0;
    }

    [Fact]
    public void A_function_that_no_test_calls_is_found() =>
        Assert.Equal([$"{nameof(Forgotten)}.{nameof(Forgotten.Thrice)} is not called by {nameof(Remembers)}"], Missing(typeof(Forgotten), "*", [typeof(Remembers)]));

    private static IEnumerable<string> Missing(string what, Type[] tests) => what.Split('.') is [var type, var names] ? Missing(Nabla(type), names, tests) : Missing(Nabla(what), "*", tests);

    private static IEnumerable<string> Missing(Type type, string names, Type[] tests)
    {
        var called = tests.SelectMany(Code).SelectMany(Calls.In).Select(m => (m.Module, m.MetadataToken)).ToHashSet();
        MethodInfo[] functions = [.. Functions(type).Where(m => Regex.IsMatch(m.Name, $"^{names.Replace("*", ".*")}$"))];
        Assert.NotEmpty(functions);
        return functions.Where(m => !called.Contains((m.Module, m.MetadataToken))).Select(m => $"{type.Name}.{m.Name} is not called by {string.Join(", ", tests.Select(t => t.Name))}");
    }

    /// <summary>The public functions that a type brings, but for properties that only hold a value.</summary>
    private static MethodInfo[] Functions(Type type) => [.. type.GetMethods(Declared).Where(m => m.IsPublic && m.GetBaseDefinition() == m && !m.IsDefined(typeof(CompilerGeneratedAttribute)))];

    /// <summary>All code of a class, its lambdas and static fields included.</summary>
    private static IEnumerable<MethodBase> Code(Type type) =>
        type.GetMethods(Declared).Concat<MethodBase>(type.GetConstructors(Declared)).Concat(type.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic).SelectMany(Code));

    private static Type Nabla(string name) => typeof(Tensor).Assembly.GetExportedTypes().Single(t => t.Name == name);

    private static Type TestClass(string file) => typeof(FormulaProofTests).Assembly.GetTypes().Single(t => t.Name == Path.GetFileNameWithoutExtension(file) && File.Exists(Repository.PathOf(file)));

    private static string[] Quoted(string cell) => [.. Regex.Matches(cell, "`([^`]+)`").Select(m => m.Groups[1].Value)];

    private static class Forgotten
    {
        public static int Twice(int x) => 2 * x;

        public static int Thrice(int x) => 3 * x;
    }

    private static class Remembers
    {
        internal static Func<int> Call { get; } = () => Forgotten.Twice(1);
    }
}
