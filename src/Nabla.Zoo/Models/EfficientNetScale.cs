namespace Nabla.Zoo;

/// <summary>Compound scaling of EfficientNet-B0 (Tan and Le 2019, equation 3): depth α^φ, width β^φ, resolution γ^φ with α = 1.2, β = 1.1, γ = 1.15.</summary>
/// <param name="Width">What channels are multiplied by.</param>
/// <param name="Depth">What the layers of each stage are multiplied by.</param>
/// <param name="Resolution">Rows and columns of the images it was made for.</param>
/// <param name="Dropout">The share of the classifier's inputs that training drops.</param>
/// <param name="Epsilon">Batch norm's ε.</param>
/// <param name="Momentum">The share of a new batch in batch norm's running statistics.</param>
public sealed record EfficientNetScale(double Width, double Depth, int Resolution, double Dropout, double Epsilon = 1e-5, double Momentum = 0.1)
{
    /// <summary>The published members B0 to B7, whose factors the authors rounded; ε and momentum as torchvision has them.</summary>
    /// <exception cref="RangeException">There is no such member.</exception>
    public static EfficientNetScale B(int member) => member switch
    {
        0 => new(1.0, 1.0, 224, 0.2),
        1 => new(1.0, 1.1, 240, 0.2),
        2 => new(1.1, 1.2, 260, 0.3),
        3 => new(1.2, 1.4, 300, 0.3),
        4 => new(1.4, 1.8, 380, 0.4),
        5 => new(1.6, 2.2, 456, 0.4, 1e-3, 0.01),
        6 => new(1.8, 2.6, 528, 0.5, 1e-3, 0.01),
        7 => new(2.0, 3.1, 600, 0.5, 1e-3, 0.01),
        _ => throw new RangeException("efficientnet", $"there is no B{member}. Use 0 to 7, or Compound(φ)."),
    };

    /// <summary>The rule itself, unrounded: about 2^φ times B0's multiply-adds.</summary>
    /// <param name="phi">φ, from −30 to 30; 0 gives B0.</param>
    /// <exception cref="RangeException">φ is none of these.</exception>
    public static EfficientNetScale Compound(double phi) => !(Math.Abs(phi) <= 30) ? throw new RangeException("efficientnet", $"φ {phi} is given. Use a number from -30 to 30, for images of 3 to 14,831 pixels.")
        : new(Math.Pow(1.1, phi), Math.Pow(1.2, phi), (int)Math.Round(224 * Math.Pow(1.15, phi)), 0.2);

    /// <summary>Channels to the nearest multiple of 8, but not more than a tenth below.</summary>
    public int Channels(int b0)
    {
        double wide = Scaled("width", Width, b0);
        int rounded = Math.Max(8, (int)(wide + 4) / 8 * 8);
        return rounded < 0.9 * wide ? rounded + 8 : rounded;
    }

    /// <summary>Layers, rounded up.</summary>
    public int Layers(int b0) => (int)Math.Ceiling(Scaled("depth", Depth, b0));

    private static double Scaled(string what, double factor, int b0) => factor > 0 && factor * b0 <= 1 << 24 ? factor * b0
        : throw new RangeException("efficientnet", $"{what} {factor} of {b0} is not possible. Use a factor above 0, such as those of B(0) to B(7).");
}
