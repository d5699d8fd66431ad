namespace Nabla.Tests.Losses;

/// <summary>What theory says of NT-Xent and InfoNCE; their values against libtorch are in the op table.</summary>
public class ContrastiveTests
{
    private static Tensor Rows(int n, int width, ulong stream) => Tensor.Normal([n, width], random: new Philox(5, stream), type: DType.F64);

    [Theory]
    [InlineData(4, 0.5)]
    [InlineData(7, 0.1)]
    public void Features_that_are_all_alike_are_guessed_among_all_others(int n, double temperature)
    {
        var same = Tensor.Ones([n, 3], DType.F64);
        Assert.Equal(Math.Log(2 * n - 1), Loss.NtXent(same, same, temperature: temperature).Item(), 1e-12);
        Assert.Equal(Math.Log(n), Loss.InfoNce(same, same, temperature: temperature).Item(), 1e-12);
        Assert.Equal(Math.Log(n), Loss.InfoNce(same, same, Tensor.Ones([n - 1, 3], DType.F64), temperature: temperature).Item(), 1e-12);
    }

    [Fact]
    public void Orthogonal_samples_whose_views_agree_have_the_closed_form()
    {
        const double Temperature = 0.3;
        var z = Tensor.Eye(4, type: DType.F64);                    // cosines: 1 with the other view, else 0
        double e = Math.Exp(1 / Temperature);
        Assert.Equal(-Math.Log(e / (e + 6)), Loss.NtXent(z * 5, z, temperature: Temperature).Item(), 1e-11);
        Assert.Equal(-Math.Log(e / (e + 3)), Loss.InfoNce(z * 5, z, temperature: Temperature).Item(), 1e-11);
        Assert.Equal(-Math.Log(e / (e + 2)), Loss.InfoNce(z[..2], z[..2], z[2..], temperature: Temperature).Item(), 1e-11);
    }

    [Fact]
    public void Lengths_and_the_order_of_views_do_not_matter()
    {
        Tensor a = Rows(5, 4, 1), b = Rows(5, 4, 2);
        double expected = Loss.NtXent(a, b).Item();
        Assert.Equal(expected, Loss.NtXent(b, a).Item(), 1e-12);
        Assert.Equal(expected, Loss.NtXent(a * 3, b * 0.25).Item(), 1e-9);
        Assert.Equal(expected, Loss.NtXent(a.Roll(2, 0), b.Roll(2, 0)).Item(), 1e-12);
        Assert.Equal([.. Loss.NtXent(a, b, Reduction.None)[5..].ToArray<double>()], Loss.NtXent(b, a, Reduction.None)[..5].ToArray<double>(), (x, y) => Math.Abs(x - y) < 1e-12);
    }

    [Fact]
    public void Negatives_of_each_query_that_are_the_others_positives_give_the_batch_loss()
    {
        Tensor q = Rows(3, 4, 3), p = Rows(3, 4, 4);
        var others = Tensor.Stack([p.IndexSelect(0, Tensor.Of(1L, 2)), p.IndexSelect(0, Tensor.Of(0L, 2)), p.IndexSelect(0, Tensor.Of(0L, 1))]);
        Assert.Equal(Loss.InfoNce(q, p).Item(), Loss.InfoNce(q, p, others).Item(), 1e-12);
        Assert.Equal(Loss.InfoNce(q, p, reduction: Reduction.Sum).Item(), 3 * Loss.InfoNce(q, p).Item(), 1e-12);
    }

    [Fact]
    public void A_single_sample_and_a_zero_row_have_finite_gradients()
    {
        using var tape = Tape.Start(detectAnomaly: true);
        var a = tape.Watch(Tensor.Zeros([1, 3]));
        var b = tape.Watch(Tensor.Of<float>([1, 2, 3], [1, 3]));
        var loss = Loss.NtXent(a, b);
        Assert.Equal(0, loss.Item());
        Assert.True(tape.Backward(loss)[a].AllFinite());
    }

    [Theory]
    [InlineData(DType.F32, 1e-29)]
    [InlineData(DType.F32, 1e-8)]
    [InlineData(DType.F64, 1e-8)]
    [InlineData(DType.F64, 1e-29)]
    public void Tiny_features_have_the_angles_of_ordinary_ones(DType type, double scale)
    {
        Tensor q = Rows(5, 4, 3), p = Rows(5, 4, 4), n = Rows(6, 4, 5);
        double[] expected = Losses(1, DType.F64, out var slopes), found = Losses(scale, type, out var steep);
        Func<double, double, bool> near = (a, b) => Math.Abs(a - b) < (type == DType.F32 ? 1e-5 : 1e-10);
        Assert.Equal(expected, found, near);
        Assert.Equal(slopes, steep.Select(s => s * scale), near);              // the angle of a row of half the length turns twice as fast

        double[] Losses(double factor, DType as_, out double[] slopes)
        {
            using var tape = Tape.Start();
            Tensor Small(Tensor t) => tape.Watch((t * factor).To(as_));
            Tensor a = Small(q), b = Small(p), c = Small(n);
            Tensor[] losses = [Loss.InfoNce(a, b), Loss.InfoNce(a, b, c), Loss.NtXent(a, b)];
            double[] values = [.. losses.Select(l => l.Item())];
            var g = tape.Backward(losses.Aggregate((x, y) => x + y));
            slopes = [.. new[] { a, b, c }.SelectMany(t => g[t].To(DType.F64).ToArray<double>())];
            return values;
        }
    }

    [Theory]
    [InlineData(DType.F32, 1e20)]
    [InlineData(DType.F32, 1e30)]
    [InlineData(DType.F32, 3e38)]
    [InlineData(DType.F64, 1e300)]
    public void Huge_features_have_the_angles_of_small_ones(DType type, double scale)
    {
        Tensor q = Rows(5, 4, 3), p = Rows(5, 4, 4), n = Rows(6, 4, 5), signs = Tensor.Of(1.0, -1, 1, -1, 1);
        double most = Math.Max(Math.Max(q.Abs().Max().Item(), p.Abs().Max().Item()), n.Abs().Max().Item());
        double[] expected = Losses(1, DType.F64, out _), found = Losses(scale / most, type, out var finite);
        Assert.True(finite);
        Assert.Equal(expected, found, (a, b) => Math.Abs(a - b) < (type == DType.F32 ? 1e-5 : 1e-10));

        double[] Losses(double factor, DType as_, out bool finite)
        {
            using var tape = Tape.Start();
            Tensor Large(Tensor t) => tape.Watch((t * factor).To(as_));
            Tensor a = Large(q), b = Large(p), c = Large(n);
            Tensor[] losses = [Loss.InfoNce(a, b), Loss.InfoNce(a, b, c), Loss.NtXent(a, b), Loss.CosineEmbedding(a, b, signs.To(as_), margin: -0.9)];
            double[] values = [.. losses.Select(l => l.Item())];
            var g = tape.Backward(losses.Aggregate((x, y) => x + y));
            finite = g[a].AllFinite() && g[b].AllFinite() && g[c].AllFinite();
            return values;
        }
    }

    [Fact]
    public void Errors_name_the_operands()
    {
        Tensor a = Tensor.Zeros([3, 4]), b = Tensor.Zeros([2, 4]);
        Fails<ShapeException>(() => Loss.NtXent(a, b), "nt_xent: a (3, 4) and b (2, 4) must have the same shape. Reshape or Squeeze one of them.");
        Fails<ShapeException>(() => Loss.NtXent(a[0], a[1]), "nt_xent: a and b (4): (N, D), a row for each sample, was expected. Flatten the features first.");
        Fails<RangeException>(() => Loss.NtXent(a, a, temperature: 0), "nt_xent: temperature 0 is not possible. Give a finite number above 0.");
        Fails<ShapeException>(() => Loss.InfoNce(a, b), "info_nce: query (3, 4) and positive (2, 4) must have the same shape. Reshape or Squeeze one of them.");
        Fails<ShapeException>(() => Loss.InfoNce(a, a, Tensor.Zeros([2, 5, 4])), "info_nce: negatives (2, 5, 4) for query (3, 4): (M, 4) or (3, M, 4) was expected. Flatten the features, or leave them out to use the batch.");
        Fails<DTypeException>(() => Loss.InfoNce(a, a, b.To(DType.F64)), "info_nce: negatives are F64, query F32. Convert one with To.");
        Fails<RangeException>(() => Loss.InfoNce(a, a, temperature: double.NaN), "info_nce: temperature NaN is not possible. Give a finite number above 0.");

        static void Fails<T>(Func<object> act, string message) where T : NablaException => Assert.Equal(message, Assert.Throws<T>(act).Message);
    }
}
