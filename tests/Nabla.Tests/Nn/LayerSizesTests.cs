using System.Reflection;
using Nabla.Tests.BadInput;
using Module = Nabla.Nn.Module;

namespace Nabla.Tests.Nn;

/// <summary>No layer can be made with impossible sizes; the words of the errors are in BadInput/Layers.cs.</summary>
public class LayerSizesTests
{
    /// <summary>Sizes that may be 0, and why.</summary>
    private static readonly Dictionary<string, string> s_zero = new()
    {
        ["stride of MaxPool2d"] = "the kernel's size",
        ["stride of AvgPool2d"] = "the kernel's size",
        ["padding of MaxPool2d"] = "none",
        ["padding of AvgPool2d"] = "none",
        ["stride of MaxPool1d"] = "the kernel's size",
        ["stride of AvgPool1d"] = "the kernel's size",
        ["padding of MaxPool1d"] = "none",
        ["padding of AvgPool1d"] = "none",
        ["padding of Conv1d"] = "none",
        ["padding of Conv2d"] = "none",
        ["padding of ConvTranspose1d"] = "none",
        ["padding of ConvTranspose2d"] = "none",
        ["outputPadding of ConvTranspose1d"] = "none",
        ["outputPadding of ConvTranspose2d"] = "none",
        ["padding of Embedding"] = "the first row",
        ["axis of Softmax"] = "the first axis",
        ["axis of LogSoftmax"] = "the first axis",
    };

    public static TheoryData<string> Sizes => [.. Constructors().SelectMany(c => c.GetParameters().Where(IsSize).Select(p => $"{p.Name} of {c.DeclaringType!.Name}")).Distinct()];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_size_that_is_negative_or_0_is_refused(string size)
    {
        if (!size.StartsWith("axis", StringComparison.Ordinal))
            Refused(size, -7);
        if (!s_zero.ContainsKey(size))
            Refused(size, 0);
    }

    [Fact]
    public void Sizes_that_may_be_0_exist() => Assert.Empty(s_zero.Keys.Except(Constructors().SelectMany(c => c.GetParameters().Select(p => $"{p.Name} of {c.DeclaringType!.Name}"))));

    [Fact]
    public void Every_layer_with_sizes_has_a_bad_call() =>
        Assert.Empty(Constructors().Where(c => c.GetParameters().Any(IsSize)).Select(c => $"Nn.{c.DeclaringType!.Name}").Distinct()
            .Except(["Nn.Softmax", "Nn.LogSoftmax"]).Except(BadCalls.All.Select(b => b.Symbol)));

    // With every other size possible, by each constructor that has this one.
    private static void Refused(string size, int value)
    {
        foreach (var constructor in Constructors().Where(c => size.EndsWith($" of {c.DeclaringType!.Name}", StringComparison.Ordinal) && c.GetParameters().Any(p => size.StartsWith($"{p.Name} of", StringComparison.Ordinal))))
        {
            object?[] arguments = [.. constructor.GetParameters().Select(p => size.StartsWith($"{p.Name} of", StringComparison.Ordinal) ? Size(p, value) : p.HasDefaultValue ? p.DefaultValue : Size(p, 4))];
            Assert.IsType<RangeException>(Assert.Throws<TargetInvocationException>(() => constructor.Invoke(arguments)).InnerException);
        }

        static object? Size(ParameterInfo p, int value) =>
            p.ParameterType == typeof(Shape) ? new Shape([Math.Max(0, value)])
            : p.ParameterType == typeof(int[]) ? new[] { value }
            : p.ParameterType == typeof(Window) ? new Window(3)
            : (object)value;
    }

    private static bool IsSize(ParameterInfo p) => p.ParameterType == typeof(int) || p.ParameterType == typeof(int?) || p.ParameterType == typeof(int[]) || p.ParameterType == typeof(Shape);

    private static IEnumerable<ConstructorInfo> Constructors() =>
        typeof(Module).Assembly.GetExportedTypes().Where(t => t.IsSubclassOf(typeof(Module)) && !t.IsAbstract).SelectMany(t => t.GetConstructors());
}
