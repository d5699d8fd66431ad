namespace Nabla.Tests;

/// <summary>The repository that the tests were built in.</summary>
internal static class Repository
{
    internal static string Root { get; } = Find();

    internal static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The C# files below a folder, by path relative to it, with forward slashes.</summary>
    internal static Dictionary<string, string> Sources(string folder)
    {
        string root = PathOf(folder);
        return !Directory.Exists(root) ? [] : Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(root, f).Replace('\\', '/'), File.ReadAllText);
    }

    private static string Find()
    {
        for (var d = new DirectoryInfo(AppContext.BaseDirectory); d is not null; d = d.Parent)
            if (File.Exists(Path.Combine(d.FullName, "Nabla.slnx")))
                return d.FullName;
        throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} is not below a folder with Nabla.slnx: run the tests from the repository's build.");
    }
}
