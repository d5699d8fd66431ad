namespace Nabla;

public abstract partial class Backend
{
    /// <summary>One step of an optimizer: θ and its state, null where the rule has none, change in place.</summary>
    public abstract void Update(UpdateRule rule, in View gradient, in View theta, View? a = null, View? b = null, View? c = null);

    /// <summary>Σ x², summed in float64.</summary>
    public abstract double SumOfSquares(in View x);
}
