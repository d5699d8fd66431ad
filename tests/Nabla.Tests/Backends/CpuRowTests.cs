namespace Nabla.Tests.Backends;

/// <summary>Softmax, log-softmax and cross-entropy run along rows; pooling over channels.</summary>
[Collection(nameof(WorkersCollection))]
public class CpuRowTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 8)]
    [InlineData(64, 10)]
    [InlineData(9, 1031)]
    [InlineData(600, 33)]
    public void Bits_do_not_depend_on_threads(int rows, int classes)
    {
        Agreement.SameBits(x => x[0].Softmax(), [rows, classes]);
        Agreement.SameBits(x => x[0].LogSoftmax(), [rows, classes]);
        var labels = Tensor.Of<long>([.. Enumerable.Range(0, rows).Select(i => (long)(i * 7 % classes))], [rows]);
        Agreement.SameBits(x => Loss.CrossEntropy(x[0], labels, Reduction.None), [rows, classes]);
        Agreement.SameBits(x => Loss.Focal(x[0], labels, Reduction.None), [rows, classes]);
    }

    // Exponentials of 200 overflow float32: a largest number that is missed, before the label or behind it, would be seen.
    [Fact]
    public void Label_and_largest_number_are_found_anywhere_in_a_row()
    {
        foreach (int classes in Enumerable.Range(2, 80).Append(200))
            for (int apart = 1; apart < classes; apart += Math.Max(1, classes / 5))
            {
                using var scope = new Scope();
                var labels = Tensor.Of<long>([.. Enumerable.Range(0, classes).Select(i => (long)i)], [classes]);
                float[] values = [.. Enumerable.Range(0, classes * classes).Select(i => MathF.Sin(i))];
                for (int i = 0; i < classes; i++)
                    values[i * classes + (i + apart) % classes] += 200;
                foreach (var loss in new Func<Tensor, Tensor>[] { x => Loss.Focal(x, labels, Reduction.Sum), x => Loss.CrossEntropy(x, labels, Reduction.Sum) })
                {
                    var (fast, exact) = (Run(loss, values, classes, DType.F32), Run(loss, values, classes, DType.F64));
                    Assert.Equal(exact.Loss, fast.Loss, 1e-5 * exact.Loss);
                    Assert.Equal(exact.Gradient, fast.Gradient, (a, b) => Math.Abs(a - b) < 1e-5);
                }
            }

        static (double Loss, double[] Gradient) Run(Func<Tensor, Tensor> f, float[] values, int classes, DType type)
        {
            using var tape = Tape.Start();
            var x = tape.Watch(Tensor.Of<float>(values, [classes, classes]).To(type));
            var loss = f(x);
            return (loss.Item(), tape.Backward(loss)[x].To(DType.F64).ToArray<double>());
        }
    }

    [Fact]
    public void Pooling_has_the_same_bits_for_any_number_of_threads()
    {
        Agreement.SameBits(x => x[0].MaxPool2d(3, 2, 1), [5, 19, 23, 31]);
        Agreement.SameBits(x => x[0].AvgPool2d(3, 2, 1), [5, 19, 23, 31]);
        Agreement.SameBits(x => x[0].AvgPool2d(2), [64, 6, 28, 28]);
    }

    [Fact]
    public void Losses_far_from_zero_keep_their_digits()
    {
        var x = Tensor.Of<float>([10_000, 9_999, 9_990, -10_000, -9_999, -9_990], [2, 3]);
        var labels = Tensor.Of<long>([1, 1], [2]);
        using var tape = Tape.Start();
        tape.Watch(x);
        var loss = Loss.CrossEntropy(x, labels, Reduction.Sum);
        double first = 1 + Math.Log(1 + Math.Exp(-1) + Math.Exp(-10)), second = 9 + Math.Log(1 + Math.Exp(-9) + Math.Exp(-10));
        Assert.Equal(first + second, loss.Item(), 5);
        double p = Math.Exp(-first);
        Assert.Equal(p - 1, tape.Backward(loss)[x].ToArray<float>()[1], 6);
    }

    [Fact]
    public void What_is_not_finite_spoils_its_row_only()
    {
        var x = Tensor.Of<float>([1, float.NaN, 2, 0, 0, 0, float.PositiveInfinity, 1, 2], [3, 3]);
        Assert.Equal([true, true, true, false, false, false, true, true, true], x.Softmax().ToArray<float>().Select(float.IsNaN));
    }

    [Fact]
    public void NaN_is_the_maximum_of_its_window()
    {
        var x = Tensor.Of<float>([1, float.NaN, 2, 3, 4, 5, 6, 7], [1, 1, 2, 4]);
        Assert.Equal([float.NaN, 7], x.MaxPool2d(2).ToArray<float>());
    }

    // Channels fill vectors of every width, or leave a rest; the last windows number their places in 32 bits.
    [Theory]
    [InlineData(3, 2, 1, 16)]
    [InlineData(3, 2, 1, 71)]
    [InlineData(2, 2, 0, 3)]
    [InlineData(3, 1, 1, 33)]
    [InlineData(2, 3, 1, 20)]
    [InlineData(16, 5, 7, 5)]
    [InlineData(17, 4, 8, 21)]
    public void Maxima_and_their_first_places_agree_with_Reference(int kernel, int stride, int padding, int channels)
    {
        var random = new Philox(5, 0);
        var shape = new Shape([2, channels, 18, 21]);
        // Few different numbers, so that windows have many equals; some NaN, and a window of nothing but −∞.
        double[] values = [.. Enumerable.Range(0, (int)shape.Count).Select(i => random.Normal((ulong)i) is var v && v > 2.5 ? double.NaN : i % (18 * 21) < 90 ? double.NegativeInfinity : Math.Round(v))];
        var (y, dx) = Run(DType.F32);
        var (exact, exactDx) = Run(DType.F64);
        Assert.Equal(exact, y);
        Agreement.Close(exactDx, dx, 1e-6, "gradient");

        (double[] Y, double[] Dx) Run(DType type)
        {
            using var tape = Tape.Start();
            var x = tape.Watch(Tensor.Of<double>(values, shape).To(type));
            var pooled = x.MaxPool2d(kernel, stride, padding);
            Assert.Equal(kernel * kernel <= 256 ? DType.U8 : DType.I32, ((MaxPool2dNode)pooled.Node!).Index.DType);
            Assert.Equal(pooled.To(DType.F64).ToArray<double>(), x.Detach().MaxPool2d(kernel, stride, padding).To(DType.F64).ToArray<double>());        // keeps no places
            return (pooled.To(DType.F64).ToArray<double>(), tape.Backward(pooled, Agreement.Normal(type, 1, pooled.Shape.ToArray()))[x].To(DType.F64).ToArray<double>());
        }
    }

    [Fact]
    public void Windows_that_see_no_pixel_have_no_maximum()
    {
        foreach (var type in new[] { DType.F32, DType.F64 })
        {
            using var tape = Tape.Start();
            var x = tape.Watch(Tensor.Zeros([1, 2, 0, 3]).To(type));
            var y = x.MaxPool2d(2, 2, 1);
            Assert.Equal(new Shape([1, 2, 1, 2]), y.Shape);
            Assert.All(y.To(DType.F32).ToArray<float>(), v => Assert.Equal(float.NegativeInfinity, v));
            Assert.Equal(x.Shape, tape.Backward(y.Sum())[x].Shape);
        }
    }
}
