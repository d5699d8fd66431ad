namespace Nabla.Tests.Ops;

/// <summary>Derivatives in closed form, and what the textbook says of them.</summary>
public class ActivationTests
{
    private static readonly double[] s_points = [.. Enumerable.Range(-80, 161).Select(i => i / 8.0)];

    [Fact]
    public void The_sigmoids_slope_is_that_of_its_value_and_at_most_a_quarter()
    {
        var (y, dy) = Slope(x => x.Sigmoid());
        Assert.All(dy.Zip(y), p => Assert.Equal(p.Second * (1 - p.Second), p.First, 1e-12));
        Assert.Equal(0.25, dy.Max(), 1e-12);
        Assert.Equal(0, s_points[Array.IndexOf(dy, dy.Max())]);
    }

    [Fact]
    public void The_hyperbolic_tangents_slope_is_one_minus_its_square()
    {
        var (y, dy) = Slope(x => x.Tanh());
        Assert.All(dy.Zip(y), p => Assert.Equal(1 - p.Second * p.Second, p.First, 1e-12));
        Assert.Equal(1, dy.Max(), 1e-12);
    }

    [Fact]
    public void Softplus_has_the_sigmoid_as_slope() =>
        Assert.All(Slope(x => x.Softplus()).Slopes.Zip(Slope(x => x.Sigmoid()).Values), p => Assert.Equal(p.Second, p.First, 1e-12));

    [Theory]
    [InlineData(DType.F32)]
    [InlineData(DType.F64)]
    public void At_infinity_functions_like_ReLU_are_at_their_limits(DType type)
    {
        double[] ends = [double.NegativeInfinity, double.PositiveInfinity, double.MinValue, -3e38, 3e38, double.NaN];
        foreach (var f in new Func<Tensor, Tensor>[] { x => x.Gelu(), x => x.GeluTanh(), x => x.Silu(), x => x.HardSwish(), x => x.Relu() })
        {
            var (y, dy) = Slope(f, type, ends);
            Assert.Equal([0, double.PositiveInfinity, 0, 0, 1], [y[0], y[1], y[2], y[3], y[4] / 3e38], (a, b) => a == b || Math.Abs(a - b) < 1e-6);
            Assert.Equal([0, 1, 0, 0, 1], dy[..5]);
            Assert.Equal(double.NaN, y[5]);
        }
    }

    [Fact]
    public void GELUs_lower_tails_keep_their_digits()
    {
        // x·Φ(x) by Φ(−5) = 2.8665157187919391e-7, Φ(−6) = 9.8658764503769814e-10, Φ(−10) = 7.6198530241605261e-24.
        double[] points = [-5, -6, -10], exact = [-5 * 2.8665157187919391e-7, -6 * 9.8658764503769814e-10, -10 * 7.6198530241605261e-24];
        foreach (var (type, tolerance) in new[] { (DType.F32, 5e-7), (DType.F64, 1e-12) })
            Assert.All(Slope(x => x.Gelu(), type, points).Values.Zip(exact), p => Assert.Equal(1, p.First / p.Second, tolerance));
        foreach (var f in new Func<Tensor, Tensor>[] { x => x.Gelu(), x => x.GeluTanh() })
        {
            double[] tail = [.. Enumerable.Range(2, 70).Select(i => i / -8.0)];
            var (single, exactly) = (Slope(f, DType.F32, tail), Slope(f, DType.F64, tail));
            Assert.All(single.Values.Zip(exactly.Values), p => Assert.Equal(1, p.First / p.Second, 1e-5));
            Assert.All(single.Slopes[6..].Zip(exactly.Slopes[6..]), p => Assert.Equal(1, p.First / p.Second, 1e-5));          // from −1 down, beyond its root
        }
    }

    private static (double[] Values, double[] Slopes) Slope(Func<Tensor, Tensor> f, DType type = DType.F64, double[]? points = null)
    {
        points ??= s_points;
        using var tape = Tape.Start();
        var x = tape.Watch(Tensor.Of<double>(points, [points.Length]).To(type));
        var y = f(x);
        return (y.To(DType.F64).ToArray<double>(), tape.Backward(y.Sum())[x].To(DType.F64).ToArray<double>());
    }
}
