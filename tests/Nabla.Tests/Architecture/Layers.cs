using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Nabla.Tests.Architecture;

/// <summary>Which folder of src/Nabla may use which: a folder uses itself and those of lower rank.</summary>
internal static class Layers
{
    internal static readonly Dictionary<string, int> Ranks = new()
    {
        ["Core"] = 0,
        ["Backends"] = 1,
        ["Autograd"] = 1,
        ["Ops"] = 2,
        ["Losses"] = 3,
        ["Nn"] = 3,
        ["Optim"] = 4,
        ["Data"] = 4,
        ["Io"] = 4,
        ["Training"] = 5,
    };

    /// <summary>The one file that may name backends: it chooses the device's.</summary>
    private const string DeviceFile = "Core/Device.cs";

    // What <ImplicitUsings> adds to every file.
    private const string Usings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";

    private static readonly MetadataReference[] Platform = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal))
        .Select(p => MetadataReference.CreateFromFile(p))];

    /// <summary>The uses against the direction of the layers, as <c>file: uses Type of Folder</c>.</summary>
    internal static IEnumerable<string> Violations(IEnumerable<(string File, string Type, string Folder)> uses) =>
        uses.Where(u => !Allowed(u.File, u.Folder)).Select(u => $"{u.File}: uses {u.Type} of {u.Folder}");

    /// <summary>Every use of a type of another folder.</summary>
    /// <remarks>What a file uses is what the compiler binds its names to: types, and the types whose members it calls.
    /// A partial type belongs to the lowest folder that declares a part.</remarks>
    /// <param name="sources">Text by path relative to src/Nabla, with forward slashes.</param>
    internal static IEnumerable<(string File, string Type, string Folder)> Uses(IReadOnlyDictionary<string, string> sources)
    {
        var parse = new CSharpParseOptions(LanguageVersion.Preview);
        var trees = sources.Select(s => CSharpSyntaxTree.ParseText(s.Value, parse, s.Key)).ToList();
        var compilation = CSharpCompilation.Create("Layers", [.. trees, CSharpSyntaxTree.ParseText(Usings, parse)], Platform,
            new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        return trees.SelectMany(tree => Uses(tree, compilation.GetSemanticModel(tree))).Distinct();
    }

    private static IEnumerable<(string, string, string)> Uses(SyntaxTree tree, SemanticModel model)
    {
        foreach (var name in tree.GetRoot().DescendantNodes())
        {
            if (name is not (SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax))
                continue;
            var symbol = model.GetSymbolInfo(name).Symbol;
            var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
            string? folder = type?.OriginalDefinition.DeclaringSyntaxReferences.Select(d => Folder(d.SyntaxTree.FilePath)).MinBy(Rank);
            if (folder is not null && folder != Folder(tree.FilePath))
                yield return (tree.FilePath, type!.Name, folder);
        }
    }

    internal static string Folder(string file) => file.Contains('/') ? file[..file.IndexOf('/')] : "";

    private static int Rank(string folder) => Ranks.GetValueOrDefault(folder, int.MaxValue);

    private static bool Allowed(string file, string folder) =>
        file == DeviceFile ? folder == "Backends" : folder != "Backends" && Rank(folder) < Rank(Folder(file));
}
