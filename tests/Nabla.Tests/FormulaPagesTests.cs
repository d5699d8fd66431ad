using System.Reflection;
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

    /// <summary>A source is a name with a year, or a function of PyTorch.</summary>
    [Fact]
    public void Every_file_of_the_tables_names_its_source()
    {
        var sources = Repository.Sources("src/Nabla");
        string[] files = [.. Formulas.Split('\n').Where(l => l.StartsWith('|')).SelectMany(Files).Where(sources.ContainsKey).Distinct()];
        Assert.True(files.Length > 60);
        Assert.DoesNotContain(files, f => !NamesSource(sources[f]));
    }

    /// <summary>Losses, schedules and metrics share files, so each function has its own; overloads share theirs.</summary>
    [Fact]
    public void Every_loss_schedule_metric_and_penalty_names_its_source()
    {
        var files = Repository.Sources("src/Nabla").Where(f => Regex.IsMatch(f.Key, "^(Losses|Optim/Schedules|Training/Metrics)/|^Nn/Penalty.cs$") && Regex.IsMatch(f.Value, "public static (partial )?class"));
        var functions = files.SelectMany(f => f.Value.Split("\n\n")).Select(b => (Text: b, Name: Regex.Match(b, @"^    public static (?!partial|class)[^\n=]*?(\w+)\(", RegexOptions.Multiline).Groups[1].Value)).Where(b => b.Name != "").ToLookup(b => b.Name, b => b.Text);
        Assert.True(functions.Count > 35);
        Assert.Empty(functions.Where(f => !f.Any(NamesSource)).Select(f => f.Key));
    }

    [Theory]
    [InlineData("/// <summary>max(x, 0), as in 2010.</summary>", false)]
    [InlineData("/// <summary>x. As PyTorch's.</summary>", false)]
    [InlineData("var year = new Huber(1964);", false)]
    [InlineData("/// <summary>Huber 1964, eq. 1.</summary>", true)]
    [InlineData("/// <remarks>Goyal et al.\n/// 2017.</remarks>", true)]
    [InlineData("// PyTorch's <c>nll_loss</c>.", true)]
    public void Sources_are_told_from_other_words(string text, bool found) => Assert.Equal(found, NamesSource(text));

    /// <summary>The layers that are activations, by the files they stand in, and the file of the operation that each one's name, or the stated other, has.</summary>
    [Fact]
    public void Every_activation_has_its_line_on_both_pages()
    {
        Dictionary<string, string?> others = new() { ["LogSoftmax"] = "Softmax", ["Identity"] = null };
        string[] layers = [.. Public("Nn/Activations.cs", @"class (\w+)").Concat(Public("Nn/PReLU.cs", @"class (\w+)"))];
        Assert.True(layers.Length > 14);
        foreach (string layer in layers)
        {
            Assert.Contains($"`nn.{layer}`", PyTorch);
            if (others.GetValueOrDefault(layer, layer) is { } op)
                Assert.Contains(Section("Activations"), f => f.Equals($"Ops/{op}.cs", StringComparison.OrdinalIgnoreCase));
        }
    }

    /// <summary>By the words that stand for each: a new initializer must be given its own.</summary>
    [Fact]
    public void Every_initializer_has_its_line()
    {
        Dictionary<string, string> words = new()
        {
            ["Constant"] = "Constant",
            ["Uniform"] = "uniform",
            ["Normal"] = "normal",
            ["TruncatedNormal"] = "truncated normal",
            ["FanIn"] = "PyTorch's fan-in",
            ["Fans"] = "fan-out",
            ["XavierUniform"] = "Xavier",
            ["XavierNormal"] = "Xavier",
            ["HeUniform"] = "| He ",
            ["HeNormal"] = "| He ",
            ["LeCunUniform"] = "LeCun",
            ["LeCunNormal"] = "LeCun",
            ["Orthogonal"] = "Orthogonal",
        };
        Assert.Equal(words.Keys.Order(), typeof(Nabla.Nn.Init).GetMethods(Declared).Select(m => m.Name).Distinct().Order());
        Assert.All(words.Values, w => Assert.Contains(w, Text("Initialization")));
        Assert.Contains("`Nn/Gain.cs`", Text("Initialization"));
    }

    /// <summary>Penalties, and every layer that drops or normalizes: the operation behind it stands in a file of the section.</summary>
    [Fact]
    public void Every_regularizer_has_its_line_on_both_pages()
    {
        Dictionary<string, string> files = new()
        {
            ["Dropout"] = "Ops/Dropout.cs",
            ["Dropout1d"] = "Ops/DropPath.cs",
            ["Dropout2d"] = "Ops/DropPath.cs",
            ["DropPath"] = "Ops/DropPath.cs",
            ["BatchNorm1d"] = "Ops/ChannelNorm.cs",
            ["BatchNorm2d"] = "Ops/ChannelNorm.cs",
            ["GroupNorm"] = "Ops/ChannelNorm.cs",
            ["InstanceNorm2d"] = "Ops/ChannelNorm.cs",
            ["LayerNorm"] = "Ops/RowNorm.cs",
            ["RMSNorm"] = "Ops/RowNorm.cs",
        };
        var layers = typeof(Nabla.Nn.Module).Assembly.GetExportedTypes().Where(t => t.IsSubclassOf(typeof(Nabla.Nn.Module)) && !t.IsAbstract).Select(t => t.Name);
        Assert.Equal(files.Keys.Order(), layers.Where(l => Regex.IsMatch(l, @"Drop|Norm(\dd)?$")).Except(["LocalResponseNorm"]).Order());
        Assert.All(files.Values, f => Assert.Contains(f, Section("Regularization")));
        Assert.All(files.Keys, l => Assert.Matches($@"`(nn\.{l}`|new {l}\()", PyTorch));
        Assert.Equal(["L1", "L2"], typeof(Nabla.Nn.Penalty).GetMethods(Declared).Select(m => m.Name).Distinct().Order());
        Assert.Contains("L2, L1 penalty", Text("Regularization"));
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

    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static bool NamesSource(string code)
    {
        string comments = string.Join(' ', code.Split('\n').Where(l => l.Contains("//")).Select(l => l[l.IndexOf("//", StringComparison.Ordinal)..].TrimStart('/').Trim()));
        return Regex.IsMatch(comments, @"\p{Lu}[\p{L}’'-]+(?<!\bIn)(?<!\bSince)(?: et al\.)?,? \(?(?:19|20)\d\d\b|PyTorch's <c>\w");
    }

    /// <summary>The public names of a file.</summary>
    private static IEnumerable<string> Public(string file, string pattern) => Regex.Matches(Repository.Sources("src/Nabla")[file], $"public sealed {pattern}").Select(m => m.Groups[1].Value);

    /// <summary>A section of docs/Formulas.md, and the files it names.</summary>
    private static string Text(string section) => Formulas.Split("\n## ").Single(s => s.StartsWith(section, StringComparison.Ordinal));

    private static string[] Section(string section) => [.. Files(Text(section))];

    private static IEnumerable<string> Files(string page) => Regex.Matches(page, @"`([\w/]+\.cs)`").Select(m => m.Groups[1].Value);
}
