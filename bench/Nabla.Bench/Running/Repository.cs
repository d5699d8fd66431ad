namespace Nabla.Bench.Running;

/// <summary>The checkout that this program was built in.</summary>
internal static class Repository
{
    internal static string Root { get; } = Find();

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Nabla.slnx")))
                return at.FullName;
        throw new DirectoryNotFoundException("Nabla.slnx is in no folder above this program. Run it with dotnet run --project bench/Nabla.Bench.");
    }
}
