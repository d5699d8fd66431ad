using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Tests.Backends;

public class CpuPointwiseTests
{
    public static TheoryData<string> Names => [.. Functions.Keys];

    private static readonly Dictionary<string, (Func<Tensor, Tensor> Op, Func<double, double> F, double From, double To)> Functions = new()
    {
        ["exp"] = (x => x.Exp(), Math.Exp, -87, 88),
        ["log"] = (x => x.Log(), Math.Log, 1e-30, 50),
        ["tanh"] = (x => x.Tanh(), Math.Tanh, -12, 12),
        ["tanh near 0"] = (x => x.Tanh(), Math.Tanh, -0.7, 0.7),
        ["sigmoid"] = (x => x.Sigmoid(), x => 1 / (1 + Math.Exp(-x)), -80, 80),
        ["leaky_relu"] = (x => x.LeakyRelu(), x => x > 0 ? x : 0.01f * x, -9, 9),
        ["elu"] = (x => x.Elu(), x => x > 0 ? x : Precise.Expm1(x), -90, 9),
        ["elu near 0"] = (x => x.Elu(), x => x > 0 ? x : Precise.Expm1(x), -1e-3, 1e-3),
        ["silu"] = (x => x.Silu(), x => x / (1 + Math.Exp(-x)), -80, 9),
        ["softplus"] = (x => x.Softplus(), Precise.Softplus, -80, 80),
        ["gelu"] = (x => x.Gelu(), x => x * Gaussian.Cdf(x), -1, 9),
        ["gelu_tanh"] = (x => x.GeluTanh(), x => x * Precise.Sigmoid(Math.Sqrt(8 / Math.PI) * (x + 0.044715 * x * x * x)), -0.5, 9),
        ["hard_swish"] = (x => x.HardSwish(), x => x * Math.Clamp(x + 3, 0, 6) / 6, -2.5, 9),
        ["sqrt"] = (x => x.Sqrt(), Math.Sqrt, 0, 50),
        ["rsqrt"] = (x => x.Rsqrt(), x => 1 / Math.Sqrt(x), 1e-3, 50),
        ["reciprocal"] = (x => x.Reciprocal(), x => 1 / x, -8, -0.01),
        ["sin"] = (x => x.Sin(), Math.Sin, -3, 3),
        ["sin far"] = (x => x.Sin(), Math.Sin, 1000, 1100),
        ["cos"] = (x => x.Cos(), Math.Cos, -1.5, 1.5),
        ["erf"] = (x => x.Erf(), ErrorFunction.Erf, -7, 7),
        ["erf near 0"] = (x => x.Erf(), ErrorFunction.Erf, -0.01, 0.01),
        ["pow 2"] = (x => x.Pow(2), x => x * x, -9, 9),
        ["pow 2.5"] = (x => x.Pow(2.5), x => Math.Pow(x, 2.5), 0, 9),
        ["pow -3"] = (x => x.Pow(-3), x => Math.Pow(x, -3), -9, -0.1),
        ["floor"] = (x => x.Floor(), Math.Floor, -9, 9),
        ["ceil"] = (x => x.Ceil(), Math.Ceiling, -9, 9),
        ["round"] = (x => x.Round(), Math.Round, -9, 9),
        ["abs"] = (x => x.Abs(), Math.Abs, -9, 9),
        ["relu"] = (x => x.Relu(), x => Math.Max(x, 0), -5, 5),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Within_four_units_in_the_last_place(string name)
    {
        var (op, f, from, to) = Functions[name];
        float[] x = [.. Enumerable.Range(0, 20_003).Select(i => (float)(from + (to - from) * i / 20_002))];
        var y = op(Tensor.Of(x)).ToArray<float>();
        for (int i = 0; i < x.Length; i++)
        {
            double exact = f(x[i]), ulp = Math.Max(MathF.BitIncrement(MathF.Abs((float)exact)) - MathF.Abs((float)exact), 1e-45);
            Assert.InRange(Math.Abs(y[i] - exact) / ulp, 0, 4);
        }
    }

    /// <summary>Every 4,099th float of all, both signs, subnormal ones and those where the result is.</summary>
    [Theory]
    [InlineData("exp")]
    [InlineData("log")]
    [InlineData("tanh")]
    [InlineData("sigmoid")]
    [InlineData("erf")]
    public void Within_four_units_in_the_last_place_over_all_floats(string name)
    {
        var f = name == "sigmoid" ? Precise.Sigmoid : Functions[name].F;
        float[] x = [.. Enumerable.Range(0, (int)(uint.MaxValue / 4099)).Select(i => BitConverter.UInt32BitsToSingle((uint)i * 4099)).Where(x => !float.IsNaN(x) && (name != "log" || x > 0))];
        var y = Functions[name].Op(Tensor.Of(x)).ToArray<float>();
        double worst = 0;
        for (int i = 0; i < x.Length; i++)
            worst = Math.Max(worst, Apart(y[i], f(x[i])));
        Assert.InRange(worst, 0, 4);
    }

    /// <summary>Where the normal distribution function is the product of an exponential and a quotient: without a fused multiply-add what x² loses stays lost.</summary>
    [Fact]
    public void The_lower_tail_of_GELU_is_within_six_units_in_the_last_place_or_eighty_without_fused_products()
    {
        float[] x = [.. Enumerable.Range(0, 40_001).Select(i => (float)(-13 + 12.0 * i / 40_000))];
        Assert.InRange(Tensor.Of(x).Gelu().ToArray<float>().Select((y, i) => Apart(y, x[i] * Gaussian.Cdf(x[i]))).Max(), 0, Fma.IsSupported || AdvSimd.IsSupported ? 6 : 80);
    }

    /// <summary>Units in the last place between a float and the exact value.</summary>
    private static double Apart(float y, double exact)
    {
        float nearest = (float)exact;
        if (y == nearest)
            return 0;
        double ulp = Math.BitIncrement(Math.Abs((double)nearest)) > float.MaxValue ? float.MaxValue - MathF.BitDecrement(float.MaxValue) : MathF.BitIncrement(MathF.Abs(nearest)) - MathF.Abs(nearest);
        return Math.Abs(y - exact) / ulp;
    }

    [Fact]
    public void Erf_in_float64_has_the_tabulated_values()
    {
        // Abramowitz and Stegun, table 7.1; and erfc 4 = 1.541725790028002e-8 for the tail.
        Assert.Equal(0.5204998778130465, ErrorFunction.Erf(0.5), 1e-15);
        Assert.Equal(0.8427007929497149, ErrorFunction.Erf(1), 1e-15);
        Assert.Equal(-0.9953222650189527, ErrorFunction.Erf(-2), 1e-15);
        Assert.Equal(1.541725790028002e-8, 1 - ErrorFunction.Erf(4), 1e-15);
        Assert.Equal(ErrorFunction.Erf(2.9999999), ErrorFunction.Erf(3), 1e-9);
        Assert.Equal(1, ErrorFunction.Erf(double.PositiveInfinity));
        Assert.True(double.IsNaN(ErrorFunction.Erf(double.NaN)));
    }

    [Fact]
    public void Corners_of_powers_signs_and_maxima()
    {
        Assert.Equal([1, 1, 1], Tensor.Of(0f, -2, float.NaN).Pow(0).ToArray<float>());
        Assert.Equal([-8, 4, float.NaN], Tensor.Of(-2f, -2, -2).Pow(Tensor.Of(3f, 2, 0.5f)).ToArray<float>());
        Assert.Equal([0, float.PositiveInfinity], Tensor.Of(0f, 0).Pow(Tensor.Of(2f, -1)).ToArray<float>());
        Assert.Equal([-1, 0, 1], Tensor.Of(-3f, 0, float.PositiveInfinity).Sign().ToArray<float>());
        Assert.True(float.IsNaN(Tensor.Of(-3f, 0, 2, float.NaN).Sign().ToArray<float>()[3]));
        Assert.Equal([2, float.NaN], Tensor.Of(1f, 3).Maximum(Tensor.Of(2f, float.NaN)).ToArray<float>());
        Assert.Equal([2f, -2f, 0f, 4f], Tensor.Of(2.5f, -2.5f, 0.5f, 3.5f).Round().ToArray<float>());
        Assert.Equal([true, false], (!(Tensor.Of(true, true) & Tensor.Of(false, true) | Tensor.Of(false, false))).ToArray<bool>());
        Assert.Equal([true, false], (Tensor.Of(true, true) ^ Tensor.Of(false, true)).ToArray<bool>());
        Assert.Contains("Bool was expected", Assert.Throws<DTypeException>(() => Tensor.Of(1, 0) & Tensor.Of(true, true)).Message);
    }

    [Fact]
    public void Extremes_and_tails_are_those_of_the_function()
    {
        float[] x = [float.NegativeInfinity, -100, -0f, 0, 100, float.PositiveInfinity, float.NaN, 1e-20f, 2];
        Assert.Equal([-1, -1, -0f, 0, 1, 1, float.NaN, 1e-20f, (float)Math.Tanh(2)], Tensor.Of(x).Tanh().ToArray<float>(), (a, b) => a == b || float.IsNaN(a) && float.IsNaN(b) || Math.Abs(a - b) <= 2 * 5.97e-8);
        Assert.Equal([0, 0, 0, 0, 100, float.PositiveInfinity, float.NaN, 1e-20f, 2], Tensor.Of(x).Relu().ToArray<float>());
        Assert.Equal(1, Tensor.Of(x).Sigmoid().ToArray<float>()[5]);
        Assert.Equal(Tensor.Of(0.3f, 1, 2, 3, 4, 5, 6, 7).Tanh().ToArray<float>()[0], Tensor.Of(0.3f).Tanh().Item());
    }
}
