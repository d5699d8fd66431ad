using System.Reflection;
using System.Reflection.Emit;

namespace Nabla.Tests.Proof;

/// <summary>What methods call, read from their compiled code.</summary>
internal static class Calls
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields()
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(c => c.Value);

    /// <summary>The methods and constructors that a method names.</summary>
    internal static IEnumerable<MethodBase> In(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code)
            yield break;
        Type[] typeArguments = method.DeclaringType is { IsGenericType: true } t ? t.GetGenericArguments() : [];
        Type[] arguments = method.IsGenericMethod ? method.GetGenericArguments() : [];
        for (int at = 0; at < code.Length;)
        {
            short value = code[at++];
            if (value == 0xFE)
                value = unchecked((short)(0xFE00 | code[at++]));
            var op = Codes[value];
            if (op.OperandType == OperandType.InlineMethod)
                yield return method.Module.ResolveMethod(BitConverter.ToInt32(code, at), typeArguments, arguments)!;
            at += op.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
                _ => 4,
            };
        }
    }

    /// <summary>Everything in Nabla that can run when some methods do: what they call, and all methods of what they make.</summary>
    internal static HashSet<MethodBase> Reachable(IEnumerable<MethodBase> roots)
    {
        var seen = new HashSet<MethodBase>();
        var types = new HashSet<Type>();
        var open = new Stack<MethodBase>(roots);
        while (open.TryPop(out var method))
        {
            if (!seen.Add(method))
                continue;
            foreach (var called in In(method))
            {
                if (called.DeclaringType?.Assembly == typeof(Tensor).Assembly)
                    open.Push(called);
                if (called is ConstructorInfo && called.DeclaringType is { } made && made.Assembly == typeof(Tensor).Assembly && types.Add(made))
                    foreach (var m in made.GetMethods(Everything).Where(m => m.IsVirtual))
                        open.Push(m);
            }
        }

        return seen;
    }
}
