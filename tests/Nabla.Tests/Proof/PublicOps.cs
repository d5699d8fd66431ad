using System.Reflection;
using Module = Nabla.Nn.Module;

namespace Nabla.Tests.Proof;

/// <summary>What must have a row: found by reflection, so that nobody can forget.</summary>
internal static class PublicOps
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<string, string> Symbols = new()
    {
        ["op_Addition"] = "+",
        ["op_Subtraction"] = "-",
        ["op_Multiply"] = "*",
        ["op_Division"] = "/",
        ["op_UnaryNegation"] = "-",
        ["op_LessThan"] = "<",
        ["op_LessThanOrEqual"] = "<=",
        ["op_GreaterThan"] = ">",
        ["op_GreaterThanOrEqual"] = ">=",
        ["op_BitwiseAnd"] = "&",
        ["op_BitwiseOr"] = "|",
        ["op_ExclusiveOr"] = "^",
        ["op_LogicalNot"] = "!",
    };

    /// <summary>The operations of a type: its public methods, operators, and properties that give a tensor.</summary>
    internal static IEnumerable<(string Symbol, MethodBase Member)> Operations(Type type)
    {
        foreach (var m in type.GetMethods(Declared))
            if (!m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal))
                yield return (Symbols.GetValueOrDefault(m.Name, m.Name), m);
        foreach (var p in type.GetProperties(Declared))
            if (p.PropertyType == typeof(Tensor) && p.GetMethod is { } get)
                yield return (p.GetIndexParameters().Length > 0 ? "[]" : p.Name, get);
    }

    /// <summary>All that must have a row: operations of tensors, methods that extend them, losses, layers.</summary>
    internal static IEnumerable<(string Symbol, MethodBase[] Members)> All()
    {
        foreach (var (symbol, member) in Operations(typeof(Tensor)).Concat(Extensions()))
            yield return (symbol, [member]);
        foreach (var (symbol, member) in Operations(typeof(Loss)))
            yield return ($"Loss.{symbol}", [member]);
        foreach (var layer in typeof(Module).Assembly.GetExportedTypes())
            if (layer.IsSubclassOf(typeof(Module)) && !layer.IsAbstract)
                yield return ($"Nn.{layer.Name.Split('`')[0]}", layer.GetConstructors());
    }

    private static IEnumerable<(string, MethodBase)> Extensions() =>
        from type in typeof(Tensor).Assembly.GetExportedTypes()
        where type.IsAbstract && type.IsSealed && type != typeof(Loss)
        from m in type.GetMethods(Declared)
        where m.GetParameters() is [var first, ..] && first.ParameterType == typeof(Tensor) && m.ReturnType == typeof(Tensor)
        select (m.Name, (MethodBase)m);
}
