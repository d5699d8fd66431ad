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
    public void What_a_tape_recorded_is_not_silently_a_constant_elsewhere()
    {
        using var tape = Tape.Start();
        var x = tape.Watch(Tensor.Of(3.0));
        var y = x * x;
        Exception? onThread = null, inScope = null;
        var other = new Thread(() =>
        {
            onThread = Record.Exception(() => y * 2.0);
            using var scope = new Scope();
            inScope = Record.Exception(() => 2.0 * y);
            _ = y.Detach() * 2.0;                                   // a constant may go anywhere
        });
        other.Start();
        other.Join();
        Assert.Equal("mul: its result of shape (1) is used where its tape is not open: on another thread, or after the tape. Compute on the tape's thread, or call Detach() or Keep() on it to use it as a constant.", Assert.IsType<TapeException>(onThread).Message);
        Assert.IsType<TapeException>(inScope);
        using (new Scope())
            _ = y * 2.0;                                            // a plain scope inside the tape: a constant, as documented
        Assert.Equal(6.0, tape.Backward(y)[x].Item());
    }

    [Fact]
    public void Misuse_is_a_clear_error()
    {
        using var tape = Tape.Start();
        var x = tape.Watch(Tensor.Of(1.0, 2.0));
        var y = x * x;
        Assert.Contains("one number", Assert.Throws<ShapeException>(() => tape.Backward(y)).Message);
        Assert.Equal("backward: the gradient has shape (3), the result (2). Give one number for each of the result's.", Assert.Throws<ShapeException>(() => tape.Backward(y, Tensor.Of(1.0, 2.0, 3.0))).Message);
        Assert.Equal("backward: the gradient is F32, the result F64. Convert the gradient with To(F64).", Assert.Throws<DTypeException>(() => tape.Backward(y, Tensor.Of(1f, 2f))).Message);
        Assert.StartsWith("backward: the result was not computed on this tape", Assert.Throws<TapeException>(() => tape.Backward(Tensor.Of(1.0), Tensor.Of(1.0))).Message);
        Assert.StartsWith("backward: the loss was not computed on this tape", Assert.Throws<TapeException>(() => tape.Backward(Tensor.Of(1.0))).Message);
        using (Tape.Start())
            Assert.Contains("another tape", Assert.Throws<TapeException>(() => y + y).Message);
        var g = tape.Backward(y.Sum());
        Assert.Equal([2.0, 4.0], g[x].ToArray<double>());
        Assert.Equal(0, tape.Count);
        Assert.Contains("already run", Assert.Throws<TapeException>(() => tape.Backward(y)).Message);
        Assert.Contains("no gradient", Assert.Throws<TapeException>(() => g[y]).Message);
    }

    [Fact]
    public void A_gradient_from_outside_goes_back_as_the_loss_of_what_follows_would()
    {
        double[] Both(Func<Tape, Tensor, Tensor, Gradients> backward)
        {
            using var tape = Tape.Start();
            Tensor x = tape.Watch(Tensor.Of<double>([0.5, -1, 2, 3, 0.25, -2], [2, 3])), w = Tensor.Of<double>([1, -2, 0.5, 4, 0, 3], [2, 3]);
            var g = backward(tape, x.Tanh() * x, w);
            Assert.Equal([1.0, -2, 0.5, 4, 0, 3], w.ToArray<double>());          // not touched
            return g[x].ToArray<double>();
        }

        double[] expected = Both((tape, y, w) => tape.Backward((y * w).Sum()));
        Assert.Equal(expected, Both((tape, y, w) => tape.Backward(y, w)));
        Assert.Equal(expected, Both((tape, y, w) => tape.Backward(y, w.Permute(1, 0).Contiguous().Permute(1, 0))));
        Assert.Equal(expected, Both((tape, y, w) => tape.Backward(y, w + 0.0 * y)));    // computed on the tape: a constant
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
