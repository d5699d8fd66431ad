using System.Diagnostics.CodeAnalysis;

namespace Nabla.Nn;

/// <summary>The path of each module below a root, and of the root itself: its type's name. Never changes, so that any thread may read it.</summary>
internal sealed class ModulePaths
{
    private readonly Dictionary<Module, string> paths = new(ReferenceEqualityComparer.Instance);

    internal ModulePaths(Module root)
    {
        foreach (var (path, module) in root.Modules())
            paths.Add(module, path);
        paths[root] = root.GetType().Name;
    }

    /// <summary>False for a module that stands in no <c>Members</c> below the root.</summary>
    internal bool TryGet(Module module, [NotNullWhen(true)] out string? path) => paths.TryGetValue(module, out path);
}
