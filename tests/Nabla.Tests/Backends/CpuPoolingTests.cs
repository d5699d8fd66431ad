namespace Nabla.Tests.Backends;

/// <summary>Pooling by strides of two over whole vectors of channels, which has forms of its own, against the Reference loops.</summary>
[Collection(nameof(WorkersCollection))]
public class CpuPoolingTests
{
    private static readonly (string Name, Func<Tensor, Tensor> F)[] Pools =
    [
        ("max of 3×3", static x => x.MaxPool2d(3, 2, 1)), ("max of 2×2", static x => x.MaxPool2d(2)), ("mean of 2×2", static x => x.AvgPool2d(2)),
        ("max of 3×3 inside", static x => x.MaxPool2d(3, 2)), ("max of 3×3 at every pixel", static x => x.MaxPool2d(3, 1, 1)), ("mean of 3×3", static x => x.AvgPool2d(3, 2, 1)),
        ("max of 5×5, of which a border leaves 3×3", static x => x.MaxPool2d(5, 2, 2)),
    ];

    /// <summary>Even sizes, which are cut into blocks, and odd ones; numbers of which many are equal, NaN and infinities.</summary>
    [Theory]
    [InlineData(2, 16, 12, 14)]
    [InlineData(3, 48, 4, 4)]
    [InlineData(1, 32, 4, 10)]
    [InlineData(2, 16, 9, 7)]
    [InlineData(2, 24, 8, 6)]
    [InlineData(2, 35, 8, 6)]
    public void Agrees_with_the_reference(int images, int channels, int height, int width)
    {
        int[] shape = [images, height, width, channels];
        double[] normal = Agreement.Normal(DType.F64, 1, shape).ToArray<double>(), equal = [.. normal.Select(v => Math.Round(v))], special = [.. equal];
        for (int i = 0; i < special.Length; i += 41)
            special[i] = i % 3 == 0 ? double.NaN : i % 3 == 1 ? double.NegativeInfinity : double.PositiveInfinity;
        foreach (var (name, f) in Pools)
            foreach (double[] values in name.StartsWith("max", StringComparison.Ordinal) ? new[] { normal, equal, special } : [normal])
            {
                double[][] fast = Gradients(DType.F32, f, values, shape), exact = Gradients(DType.F64, f, values, shape);
                for (int k = 0; k < exact.Length; k++)
                    for (int i = 0; i < exact[k].Length; i++)
                        Assert.True(fast[k][i].Equals(exact[k][i]) || Math.Abs(fast[k][i] - exact[k][i]) <= 1e-5 * Math.Max(1, Math.Abs(exact[k][i])), $"{name}, {k}: element {i} is {fast[k][i]}, {exact[k][i]} was expected");
            }
    }

    /// <summary>The result and the gradient of x, whose channels lie together.</summary>
    private static double[][] Gradients(DType type, Func<Tensor, Tensor> f, double[] values, int[] shape)
    {
        using var tape = Tape.Start();
        var x = tape.Watch(Tensor.Of<double>(values, new(shape)).To(type).Permute(0, 3, 1, 2).Detach());
        var y = f(x);
        var g = tape.Backward(y, Agreement.Normal(type, 9, y.Shape.ToArray()));
        return [y.To(DType.F64).ToArray<double>(), g[x].To(DType.F64).ToArray<double>()];
    }
}
