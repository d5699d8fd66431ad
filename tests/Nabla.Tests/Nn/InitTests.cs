using Nabla.Nn;

namespace Nabla.Tests.Nn;

public class InitTests
{
    /// <summary>Over a million draws, mean and variance lie within four standard errors: σ/√n, and σ²√((κ − 1)/n) by the kurtosis κ.</summary>
    [Theory]
    [InlineData(false, 2.0 / 500)]
    [InlineData(true, 2.0 / 2000)]
    public void He_counts_the_fan_that_is_asked_for(bool fanOut, double variance)
    {
        foreach (var init in new[] { Init.HeNormal(fanOut: fanOut), Init.HeUniform(fanOut: fanOut) })
            Assert.Equal(1, init([2000, 500], new Philox(1, 2)).ToArray<float>().Average(v => (double)v * v) / variance, 0.01);
    }

    [Fact]
    public void Deviations_that_are_none_are_refused()
    {
        Assert.Equal("init: std NaN is not possible. Give a finite number, 0 or more; for a scheme with a gain, check the gain.", Assert.Throws<RangeException>(() => Init.HeNormal(double.NaN)([3, 3], new Philox(1, 2))).Message);
        Assert.Equal("init: gain NaN is not possible. Give a number from -3.4E38 to 3.4E38.", Assert.Throws<RangeException>(() => Init.Orthogonal(double.NaN)).Message);
        Assert.Equal("init: constant NaN is not possible. Give a number from -3.4E38 to 3.4E38.", Assert.Throws<RangeException>(() => Init.Constant(double.NaN)).Message);
        Assert.Throws<RangeException>(() => Init.Constant(1e39));
        Assert.Throws<RangeException>(() => Init.Normal(-1));
        Assert.Throws<RangeException>(() => Init.Uniform(double.PositiveInfinity));
    }

    [Fact]
    public void Moments_are_those_of_the_formulas()
    {
        const double normal = 3, uniform = 1.8;
        Check(Init.XavierNormal(), 2.0 / 2000, normal);
        Check(Init.XavierUniform(gain: 2), 4 * 2.0 / 2000, uniform);
        Check(Init.HeNormal(), 2.0 / 1000, normal);
        Check(Init.HeUniform(), 2.0 / 1000, uniform);
        Check(Init.HeNormal(Gain.Tanh), 25.0 / 9 / 1000, normal);
        Check(Init.LeCunNormal(), 1.0 / 1000, normal);
        Check(Init.LeCunUniform(), 1.0 / 1000, uniform);
        Check(Init.FanIn(1000), 1.0 / 3000, uniform);
        Check(Init.Normal(0.3), 0.09, normal);
        Check(Init.Uniform(0.3), 0.03, uniform);
        // Within ±2σ the variance is σ²(1 − 2·2φ(2) / (2Φ(2) − 1)); the kurtosis of that is below the normal's.
        Check(Init.TruncatedNormal(0.5), 0.25 * (1 - 4 * 0.05399096651318806 / 0.9544997361036416), normal);

        static void Check(Initializer init, double variance, double kurtosis)
        {
            var w = init([1000, 1000], new Philox(1, 2)).ToArray<float>();
            double n = w.Length;
            Assert.InRange(w.Average(v => (double)v) / Math.Sqrt(variance / n), -4, 4);
            Assert.InRange((w.Average(v => (double)v * v) / variance - 1) / Math.Sqrt((kurtosis - 1) / n), -4, 4);
        }
    }

    [Fact]
    public void Convolutions_count_their_field()
    {
        var w = Init.XavierNormal()([200, 100, 5, 5], new Philox(1, 2)).ToArray<float>();
        Assert.Equal(2.0 / (25 * 300), w.Average(v => (double)v * v), 0.01 * 2 / (25 * 300));
    }

    [Fact]
    public void Bounds_hold()
    {
        Assert.All(Init.TruncatedNormal(0.5, cut: 1)([10_000], new Philox(1, 2)).ToArray<float>(), v => Assert.InRange(v, -0.5, 0.5));
        Assert.All(Init.Constant(0.25)([7], new Philox(1, 2)).ToArray<float>(), v => Assert.Equal(0.25, v));
        double root = Math.Sqrt(3.0 / 100);
        Assert.InRange(Init.LeCunUniform()([100, 100], new Philox(1, 2)).ToArray<float>().Max() / root, 0.99, 1);
    }

    [Theory]
    [InlineData(4, 4)]
    [InlineData(3, 17)]
    [InlineData(40, 9)]
    [InlineData(200, 200)]
    public void Orthogonal_rows_or_columns_are_orthonormal(int rows, int columns)
    {
        var w = Init.Orthogonal(gain: 2)([rows, columns], new Philox(5, 6)).To(DType.F64);
        var gram = rows <= columns ? w.MatMul(w.T) : w.T.MatMul(w);
        Assert.True((gram - Tensor.Eye(gram.Shape[0], type: DType.F64) * 4).Abs().Max().Item() < 2e-6);
        Assert.Equal(w.ToArray<double>(), Init.Orthogonal(gain: 2)([rows, columns], new Philox(5, 6)).To(DType.F64).ToArray<double>());
    }

    [Fact]
    public void Orthogonal_takes_convolutions_as_matrices_and_favours_no_direction()
    {
        var w = Init.Orthogonal()([6, 2, 3, 3], new Philox(5, 6)).To(DType.F64).Reshape([6, 18]);
        Assert.True((w.MatMul(w.T) - Tensor.Eye(6, type: DType.F64)).Abs().Max().Item() < 1e-6);
        Assert.Empty(Init.Orthogonal()([0, 3], new Philox(5, 6)).ToArray<float>());
        // An entry of a uniform 2 × 2 rotation or reflection is a cosine: mean 0, mean square ½.
        var entries = Enumerable.Range(0, 4000).Select(i => (double)Init.Orthogonal()([2, 2], new Philox((ulong)i, 1)).ToArray<float>()[3]).ToArray();
        Assert.InRange(entries.Average(), -4 * Math.Sqrt(0.5 / 4000), 4 * Math.Sqrt(0.5 / 4000));
        Assert.InRange(entries.Average(e => e * e) - 0.5, -4 * Math.Sqrt(0.125 / 4000), 4 * Math.Sqrt(0.125 / 4000));
        Assert.Equal("init: an orthogonal weight needs two dimensions or more, not (3). Use Constant, Uniform or Normal for vectors.",
            Assert.Throws<ShapeException>(() => Init.Orthogonal()([3], new Philox(0, 0))).Message);
    }

    [Fact]
    public void Gains_are_PyTorchs()
    {
        Assert.Equal([1, 1, 1.6666666666666667, 1.4142135623730951, 0.75], [Gain.Linear, Gain.Sigmoid, Gain.Tanh, Gain.ReLU, Gain.SELU]);
        Assert.Equal(1.4141428569978354, Gain.LeakyReLU(), 15);
        Assert.Equal(Gain.ReLU, Gain.LeakyReLU(0), 15);
    }

    /// <summary>The textbook's claim: through 50 layers the right scheme keeps the activations' spread; smaller weights make it vanish, larger ones saturate or burst.</summary>
    [Fact]
    public void Fifty_layers_keep_their_variance_with_the_right_scheme_alone()
    {
        Assert.InRange(Spread(new Tanh(), Init.XavierNormal(Gain.Tanh)), 0.4, 0.9);
        Assert.InRange(Spread(new Tanh(), Init.Orthogonal(Gain.Tanh)), 0.4, 0.9);
        Assert.InRange(Spread(new ReLU(), Init.HeNormal()), 0.3, 3);
        Assert.InRange(Spread(new SELU(), Init.LeCunNormal()), 0.8, 1.2);
        Assert.InRange(Spread(new Tanh(), Init.Normal(0.01)), 0, 1e-20);
        Assert.InRange(Spread(new ReLU(), Init.Normal(0.01)), 0, 1e-20);
        Assert.InRange(Spread(new ReLU(), Init.XavierNormal()), 0, 1e-6);
        Assert.InRange(Spread(new Tanh(), Init.Normal(1)), 0.95, 1);
        Assert.InRange(Spread(new ReLU(), Init.Normal(0.2)), 1e8, 1e12);

        static double Spread(Module<Tensor, Tensor> activation, Initializer init)
        {
            var model = new Sequential([.. Enumerable.Range(0, 50).SelectMany(_ => new[] { new Linear(128, 128, bias: false, init: init), activation })]);
            model.Init(3);
            using var scope = new Scope();
            var y = model.Forward(Tensor.Normal([64, 128], random: new Philox(1, 1)));
            return Math.Sqrt((y * y).Mean().Item());
        }
    }
}
