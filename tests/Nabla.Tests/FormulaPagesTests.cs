using System.Text.RegularExpressions;
using Nabla.Optim;
using Nabla.Training;

namespace Nabla.Tests;

/// <summary>docs/Formulas.md and docs/PyTorch.md name what is there, and all of it.</summary>
public class FormulaPagesTests
{
    private static readonly string Formulas = File.ReadAllText(Repository.PathOf("docs", "Formulas.md")), PyTorch = File.ReadAllText(Repository.PathOf("docs", "PyTorch.md"));

    [Fact]
    public void Every_file_named_is_there()
    {
        string[] files = [.. Files(Formulas).Concat(Files(PyTorch))];
        Assert.True(files.Length > 60);
        Assert.DoesNotContain(files, f => !File.Exists(Repository.PathOf(f.StartsWith("tests/", StringComparison.Ordinal) ? f : $"src/Nabla/{f}")));
    }

    [Theory]
    [InlineData("Losses")]
    [InlineData("Optim/Schedules")]
    [InlineData("Training/Metrics")]
    public void Every_formula_of_a_folder_is_named(string folder)
    {
        string[] helpers = ["Losses/Checks.cs", "Losses/Reduction.cs"];
        var files = Repository.Sources("src/Nabla").Keys.Where(f => f.StartsWith($"{folder}/", StringComparison.Ordinal)).Except(helpers);
        Assert.Empty(files.Except(Files(Formulas)));
    }

    [Fact]
    public void Every_optimizer_has_its_line_on_both_pages()
    {
        var optimizers = typeof(Optimizer).Assembly.GetExportedTypes().Where(t => t.IsSubclassOf(typeof(Optimizer)) && !t.IsAbstract).Select(t => t.Name);
        Assert.All(optimizers, o => Assert.Contains($"`Optim/{o}.cs`", Formulas));
        Assert.All(optimizers, o => Assert.Contains($"new {o}(", PyTorch));
    }

    [Fact]
    public void Every_member_that_the_table_translates_to_is_there()
    {
        foreach (var (holder, name) in new[] { (typeof(Loss), "Loss"), (typeof(Schedules), "Schedules"), (typeof(Nabla.Nn.Init), "Init"), (typeof(TrainerOptions), "TrainerOptions") })
            Assert.All(Regex.Matches(PyTorch, $@"\b{name}\.(\w+)").Select(m => m.Groups[1].Value), m => Assert.NotEmpty(holder.GetMember(m)));
    }

    private static IEnumerable<string> Files(string page) => Regex.Matches(page, @"`([\w/]+\.cs)`").Select(m => m.Groups[1].Value);
}
