using System.Reflection;
using System.Runtime.CompilerServices;
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

    /// <summary>Types and methods that give tensors and are no operation, and why.</summary>
    internal static readonly Dictionary<string, string> Exclusions = new()
    {
        ["Checkpoint"] = "reads files: CheckpointTests",
        ["FusedConvolution"] = "layers one after another in one step: FusedConvolutionTests",
        ["Npy"] = "reads files: NpyTests",
        ["Npz"] = "reads files: NpzTests",
        ["SafeTensors"] = "reads files: SafeTensorsTests",
        ["ModuleBuffer.op_Implicit"] = "is the buffer's value",
        ["Parameter.op_Implicit"] = "is the parameter's value",
        ["Penalty"] = "sums operations over a model's parameters: PenaltyTests",
        ["TripletMining"] = "picks rows by their distances: LossTests",
    };

    /// <summary>The operations of a type: its public methods, operators, and properties that give a tensor.</summary>
    internal static IEnumerable<(string Symbol, MethodBase Member)> Operations(Type type)
    {
        foreach (var m in type.GetMethods(Declared))
            if (!m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal))
                yield return (Symbols.GetValueOrDefault(m.Name, m.Name), m);
        foreach (var p in type.GetProperties(Declared))
            if (Holds(p.PropertyType) && p.GetMethod is { } get)
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

    /// <summary>Static methods of other types that extend a tensor or give tensors.</summary>
    private static IEnumerable<(string, MethodBase)> Extensions() =>
        from type in typeof(Tensor).Assembly.GetExportedTypes()
        where type != typeof(Tensor) && type != typeof(Loss)
        from m in Extensions(type)
        where !Exclusions.ContainsKey(m.DeclaringType!.Name) && !Exclusions.ContainsKey($"{m.DeclaringType.Name}.{m.Name}")
        select (m.Name, (MethodBase)m);

    /// <summary>Static methods of a type that extend a tensor, or whose result is or holds tensors.</summary>
    internal static IEnumerable<MethodInfo> Extensions(Type type) =>
        type.GetMethods(Declared).Where(m => m.IsStatic && (Gives(m) || m.IsDefined(typeof(ExtensionAttribute)) && Holds(m.GetParameters()[0].ParameterType)));

    private static bool Gives(MethodInfo m) => Holds(m.ReturnType) || m.GetParameters().Any(p => p.ParameterType.IsByRef && !p.IsIn && Holds(p.ParameterType));

    // Tensor, Tensor[], (Tensor, Tensor), Dictionary<string, Tensor> and so on.
    private static bool Holds(Type type) => type == typeof(Tensor) || type.HasElementType && Holds(type.GetElementType()!) || type.GetGenericArguments().Any(Holds);
}
