namespace Nabla.Nn;

/// <summary>Makes the first value of a parameter from its shape and a stream of random numbers of its own.</summary>
public delegate Tensor Initializer(Shape shape, Philox random);

/// <summary>The schemes of initialization. Fan-in is the inputs of one output, fan-out the outputs of one input.</summary>
/// <remarks>A scheme sees the shape of a weight alone. A convolution of g groups has the fan-in of its shape, but one input feeds O/g outputs: its fan-out is
/// taken g times too large, as PyTorch takes it, so weights for published recipes agree. Multiply the gain by √g to keep the variance backward.</remarks>
public static partial class Init
{
    /// <summary>One value throughout.</summary>
    public static Initializer Constant(double value)
    {
        CheckFinite("constant", value);
        return (shape, _) => Tensor.Full(shape, value);
    }

    /// <summary>Uniform in ±<paramref name="bound"/>.</summary>
    public static Initializer Uniform(double bound)
    {
        Check("bound", bound);
        return (shape, random) => Draw(shape, i => (2 * random.Uniform(i) - 1) * bound);
    }

    /// <summary>Normal with mean 0.</summary>
    public static Initializer Normal(double std)
    {
        Check("std", std);
        return (shape, random) => Draw(shape, i => random.Normal(i) * std);
    }

    /// <summary>U(±gain·√(6 / (fan-in + fan-out))): keeps the variance both ways (Glorot and Bengio 2010, eq. 16).</summary>
    public static Initializer XavierUniform(double gain = 1) => (s, r) => Uniform(gain * Math.Sqrt(6.0 / (Fans(s).In + Fans(s).Out)))(s, r);

    /// <summary>N(0, gain²·2 / (fan-in + fan-out)) (Glorot and Bengio 2010, eq. 12).</summary>
    public static Initializer XavierNormal(double gain = 1) => (s, r) => Normal(gain * Math.Sqrt(2.0 / (Fans(s).In + Fans(s).Out)))(s, r);

    /// <summary>U(±gain·√(3 / fan)); gain √2 suits ReLU (He et al. 2015, eq. 10 and 14).</summary>
    /// <param name="gain">What the activation loses, see <see cref="Gain"/>.</param>
    /// <param name="fanOut">False: fan-in, which keeps the variance forward; true: fan-out, backward.</param>
    public static Initializer HeUniform(double gain = 1.4142135623730951, bool fanOut = false) =>
        (s, r) => Uniform(gain * Math.Sqrt(3.0 / Fan(s, fanOut)))(s, r);

    /// <summary>N(0, gain² / fan); gain √2 suits ReLU (He et al. 2015, eq. 10 and 14).</summary>
    /// <param name="gain">What the activation loses, see <see cref="Gain"/>.</param>
    /// <param name="fanOut">False: fan-in, which keeps the variance forward; true: fan-out, backward.</param>
    public static Initializer HeNormal(double gain = 1.4142135623730951, bool fanOut = false) =>
        (s, r) => Normal(gain / Math.Sqrt(Fan(s, fanOut)))(s, r);

    /// <summary>U(±√(3 / fan-in)): variance 1 / fan-in (LeCun et al. 1998, "Efficient BackProp", section 4.6); suits SELU.</summary>
    public static Initializer LeCunUniform() => HeUniform(gain: 1);

    /// <summary>N(0, 1 / fan-in) (LeCun et al. 1998, "Efficient BackProp", section 4.6); suits SELU.</summary>
    public static Initializer LeCunNormal() => HeNormal(gain: 1);

    /// <summary>Normal with mean 0, given that it lies within <paramref name="cut"/> times <paramref name="std"/>, which makes its deviation smaller: 0.88·std for 2.</summary>
    public static Initializer TruncatedNormal(double std, double cut = 2) => (shape, random) => Tensor.TruncatedNormal(shape, 0, std, -cut * std, cut * std, random);

    /// <summary>U(±1/√<paramref name="fanIn"/>): PyTorch's default for weights and biases of linear and convolution layers.</summary>
    public static Initializer FanIn(int fanIn) => Uniform(1 / Math.Sqrt(Math.Max(1, fanIn)));

    /// <summary>Fan-in and fan-out of a weight (O, I, …): I and O times the elements of the field that follows, as kh·kw.</summary>
    public static (double In, double Out) Fans(in Shape s)
    {
        if (s.Rank < 2)
            throw new ShapeException("init", $"fan-in and fan-out need two dimensions or more, not {s}. Use Constant, Uniform or Normal for vectors.");
        double field = s.Count / Math.Max(1.0, (double)s[0] * s[1]);
        return (s[1] * field, s[0] * field);
    }

    private static double Fan(in Shape s, bool fanOut) => fanOut ? Fans(s).Out : Fans(s).In;

    private static void Check(string what, double value)
    {
        if (!(value is >= 0 and < double.PositiveInfinity))
            throw new RangeException("init", $"{what} {value} is not possible. Give a finite number, 0 or more; for a scheme with a gain, check the gain.");
    }

    // Weights are F32, in which 1e39 is infinite.
    private static void CheckFinite(string what, double value)
    {
        if (!float.IsFinite((float)value))
            throw new RangeException("init", $"{what} {value} is not possible. Give a number from -3.4E38 to 3.4E38.");
    }

    private static Tensor Draw(in Shape shape, Func<ulong, double> f)
    {
        var values = new float[shape.Count];
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)f((ulong)i);
        return Tensor.Of<float>(values, shape);
    }
}
