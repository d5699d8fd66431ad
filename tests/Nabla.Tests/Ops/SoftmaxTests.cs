namespace Nabla.Tests.Ops;

public class SoftmaxTests
{
    /// <summary>Logits of ±10⁴ along any axis: no overflow, exact limits, and gradients that are finite and sum to 0.</summary>
    [Theory]
    [InlineData(DType.F32, 0)]
    [InlineData(DType.F32, 1)]
    [InlineData(DType.F32, -1)]
    [InlineData(DType.F64, 0)]
    [InlineData(DType.F64, 1)]
    [InlineData(DType.F64, -1)]
    public void Is_stable_far_from_zero(DType type, int axis)
    {
        using var tape = Tape.Start();
        // Along the axis: 10⁴, 10⁴ − 1, −10⁴.
        var x = tape.Watch((Tensor.Of<double>([1e4, 9999, -1e4], [3]).Reshape([1, 1, 3]) + Tensor.Zeros([2, 2, 3], DType.F64)).Transpose(axis, -1).Contiguous().To(type).Detach());
        Tensor p = x.Softmax(axis), log = x.LogSoftmax(axis);
        double first = 1 / (1 + Math.Exp(-1)), tolerance = type == DType.F32 ? 1e-6 : 1e-15;
        for (int i = 0; i < 2; i++)
        {
            double[] Line(Tensor t) => t.Transpose(axis, -1).To(DType.F64).ToArray<double>()[(3 * i)..(3 * i + 3)];
            Assert.Equal([first, 1 - first, 0], Line(p), (a, b) => Math.Abs(a - b) <= tolerance);
            Assert.Equal([Math.Log(first), Math.Log(first) - 1, Math.Log(first) - 2e4], Line(log), (a, b) => Math.Abs(a - b) <= tolerance * Math.Max(1, Math.Abs(a)));
        }

        var dx = tape.Backward((p * p).Sum() + log.Sum())[x];
        Assert.True(dx.AllFinite());
        Assert.True(dx.Sum([axis]).Abs().Max().Item() < 10 * tolerance);
    }
}
