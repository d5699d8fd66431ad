namespace Nabla;

public static partial class Loss
{
    // Broadcasting (N) against (N, 1) is a classic silent mistake: shapes must be equal.
    private static void SameShape(string op, Tensor prediction, Tensor target, string first = "prediction", string second = "target")
    {
        Tensor.CheckGiven(op, first, prediction);
        Tensor.CheckGiven(op, second, target);
        if (prediction.Shape != target.Shape)
            throw new ShapeException(op, $"{first} {prediction.Shape} and {second} {target.Shape} must have the same shape. Reshape or Squeeze one of them.");
        if (prediction.DType != target.DType || !prediction.DType.IsFloat())
            throw new DTypeException(op, $"{first} is {prediction.DType}, {second} {target.DType}; both must be F32 or both F64. Convert with To.");
    }

    private static void Within(string op, string what, Tensor t, double low, double high)
    {
        if (t.Shape.Count == 0)
            return;
        using var scope = new Scope();
        double min = t.Detach().Min().Item(), max = t.Detach().Max().Item();
        if (!(min >= low && max <= high))
            throw new RangeException(op, $"{what} of shape {t.Shape} reach from {min} to {max}; {(high == double.MaxValue ? $"a finite number from {low} up" : $"{low} to {high}")} was expected. Check the data, or scale it.");
    }

    // The tolerance leaves room for probabilities that were rounded to 16 bits.
    private const double SumTolerance = 1e-3;

    private static void Distributions(string op, string what, Tensor probabilities, int axis)
    {
        Within(op, what, probabilities, 0, double.MaxValue);
        if (probabilities.Shape.Count == 0)
            return;
        using var scope = new Scope();
        var off = (probabilities.Detach().Sum([axis]) - 1).Abs();
        if (!(off.Max().Item() <= SumTolerance))
            throw new RangeException(op, FormattableString.Invariant($"{what} of shape {probabilities.Shape} are off the sum of 1 along axis {axis} by up to {off.Max().Item():G4}; at most {SumTolerance} is allowed. Divide them by their sum, or take a softmax."));
    }

    private static void Signs(string op, Tensor t)
    {
        using var scope = new Scope();
        if (t.Shape.Count > 0 && t.Detach().Abs().NotEqual(1).Sum().Item() > 0)
            throw new RangeException(op, $"targets of shape {t.Shape} must all be 1 or −1. Map other labels first, for example with labels * 2 − 1.");
    }

    private static void Positive(string op, string name, double value)
    {
        if (!(value > 0 && double.IsFinite(value)))
            throw new RangeException(op, $"{name} {value} is not possible. Give a finite number above 0.");
    }

    /// <summary>For options above 0, as soon as the operands are known to be there: 1e-50 is 0 in F32.</summary>
    private static void Held(string op, string name, double value, Tensor by)
    {
        if (!by.DType.CanDivideBy(value))
            throw by.DType.CannotDivideBy(op, name, value);
    }

    private static void NotNegative(string op, string name, double value)
    {
        if (!(value >= 0 && double.IsFinite(value)))
            throw new RangeException(op, $"{name} {value} is not possible. Give a finite number, 0 or more.");
    }
}
