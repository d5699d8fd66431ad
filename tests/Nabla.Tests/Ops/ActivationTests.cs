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

    private static (double[] Values, double[] Slopes) Slope(Func<Tensor, Tensor> f)
    {
        using var tape = Tape.Start();
        var x = tape.Watch(Tensor.Of<double>(s_points, [s_points.Length]));
        var y = f(x);
        return (y.ToArray<double>(), tape.Backward(y.Sum())[x].ToArray<double>());
    }
}
