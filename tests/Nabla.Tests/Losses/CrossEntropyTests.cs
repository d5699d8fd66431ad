namespace Nabla.Tests.Losses;

public class CrossEntropyTests
{
    [Fact]
    public void Extreme_logits_stay_exact()
    {
        var logits = Tensor.Of<float>([1e4f, -1e4f, 0, 1e4f, 1e4f, -1e4f], [2, 3]);
        Assert.Equal([2e4f, MathF.Log(2)], Loss.CrossEntropy(logits, Tensor.Of(1L, 0L), Reduction.None).ToArray<float>());
        Assert.Equal(1, logits.Softmax(0).Sum([0]).ToArray<float>()[2], 1e-6);
        Assert.Equal([0L, 0L], logits.ArgMax().ToArray<long>());
        Assert.Equal([0L, 1L, 0L], logits.ArgMax(0).ToArray<long>());
    }

    [Fact]
    public void The_gradient_is_p_minus_y()
    {
        using var tape = Tape.Start();
        var x = tape.Watch(Tensor.Of<double>([0.3, -1, 2], [1, 3]));
        var g = tape.Backward(Loss.CrossEntropy(x, Tensor.Of(2L)));
        var p = x.Detach().Softmax().ToArray<double>();
        Assert.Equal([p[0], p[1], p[2] - 1], g[x].ToArray<double>().Select((v, i) => Math.Abs(v - (p[i] - (i == 2 ? 1 : 0))) < 1e-15 ? p[i] - (i == 2 ? 1 : 0) : v));
    }

    [Fact]
    public void Labels_outside_the_classes_are_named()
    {
        var x = Tensor.Zeros([2, 3]);
        Assert.Equal("cross_entropy: label 3 of sample 1 is outside 0 … 2. Check the data, or give the last layer more outputs.",
            Assert.Throws<RangeException>(() => Loss.CrossEntropy(x, Tensor.Of(0L, 3L))).Message);
        Assert.Throws<ShapeException>(() => Loss.CrossEntropy(x, Tensor.Of(0L)));
        Assert.Throws<DTypeException>(() => Loss.CrossEntropy(x, Tensor.Of(0f, 1f)));
    }
}
