namespace Nabla.Tests.Autograd;

public class BackwardMemoryTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(64)]
    public void Backward_leaves_no_buffers_but_the_gradient(int depth)
    {
        using var tape = Tape.Start();
        var x = tape.Watch(Tensor.Ones([100]));
        var y = x;
        for (int i = 0; i < depth; i++)
            y = y.Tanh() * x;
        var loss = y.Sum();
        int forward = tape.HeldStorages;
        tape.Backward(loss);
        Assert.InRange(tape.HeldStorages - forward, 1, 2);      // dx, and the 1 that backward starts from
    }

    [Fact]
    public void What_a_node_holds_goes_back_when_backward_has_passed()
    {
        using var tape = Tape.Start();
        var x = tape.Watch(Tensor.Ones([1, 1, 4, 4]));
        var y = x.MaxPool2d(2);
        var pool = (MaxPool2dNode)y.Node!;
        _ = pool.Index.View.Address;
        tape.Backward(y.Sum());
        Assert.Throws<ReleasedException>(() => pool.Index.View.Address);
        Assert.Equal(1, y.ToArray<float>()[0]);             // results stay readable until the tape ends
    }

    [Fact]
    public void Gradients_that_share_memory_are_not_returned_twice()
    {
        using var tape = Tape.Start();
        var x = tape.Watch(Tensor.Of(1f, 2f, 3f));
        var y = x + x;                                      // hands one gradient to both operands
        var z = (y.Reshape([3, 1]) + y.Reshape([3, 1])).Reshape([3]);
        Assert.Equal([4f, 4f, 4f], tape.Backward((z + 0).Sum())[x].ToArray<float>());
    }

    [Fact]
    public void Anomalies_are_found_where_they_arise()
    {
        using (var tape = Tape.Start(detectAnomaly: true))
        {
            var x = tape.Watch(Tensor.Of(-1f, 2f));
            Assert.Contains("log: its result of shape (2) holds NaN", Assert.Throws<DivergedException>(() => (x * 2).Log()).Message);
        }

        using (var tape = Tape.Start(detectAnomaly: true))
        {
            var x = tape.Watch(Tensor.Of(0f, 2f));
            var loss = x.Sqrt().Sum();                          // finite, but the slope at 0 is not
            Assert.Contains("sqrt backward: the gradient", Assert.Throws<DivergedException>(() => tape.Backward(loss)).Message);
        }
    }

    [Fact]
    public void The_first_result_that_is_not_finite_is_named()
    {
        using var tape = Tape.Start();
        var x = tape.Watch(Tensor.Of(-1f, 2f));
        var fine = x * 2;
        Assert.Null(tape.FirstNonFinite());
        _ = (fine.Log() + 1).Sum();
        Assert.Equal("log", tape.FirstNonFinite()?.Op);
    }
}
