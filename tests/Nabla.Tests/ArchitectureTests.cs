using System.Text.RegularExpressions;
using System.Xml.Linq;
using Nabla.Tests.Architecture;

namespace Nabla.Tests;

/// <summary>The rules of structure: docs/Concepts.md, "Layers".</summary>
public partial class ArchitectureTests
{
    private const int MaxLines = 400;

    private static readonly Dictionary<string, string> Core = Repository.Sources("src/Nabla");

    [Fact]
    public void Folders_import_one_way()
    {
        var uses = Layers.Uses(Core).ToList();
        Assert.Empty(Layers.Violations(uses));
        Assert.Contains(("Core/Device.cs", "CpuBackend", "Backends"), uses);
        Assert.Contains(("Ops/MatMul.cs", "Backend", "Core"), uses);   // it saw what there is to see
        Assert.Contains(("Nn/ModuleOfT.cs", "Scope", "Core"), uses);
    }

    [Fact]
    public void Every_folder_of_the_core_library_has_a_rank() =>
        Assert.DoesNotContain(Core.Keys, f => !Layers.Ranks.ContainsKey(Layers.Folder(f)));

    [Theory]
    [InlineData("Core/A.cs", "class A { B b; }", "Ops/B.cs", "class B;", "Core/A.cs: uses B of Ops")]
    [InlineData("Nn/A.cs", "class A { int F() => B.G(); }", "Losses/B.cs", "static class B { internal static int G() => 0; }", "Nn/A.cs: uses B of Losses")]
    [InlineData("Ops/A.cs", "using P; class A { int F() => 1.G(); }", "Optim/B.cs", "namespace P; static class B { internal static int G(this int x) => x; }", "Ops/A.cs: uses B of Optim")]
    [InlineData("Ops/A.cs", "class A : B;", "Backends/Cpu/B.cs", "class B;", "Ops/A.cs: uses B of Backends")]
    [InlineData("Core/A.cs", "class A : B;", "Backends/B.cs", "class B;", "Core/A.cs: uses B of Backends")]
    [InlineData("Io/A.cs", "class A { void F() { var b = B.Make(); } }", "Training/B.cs", "class B { internal static B Make() => new(); }", "Io/A.cs: uses B of Training")]
    [InlineData("Backends/A.cs", "class A<T> where T : Autograd.B;", "Autograd/B.cs", "namespace Autograd; class B;", "Backends/A.cs: uses B of Autograd")]
    public void A_use_against_the_direction_is_found(string file, string text, string usedFile, string used, string expected) =>
        Assert.Equal([expected], Layers.Violations(Layers.Uses(new Dictionary<string, string> { [file] = text, [usedFile] = used })));

    [Theory]
    [InlineData("Ops/A.cs", "class A { B b; }", "Core/B.cs", "class B;")]
    [InlineData("Core/Device.cs", "class A { B b; }", "Backends/B.cs", "class B;")]
    [InlineData("Core/A.cs", "partial class A { int F() => G(); }", "Ops/A.cs", "partial class A { int G() => 0; }")]   // a type is where its lowest part is
    [InlineData("Ops/A.cs", "class A { int Linear() => 0; int F() => Linear(); }", "Nn/Linear.cs", "class Linear;")]     // a method of the same name
    public void A_use_along_the_direction_is_none(string file, string text, string usedFile, string used) =>
        Assert.Empty(Layers.Violations(Layers.Uses(new Dictionary<string, string> { [file] = text, [usedFile] = used })));

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    [InlineData("bench")]
    [InlineData("samples")]
    public void Files_stay_short(string folder) =>
        Assert.Empty(Repository.Sources(folder).Where(f => Lines(f.Value) > MaxLines).Select(f => $"{folder}/{f.Key} has {Lines(f.Value)} lines, at most {MaxLines} are allowed"));

    /// <summary>So that ARM64, and processors of x86 without them, never meet one.</summary>
    [Fact]
    public void Instructions_of_one_processor_are_asked_for_first()
    {
        Assert.Empty(Core.SelectMany(f => Unguarded(f.Value).Select(i => $"{f.Key} uses {i} and does not ask {i}.IsSupported")));
        Assert.True(Core.Count(f => Instructions().IsMatch(f.Value)) > 4);
        Assert.Equal(["Avx2"], Unguarded("if (Avx.IsSupported) { Avx.Add(a, b); Avx2.Add(c, d); }"));
    }

    private static IEnumerable<string> Unguarded(string text) => Instructions().Matches(text).Select(m => m.Groups[1].Value)
        .Where(i => !text.Contains($"{i}.IsSupported", StringComparison.Ordinal) && !text.Contains($"{i}.Arm64.IsSupported", StringComparison.Ordinal)).Distinct();

    [GeneratedRegex(@"\b((?:Sse|Ssse|Avx|Fma|Bmi|Aes|Pclmulqdq|Popcnt|Lzcnt|X86|AdvSimd|ArmBase|Sve)\w*)\.(?!IsSupported)[A-Z]")]
    private static partial Regex Instructions();

    [Fact]
    public void The_core_library_depends_on_nothing() => Assert.Empty(Dependencies(XDocument.Load(Repository.PathOf("src", "Nabla", "Nabla.csproj"))));

    [Fact]
    public void A_dependency_is_found() => Assert.Equal(["A", "B.Analyzers", "C.dll", "../D.csproj"], Dependencies(XDocument.Parse("""
        <Project><ItemGroup>
          <PackageReference Include="A" PrivateAssets="all" /><PackageReference Include="B.Analyzers" />
          <Reference Include="C.dll" /><ProjectReference Include="../D.csproj" />
          <PackageReference Include="E.Analyzers" PrivateAssets="all" />
        </ItemGroup></Project>
        """)));

    /// <summary>What a project refers to beyond analyzers, which stay private to the build.</summary>
    private static IEnumerable<string> Dependencies(XDocument project) =>
        from e in project.Descendants()
        where e.Name.LocalName is "PackageReference" or "Reference" or "ProjectReference"
        let name = (string)e.Attribute("Include")!
        where !(name.EndsWith("Analyzers", StringComparison.Ordinal) && (string?)e.Attribute("PrivateAssets") == "all")
        select name;

    private static int Lines(string text) => text.AsSpan().TrimEnd('\n').Count('\n') + 1;
}
