namespace Nabla.Tests.Autograd;

public class GradientTests
{
    [Fact]
    public void GradCheck_tells_right_from_wrong()
    {
        var inputs = new (Shape, double[])[] { ([2, 3], [0.5, -1, 2, 0.1, -0.7, 3]), ([3], [1, 2, -1.5]) };
        Assert.InRange(GradCheck.Error(x => (x[0] * x[1]).Tanh().Sum([1]), inputs), 0, 1e-8);
        Assert.InRange(GradCheck.Error(x => x[0] * x[0].Detach() + x[1], inputs), 0.1, 10);      // half of the gradient is missing
        Assert.Equal(2, inputs[0].Item2[2]);                                                     // it puts back what it changed
    }

    [Fact]
    public void Misuse_is_a_clear_error()
    {
        using var tape = Tape.Start();
        var x = tape.Watch(Tensor.Of(1.0, 2.0));
        var y = x * x;
        Assert.Contains("one number", Assert.Throws<ShapeException>(() => tape.Backward(y)).Message);
        Assert.Contains("not computed on this tape", Assert.Throws<TapeException>(() => tape.Backward(Tensor.Of(1.0))).Message);
        using (Tape.Start())
            Assert.Contains("another tape", Assert.Throws<TapeException>(() => y + y).Message);
        var g = tape.Backward(y.Sum());
        Assert.Equal([2.0, 4.0], g[x].ToArray<double>());
        Assert.Equal(0, tape.Count);
        Assert.Contains("already run", Assert.Throws<TapeException>(() => tape.Backward(y)).Message);
        Assert.Contains("no gradient", Assert.Throws<TapeException>(() => g[y]).Message);
    }

    [Fact]
    public void Nothing_flows_through_detach_or_outside_a_tape()
    {
        using var tape = Tape.Start();
        var x = tape.Watch(Tensor.Of(3.0));
        var middle = tape.Watch(x * x);
        var g = tape.Backward((middle * x.Detach()).Sum());
        Assert.Equal(18, g[x].Item());
        Assert.Equal(3, g[middle].Item());
    }
}
