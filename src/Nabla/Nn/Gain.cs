namespace Nabla.Nn;

/// <summary>How much larger than linear ones the weights after each nonlinearity begin, for the gain of <see cref="Init"/>'s schemes; PyTorch's <c>calculate_gain</c>.</summary>
public static class Gain
{
    /// <summary>1: linear layers and convolutions without a nonlinearity.</summary>
    public const double Linear = 1;

    /// <summary>1: the logistic function.</summary>
    public const double Sigmoid = 1;

    /// <summary>5/3: tanh, so that small deviations in one layer do not shrink from layer to layer.</summary>
    public const double Tanh = 5.0 / 3;

    /// <summary>√2: ReLU passes half the mean square on (He et al. 2015, eq. 10).</summary>
    public const double ReLU = 1.4142135623730951;

    /// <summary>3/4: PyTorch's choice for SELU; its paper takes 1, <see cref="Init.LeCunNormal"/> (Klambauer et al. 2017).</summary>
    public const double SELU = 0.75;

    /// <summary>√(2 / (1 + slope²)): leaky ReLU (He et al. 2015, eq. 15).</summary>
    public static double LeakyReLU(double slope = 0.01) => Math.Sqrt(2 / (1 + slope * slope));
}
