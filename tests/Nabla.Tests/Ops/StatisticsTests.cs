namespace Nabla.Tests.Ops;

/// <summary>Variance, norms, running sums and sorting: values by hand, special numbers, errors.</summary>
public class StatisticsTests
{
    [Fact]
    public void Variance_and_deviation()
    {
        var x = Tensor.Of(2.0, 4, 4, 4, 5, 5, 7, 9);
        Assert.Equal([4, 2], [x.Var(correction: 0).Item(), x.Std(correction: 0).Item()], Tolerance);
        Assert.Equal(32.0 / 7, x.Var().Item(), 1e-12);
        Assert.True(double.IsNaN(Tensor.Of(1f).Var().Item()));
        using var tape = Tape.Start();
        var same = tape.Watch(Tensor.Full([3], 5));
        Assert.Equal([0, 0, 0], tape.Backward(same.Std())[same].ToArray<float>());
    }

    [Fact]
    public void Norms_of_any_order()
    {
        var x = Tensor.Of(3.0, -4, 0);
        double[] expected = [5, 7, Math.Cbrt(27 + 64), 4, 0, 2];
        double[] orders = [2, 1, 3, double.PositiveInfinity, double.NegativeInfinity, 0];
        Assert.Equal(expected, orders.Select(p => x.Norm(p).Item()), Tolerance);
        foreach (double p in new[] { 2, 3 })
        {
            using var tape = Tape.Start();
            var zero = tape.Watch(Tensor.Zeros([2]));
            Assert.Equal([0, 0], tape.Backward(zero.Norm(p))[zero].ToArray<float>());
        }
    }

    [Theory]
    [InlineData(3e30, 4e30, 5e30)]
    [InlineData(3e-30, 4e-30, 5e-30)]
    [InlineData(3e-44, 4e-44, 5e-44)]
    public void A_norm_overflows_and_vanishes_only_where_its_value_does(double a, double b, double norm)
    {
        double step = float.Epsilon;                                // what is left of numbers near 0
        Assert.Equal(norm, Tensor.Of((float)a, (float)b).Norm().Item(), 2e-7 * norm + 2 * step);
        Assert.Equal(Math.Cbrt(27 + 64) * (norm / 5), Tensor.Of((float)a, (float)b).Norm(3).Item(), 1e-6 * norm + 2 * step);
        using var tape = Tape.Start();
        var x = tape.Watch(Tensor.Of((float)a, (float)b));
        var dx = tape.Backward(x.Norm())[x];
        Assert.Equal(x.To(DType.F64).ToArray<double>()[0] / x.To(DType.F64).Norm().Item(), dx[0].Item(), norm > 1e-40 ? 1e-6 : 0.05);
    }

    [Fact]
    public void Norms_of_infinities_and_of_nothing()
    {
        float[] infinite = [1, float.NegativeInfinity];
        Assert.Equal([double.PositiveInfinity, double.PositiveInfinity, 1], [Tensor.Of(infinite).Norm().Item(), Tensor.Of(infinite).Norm(3).Item(), Tensor.Of(infinite).Norm(-1).Item()]);
        Assert.Equal(double.NaN, Tensor.Of(1, float.NaN).Norm().Item());
        Assert.Equal([0, 0, 0], [Tensor.Zeros([0]).Norm().Item(), Tensor.Zeros([3]).Norm().Item(), Tensor.Of(0f, 2).Norm(-1).Item()]);
        Assert.Equal([5, 0], Tensor.Of<float>([3, 4, 0, 0], [2, 2]).Norm(2, [1]).ToArray<float>());
    }

    [Fact]
    public void A_variance_without_degrees_of_freedom_is_NaN()
    {
        var x = Tensor.Of<float>(1, 2, 3);
        Assert.Equal([1.0, 2, double.NaN, double.NaN], [x.Var().Item(), x.Var(correction: 2).Item(), x.Var(correction: 3).Item(), x.Var(correction: 4).Item()]);
        Assert.Equal(double.NaN, x.Std(correction: 3).Item());
    }

    [Fact]
    public void Log_sum_exp_neither_overflows_nor_loses_what_is_impossible()
    {
        foreach (var type in new[] { DType.F32, DType.F64 })
        {
            Assert.Equal(1000 + Math.Log(2), Tensor.Of(1000.0, 1000).To(type).LogSumExp().Item(), 1e-3);
            Assert.Equal(double.NegativeInfinity, Tensor.Full([3], double.NegativeInfinity, type).LogSumExp().Item());
            Assert.Equal(double.NegativeInfinity, Tensor.Zeros([0], type).LogSumExp().Item());
            Assert.Equal(double.PositiveInfinity, Tensor.Of(1, double.PositiveInfinity).To(type).LogSumExp().Item());
            using var tape = Tape.Start();
            var x = tape.Watch(Tensor.Full([2, 2], double.NegativeInfinity, type));
            Assert.Equal([0.0, 0, 0, 0], tape.Backward(x.LogSumExp([1]).Exp().Sum())[x].To(DType.F64).ToArray<double>());
        }
    }

    [Fact]
    public void Running_sums_and_products()
    {
        Assert.Equal([1L, 3, 6], Tensor.Of(1, 2, 3).CumSum(0).ToArray<long>());
        Assert.Equal([true, true, false], Tensor.Of(true, true, false).CumProd(-1).To(DType.Bool).ToArray<bool>());
        Assert.Equal(new[,] { { 1f, 2 }, { 4, 6 } }, Tensor.Of(new[,] { { 1f, 2 }, { 3, 4 } }).CumSum(0).ToArray2D<float>());
        Assert.Equal([2f, 6, 0, 0], Tensor.Of(2f, 3, 0, 5).CumProd(0).ToArray<float>());
        Assert.Equal((1L << 53) + 1, Tensor.Of(1L << 53, 1).CumSum(0)[1].Item<long>());
    }

    [Fact]
    public void Sorting_is_stable_and_ends_with_NaN()
    {
        foreach (var type in new[] { DType.F32, DType.F64 })
        {
            var x = Tensor.Of(2, double.NaN, -0.0, 0.0, -1, double.PositiveInfinity, 2, double.NegativeInfinity).To(type);
            Assert.Equal([7L, 4, 2, 3, 0, 6, 5, 1], x.ArgSort().ToArray<long>());
            Assert.Equal([1L, 5, 0, 6, 2, 3, 4, 7], x.ArgSort(descending: true).ToArray<long>());
            Assert.Equal([1L, 5, 0], x.TopK(3).Indices.ToArray<long>());
        }

        Assert.Equal([long.MaxValue - 1, long.MaxValue], Tensor.Of(long.MaxValue, long.MaxValue - 1).Sort().Values.ToArray<long>());
        Assert.Equal([false, true, true], Tensor.Of(true, false, true).Sort().Values.ToArray<bool>());
        Assert.Equal(new Shape([2, 0]), Tensor.Zeros([2, 3]).TopK(0).Values.Shape);
    }

    [Fact]
    public void Errors_say_what_fits()
    {
        var x = Tensor.Zeros([2, 3]);
        Types(() => x.To(DType.I64).Var(), "var: the input of shape (2, 3) is I64; F32 or F64 was expected. Convert it with To(DType.F32).");
        Types(() => x.To(DType.I64).Std(), "std: the input of shape (2, 3) is I64; F32 or F64 was expected. Convert it with To(DType.F32).");
        Types(() => x.To(DType.I64).Norm(), "norm: the input of shape (2, 3) is I64; F32 or F64 was expected. Convert it with To(DType.F32).");
        Types(() => x.To(DType.I64).LogSumExp(), "logsumexp: the input of shape (2, 3) is I64; F32 or F64 was expected. Convert it with To(DType.F32).");
        Ranges(() => x.Var([2]), "var: axis 2 does not exist in shape (2, 3). Use -2 to 1.");
        Ranges(() => x.Std([0, 0]), "std: axis 0 is named twice for shape (2, 3). Name each axis once.");
        Ranges(() => x.Norm(double.NaN), "norm: p is NaN. Use 2 for the Euclidean norm.");
        Ranges(() => x.Norm(1, [2]), "norm: axis 2 does not exist in shape (2, 3). Use -2 to 1.");
        Ranges(() => x.LogSumExp([2]), "logsumexp: axis 2 does not exist in shape (2, 3). Use -2 to 1.");
        Ranges(() => x.CumSum(2), "cumsum: axis 2 does not exist in shape (2, 3). Use -2 to 1.");
        Ranges(() => Tensor.Of(long.MaxValue, 2).CumProd(0), "cumprod: a result of I64 elements along axis 0 of shape (2) exceeds I64. Convert with To(DType.F64) first.");
        Ranges(() => x.ArgSort(-3), "argsort: axis -3 does not exist in shape (2, 3). Use -2 to 1.");
        Ranges(() => x.Sort(2), "sort: axis 2 does not exist in shape (2, 3). Use -2 to 1.");
        Ranges(() => x.TopK(4), "topk: 4 elements asked for along axis 1 of shape (2, 3). Use 0 to 3.");

        static void Ranges(Func<object> act, string message) => Assert.Equal(message, Assert.Throws<RangeException>(act).Message);
        static void Types(Func<object> act, string message) => Assert.Equal(message, Assert.Throws<DTypeException>(act).Message);
    }

    private static bool Tolerance(double a, double b) => Math.Abs(a - b) <= 1e-12;
}
