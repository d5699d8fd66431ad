namespace Nabla.Cli;

/// <summary>Losses by name.</summary>
internal static class TableLosses
{
    private static readonly Dictionary<string, Func<Tensor, Tensor, Tensor?, Tensor>> s_classes = new()
    {
        ["cross-entropy"] = (y, label, weights) => Loss.CrossEntropy(y, label, weights: weights),
        ["focal"] = (y, label, weights) => Loss.Focal(y, label, alpha: weights),
        ["binary-cross-entropy"] = (y, label, weights) => Loss.BinaryCrossEntropyWithLogits(y, label.OneHot(y.Shape[1]), positiveWeight: weights),      // one against all
        ["hinge"] = (y, label, _) => Loss.Hinge(y, label.OneHot(y.Shape[1]) * 2 - 1),                                                                    // one against all
    };

    private static readonly Dictionary<string, Func<Tensor, Tensor, Tensor>> s_numbers = new()
    {
        ["mse"] = (y, t) => Loss.Mse(y, t),
        ["mae"] = (y, t) => Loss.Mae(y, t),
        ["huber"] = (y, t) => Loss.Huber(y, t),
        ["smooth-l1"] = (y, t) => Loss.SmoothL1(y, t),
    };

    internal static string[] All => [.. s_classes.Keys, .. s_numbers.Keys];

    internal static Func<Tensor, Tensor, Tensor> OfClasses(string name, Tensor? weights) => (y, label) => s_classes[name](y, label, weights);

    internal static Func<Tensor, Tensor, Tensor> OfNumbers(string name) => s_numbers[name];

    /// <summary>What does not go together; null when all does.</summary>
    internal static string? Problem(TableSettings s)
    {
        string[] known = s.IsClassification ? [.. s_classes.Keys] : [.. s_numbers.Keys];
        return !known.Contains(s.Loss) ? $"loss '{s.Loss}' is not one of {s.Task}, which has {string.Join(", ", known)}"
            : s.ClassWeights is null ? null
            : !s.IsClassification ? "class-weights are given, but a number is predicted"
            : s.Loss == "hinge" ? "class-weights are given, but hinge has none"
            : s.ClassWeights != ClassWeights.Balanced && ClassWeights.Parse(s.ClassWeights) is null ? $"class-weights are '{s.ClassWeights}', '{ClassWeights.Balanced}' or numbers above 0, separated by commas, were expected"
            : null;
    }
}
