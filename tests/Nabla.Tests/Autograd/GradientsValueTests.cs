namespace Nabla.Tests.Autograd;

public class GradientsValueTests
{
    private static Gradients Of(Tape tape, Tensor x, params float[] gradient) =>
        tape.Backward((tape.Watch(x) * Tensor.Of(gradient)).Sum());

    [Fact]
    public void Clip_scales_all_together_to_the_norm()
    {
        using var tape = Tape.Start();
        Tensor a = tape.Watch(Tensor.Of(1f, 1f)), b = tape.Watch(Tensor.Of(1.0));
        var g = tape.Backward(((a * Tensor.Of(1f, 2f)).Sum().To(DType.F64) + b * 2).Sum());
        Assert.Equal(3, g.Norm(), 1e-12);
        Assert.Same(g, g.Clip(3));
        var clipped = g.Clip(1.5);
        Assert.Equal(1.5, clipped.Norm(), 1e-12);
        Assert.Equal([0.5f, 1f], clipped[a].ToArray<float>());
        Assert.Equal(1, clipped[b].Item());
        Assert.Equal(2, g[b].Item());                         // a value: the first is unchanged
    }

    [Fact]
    public void Norm_counts_every_element_of_any_layout_in_float64()
    {
        using var tape = Tape.Start();
        var x = tape.Watch(Tensor.Ones([300, 201]));
        var g = tape.Backward((x.T * 1e20).Sum());             // squares overflow float32
        Assert.Equal(1, g.Norm() / (1e20 * Math.Sqrt(300 * 201)), 1e-7);
    }

    [Theory]
    [InlineData(1e180)]
    [InlineData(1e-180)]
    [InlineData(5e307)]
    [InlineData(3e-320)]
    public void Norm_of_float64_neither_overflows_nor_vanishes_where_squares_do(double size)
    {
        using var tape = Tape.Start();
        Tensor a = tape.Watch(Tensor.Of(1.0, 1.0)), b = tape.Watch(Tensor.Of([[1.0]])), single = tape.Watch(Tensor.Of(1f));
        var g = tape.Backward((a * Tensor.Of(size, 2 * size)).Sum() + (b * (2 * size)).Sum() + (single * 0).Sum().To(DType.F64));
        Assert.Equal(3, g.Norm() / size, 1e-4);
        var clipped = g.Clip(size);                            // by a third
        Assert.Equal(1, clipped.Norm() / size, 1e-3);
        Assert.Equal(2 / 3.0, clipped[b].Item() / size, 1e-3);
        g.ClipEach(size, out double largest);
        Assert.Equal(Math.Sqrt(5), largest / size, 1e-3);
    }

    [Fact]
    public void Norm_of_what_is_not_finite_is_not_and_that_of_nothing_is_0()
    {
        foreach (var (bad, norm) in new[] { (double.NaN, double.NaN), (double.PositiveInfinity, double.PositiveInfinity), (0, 1e200) })
        {
            using var tape = Tape.Start();
            Tensor a = tape.Watch(Tensor.Of(1.0, 1.0)), b = tape.Watch(Tensor.Of(1.0));
            Assert.Equal(norm, tape.Backward((a * Tensor.Of(bad, 0)).Sum() + (b * 1e200).Sum()).Norm());
        }

        using var still = Tape.Start();
        Assert.Equal(0, still.Backward((still.Watch(Tensor.Of(1.0, 2.0)) * 0).Sum()).Norm());
    }

    [Fact]
    public void ClipValue_limits_each_element()
    {
        using var tape = Tape.Start();
        Tensor x = Tensor.Ones([9]), g = Of(tape, x, -3, -0.5f, 0, 0.25f, 1, 2, float.NaN, float.NegativeInfinity, 7).ClipValue(0.5)[x];
        Assert.Equal([-0.5f, -0.5f, 0, 0.25f, 0.5f, 0.5f, float.NaN, -0.5f, 0.5f], g.ToArray<float>());
    }

    [Fact]
    public void Clip_tells_the_norm_before()
    {
        using var tape = Tape.Start();
        var g = Of(tape, Tensor.Ones([2]), 3, 4);
        g.Clip(1, out double found);
        Assert.Equal(5, found);
        g.Clip(10, out found);
        Assert.Equal(5, found);
    }

    [Fact]
    public void ClipEach_scales_each_tensor_to_the_norm()
    {
        using var tape = Tape.Start();
        Tensor a = tape.Watch(Tensor.Of(1f, 1f)), b = tape.Watch(Tensor.Of(1f, 1f));
        var g = tape.Backward((a * Tensor.Of(30f, 40f) + b * Tensor.Of(0.3f, 0.4f)).Sum()).ClipEach(5, out double largest);
        Assert.Equal(50, largest, 1e-5);
        Assert.Equal([3f, 4f], g[a].ToArray<float>());
        Assert.Equal([0.3f, 0.4f], g[b].ToArray<float>());
        Assert.Throws<RangeException>(() => g.ClipEach(0, out _));
    }

    [Fact]
    public void Clip_refuses_gradients_that_are_not_finite()
    {
        using var tape = Tape.Start();
        var g = Of(tape, Tensor.Of(1f, 2f), float.NaN, 1);
        Assert.StartsWith("clip: the norm of the gradients is NaN", Assert.Throws<DivergedException>(() => g.Clip(1)).Message);
        Assert.Contains("limit -1 is", Assert.Throws<RangeException>(() => g.ClipValue(-1)).Message);
        Assert.Contains("norm 0 is", Assert.Throws<RangeException>(() => g.Clip(0)).Message);
    }

    [Fact]
    public void Accumulated_gradients_outlive_their_tapes()
    {
        var x = Tensor.Of(1f, 2f);
        Gradients? sum = null;
        for (int i = 1; i <= 4; i++)
        {
            using var tape = Tape.Start();
            var g = Of(tape, x, i, 10 * i);
            sum = (sum is null ? g : sum + g).Keep();
        }

        for (int i = 0; i < 10; i++)
            using (new Scope())
                Tensor.Zeros([2]);                             // would overwrite memory that went back
        Assert.Equal([2.5f, 25f], sum!.Scale(0.25)[x].ToArray<float>());
    }

    [Fact]
    public void A_sum_that_replaces_another_holds_the_memory_of_one()
    {
        var x = Tensor.Of(1f, 2f);
        var only = Tensor.Of(1f);
        using var outer = new Scope();
        Gradients? sum = null;
        for (int i = 1; i <= 5; i++)
        {
            Gradients next;
            using (var tape = Tape.Start())
            {
                var g = i == 1 ? tape.Backward((tape.Watch(x) * Tensor.Of(1f, 10f)).Sum() + tape.Watch(only).Sum()) : Of(tape, x, i, 10 * i);
                next = (sum is null ? g : sum + g).Keep();
            }

            sum?.ReleaseUnlessIn(next);
            sum = next;
        }

        Assert.Equal(2, outer.HeldStorages);
        Assert.Equal([15f, 150f], sum![x].ToArray<float>());
        Assert.Equal(1, sum[only].Item());                     // passed on from sum to sum
    }

    [Fact]
    public void A_sum_has_what_either_has()
    {
        Tensor x = Tensor.Of(1f), y = Tensor.Of(1f);
        using var outer = new Scope();
        Gradients a, b;
        using (var tape = Tape.Start())
            a = Of(tape, x, 1).Keep();
        using (var tape = Tape.Start())
            b = Of(tape, y, 2).Keep();
        var sum = a + b;
        Assert.Equal(2, sum.Count);
        Assert.Equal(1, sum[x].Item());
        Assert.Equal(2, sum[y].Item());
        Assert.False(a.Has(y));
    }

    [Fact]
    public void Keep_moves_a_shared_memory_out_once()
    {
        using var outer = new Scope();
        Tensor x = Tensor.Of(1f), y = Tensor.Of(2f);
        Gradients g;
        using (new Scope())
        {
            using (var tape = Tape.Start())
                g = tape.Backward((tape.Watch(x) + tape.Watch(y)).Sum()).Keep();     // both are the same ones
            Assert.Equal(1, g[x].Item());
        }

        Assert.Throws<ReleasedException>(() => g[y].Item());
    }
}
