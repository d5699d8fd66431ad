using System.Globalization;
using Nabla.Data;

namespace Nabla.Cli;

/// <summary>How much each class weighs in the loss.</summary>
internal static class ClassWeights
{
    internal const string Balanced = "balanced";

    /// <summary>(C); null for equal weights. Balanced ones are N/(C·N_c), so that each class has the same sum (King and Zeng 2001).</summary>
    internal static Tensor? Of(string? text, IReadOnlyList<string> classes, Dataset? train)
    {
        if (text is null || train is null)
            return null;
        if (text == Balanced)
            return Tensor.Of(Balance(train, classes.Count));
        float[] weights = Parse(text) ?? [];
        return weights.Length == classes.Count ? Tensor.Of(weights)
            : throw new RangeException("train", $"--class-weights has {weights.Length} numbers, there are {classes.Count} classes: {string.Join(", ", classes)}. Give one number each, in this order.");
    }

    /// <summary>The numbers; null when they are not all finite and above 0.</summary>
    internal static float[]? Parse(string text)
    {
        float[] numbers = [.. text.Split(',').Select(w => float.TryParse(w, NumberStyles.Float, CultureInfo.InvariantCulture, out float v) ? v : 0)];
        return numbers.All(w => w > 0 && float.IsFinite(w)) ? numbers : null;
    }

    private static float[] Balance(Dataset train, int classes)
    {
        using var scope = new Scope();
        var counts = train.Get([.. Enumerable.Range(0, train.Count)])[1].ToArray<long>().CountBy(l => l).ToDictionary();
        return [.. Enumerable.Range(0, classes).Select(c => train.Count / (float)(classes * Math.Max(1, counts.GetValueOrDefault(c))))];
    }
}
