namespace Nabla.Tests.Losses;

/// <summary>What theory says of the losses; their values against libtorch are in the op table.</summary>
public class LossTests
{
    // Made anew for each use: a static field would be made in the scope of the test that comes first, and end with it.
    private static Tensor Logits => Tensor.Of<double>([0.3, -1.2, 2.0, 0.1, 0.5, -0.7], [2, 3]);
    private static Tensor Labels => Tensor.Of(2L, 0L);

    [Fact]
    public void Cross_entropy_has_the_gradient_p_minus_y()
    {
        using var tape = Tape.Start();
        var x = tape.Watch(Logits.Detach());
        var g = tape.Backward(Loss.CrossEntropy(x, Labels, Reduction.Sum))[x].ToArray<double>();
        var p = Logits.Softmax().ToArray<double>();
        p[2] -= 1;
        p[3] -= 1;
        Assert.Equal(p, g, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Focal_without_focus_is_cross_entropy()
    {
        Assert.Equal(Loss.CrossEntropy(Logits, Labels).Item(), Loss.Focal(Logits, Labels, gamma: 0).Item(), 1e-12);
        var t = Tensor.Of<double>([0, 1, 1, 0, 0, 1], [2, 3]);
        Assert.Equal(Loss.BinaryCrossEntropyWithLogits(Logits, t).Item(), Loss.BinaryFocal(Logits, t, alpha: null, gamma: 0).Item(), 1e-12);
    }

    [Fact]
    public void Huber_is_half_the_squared_error_and_the_absolute_error_in_its_limits()
    {
        Tensor y = Tensor.Of(0.3, -2.0, 5.0), t = Tensor.Of(0.0, 0.5, 4.0);
        Assert.Equal(Loss.Mse(y, t).Item() / 2, Loss.Huber(y, t, delta: 1e6).Item(), 1e-12);
        Assert.Equal(Loss.Mae(y, t).Item(), Loss.Huber(y, t, delta: 1e-9).Item() / 1e-9, 1e-8);
        Assert.Equal(Loss.Mae(y, t).Item(), Loss.SmoothL1(y, t, beta: 0).Item());
    }

    [Fact]
    public void Label_smoothing_bounds_the_best_loss_from_below()
    {
        // The optimum is the smoothed target itself, so the least loss is its entropy: ε = 0.1, three classes.
        double right = 0.9 + 0.1 / 3, wrong = 0.1 / 3;
        double entropy = -right * Math.Log(right) - 2 * wrong * Math.Log(wrong);
        var best = Tensor.Of<double>([Math.Log(right), Math.Log(wrong), Math.Log(wrong)], [1, 3]);
        Assert.Equal(entropy, Loss.CrossEntropy(best, Tensor.Of(0L), smoothing: 0.1).Item(), 1e-12);
        foreach (double confidence in new[] { 0.0, 2, 4, 20 })
            Assert.True(Loss.CrossEntropy(Tensor.Of<double>([confidence, 0, 0], [1, 3]), Tensor.Of(0L), smoothing: 0.1).Item() >= entropy);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(2.0)]
    public void Focal_gradients_are_finite_where_a_sample_is_sure(double gamma)
    {
        foreach (float x in new[] { 17.5f, 1e4f, -1e4f })
        {
            using var tape = Tape.Start();
            Tensor one = tape.Watch(Tensor.Of(x)), two = tape.Watch(Tensor.Of<float>([x, 0], [1, 2]));
            var gradients = tape.Backward(Loss.BinaryFocal(one, Tensor.Ones([1]), gamma: gamma) + Loss.Focal(two, Tensor.Of(0L), gamma: gamma));
            Assert.True(gradients[one].AllFinite() && gradients[two].AllFinite());
        }
    }

    [Theory]
    [InlineData(2.0)]
    [InlineData(8.0)]
    [InlineData(20.0)]
    public void Triplets_of_any_norm_stay_finite(double p)
    {
        using var tape = Tape.Start();
        var anchor = tape.Watch(Tensor.Of<float>([1, 2, 3e3f, -1e4f], [2, 2]));
        var positive = Tensor.Of<float>([1, 2, 1e4f, 1e4f], [2, 2]);                     // at the anchor, and far away
        var loss = Loss.TripletMargin(anchor, positive, Tensor.Zeros([2, 2]), p: p);
        Assert.True(double.IsFinite(loss.Item()));
        Assert.True(tape.Backward(loss)[anchor].AllFinite());
    }

    [Theory]
    [InlineData(1e4)]
    [InlineData(-1e4)]
    public void Extreme_logits_give_the_exact_loss(double x)
    {
        foreach (var type in new[] { DType.F32, DType.F64 })
        {
            var logits = Tensor.Of<double>([x, 0], [1, 2]).To(type);
            Assert.Equal(Math.Max(-x, 0), Loss.CrossEntropy(logits, Tensor.Of(0L)).Item());
            Assert.Equal(Math.Max(-x, 0), Loss.CrossEntropy(logits, Tensor.Of(0L), weights: Tensor.Ones([2])).Item());
            var one = Tensor.Of(x).To(type);
            Assert.Equal(Math.Max(-x, 0), Loss.BinaryCrossEntropyWithLogits(one, Tensor.Ones([1], type)).Item());
            Assert.Equal(Math.Max(x, 0), Loss.BinaryCrossEntropyWithLogits(one, Tensor.Zeros([1], type)).Item());
            Assert.True(double.IsFinite(Loss.BinaryFocal(one, Tensor.Ones([1], type)).Item()));
        }
    }

    [Fact]
    public void Probabilities_of_nothing_and_all_end_at_a_hundred()
    {
        using var tape = Tape.Start();
        var p = tape.Watch(Tensor.Of(0.0, 1.0));
        var loss = Loss.BinaryCrossEntropy(p, Tensor.Of(1.0, 1.0), Reduction.Sum);
        Assert.Equal(100, loss.Item());
        Assert.Equal([-1e12, 0], tape.Backward(loss)[p].ToArray<double>());     // PyTorch's gradient there
    }

    [Fact]
    public void Focal_of_one_class_or_with_all_others_masked_is_sure()
    {
        foreach (var type in new[] { DType.F32, DType.F64 })
            foreach (var x in new[] { Tensor.Of<double>([3], [1, 1]), Tensor.Of<double>([3, double.NegativeInfinity, double.NegativeInfinity], [1, 3]) })
            {
                using var tape = Tape.Start();
                var logits = tape.Watch(x.To(type));
                var loss = Loss.Focal(logits, Tensor.Of(0L));
                Assert.Equal(0, loss.Item());
                Assert.All(tape.Backward(loss)[logits].To(DType.F64).ToArray<double>(), g => Assert.Equal(0, g));
            }
    }

    [Theory]
    [InlineData(Reduction.None)]
    [InlineData(Reduction.Mean)]
    [InlineData(Reduction.Sum)]
    public void Of_sigmoids_it_is_that_of_logits_positive_weight_and_all(Reduction reduction)
    {
        var w = Tensor.Of(0.0, 1, 7.5);
        var t = Tensor.Of<double>([1, 0, 0.25, 0.5, 1, 1], [2, 3]);
        double[][] ofLogits = Run((z, weight) => Loss.BinaryCrossEntropyWithLogits(z, t, reduction, weight)), ofChances = Run((z, weight) => Loss.BinaryCrossEntropy(z.Sigmoid(), t, reduction, weight));
        for (int i = 0; i < ofLogits.Length; i++)
            Assert.Equal(ofLogits[i], ofChances[i], (a, b) => Math.Abs(a - b) < 1e-12);
        if (reduction == Reduction.None)
            Assert.Equal(7.5 * Math.Log(1 + Math.Exp(0.7)), ofChances[0][5], 1e-12);         // −w·ln σ(−0.7)

        // The losses, and their gradients of logits and weights.
        double[][] Run(Func<Tensor, Tensor, Tensor> loss)
        {
            using var tape = Tape.Start();
            Tensor z = tape.Watch(Logits), weight = tape.Watch(w), losses = loss(z, weight);
            var g = tape.Backward(losses.Sum());
            return [losses.ToArray<double>(), g[z].ToArray<double>(), g[weight].ToArray<double>()];
        }
    }

    [Fact]
    public void A_positive_weight_of_1_is_none_and_one_of_0_leaves_the_negatives()
    {
        Tensor p = Logits.Sigmoid(), t = Tensor.Of<double>([1, 0, 0.25, 0.5, 1, 1], [2, 3]);
        Assert.Equal(Loss.BinaryCrossEntropy(p, t).Item(), Loss.BinaryCrossEntropy(p, t, positiveWeight: Tensor.Of(1.0)).Item(), 1e-15);
        Assert.Equal(0, Loss.BinaryCrossEntropy(p, Tensor.Ones([2, 3], DType.F64), positiveWeight: Tensor.Zeros([3], DType.F64)).Item());
    }

    [Fact]
    public void Ignored_samples_count_nothing()
    {
        var labels = Tensor.Of(2L, -100L);
        Assert.Equal(Loss.CrossEntropy(Logits[..1], Tensor.Of(2L)).Item(), Loss.CrossEntropy(Logits, labels).Item(), 1e-12);
        Assert.Equal(Loss.CrossEntropy(Logits[..1], Tensor.Of(2L), smoothing: 0.1).Item(), Loss.CrossEntropy(Logits, labels, smoothing: 0.1).Item(), 1e-12);
        Assert.Equal(0, Loss.Nll(Logits, labels, Reduction.None).ToArray<double>()[1]);
    }

    [Fact]
    public void Soft_targets_that_are_one_hot_are_labels()
    {
        var oneHot = Tensor.Of<double>([0, 0, 1, 1, 0, 0], [2, 3]);
        Assert.Equal(Loss.CrossEntropy(Logits, Labels, smoothing: 0.1).Item(), Loss.SoftCrossEntropy(Logits, oneHot, smoothing: 0.1).Item(), 1e-12);
        Assert.Equal(Loss.CrossEntropy(Logits, Labels).Item(), Loss.KlDivergence(Logits.LogSoftmax(), oneHot).Item(), 1e-12);
    }

    [Fact]
    public void Mining_finds_the_triplets_worth_learning()
    {
        // Two classes on a line: 0 at 0 and 3, 1 at 1 and 10.
        var x = Tensor.Of<double>([0, 3, 1, 10], [4, 1]);
        var labels = Tensor.Of(0L, 0L, 1L, 1L);
        var (anchor, positive, negative) = TripletMining.Hard(x, labels);
        Assert.Equal([0L, 1, 2, 3], anchor.ToArray<long>());
        Assert.Equal([1L, 0, 3, 2], positive.ToArray<long>());
        Assert.Equal([2L, 2, 0, 1], negative.ToArray<long>());
        (anchor, positive, negative) = TripletMining.SemiHard(x, labels, margin: 8);
        Assert.Equal([0L, 1, 3], anchor.ToArray<long>());         // of the anchor at 1 no negative is farther than the positive
        Assert.Equal([3L, 3, 0], negative.ToArray<long>());
        Assert.Equal(0, TripletMining.Hard(x, Tensor.Of(0L, 0L, 0L, 0L)).Anchor.Shape[0]);
    }

    [Fact]
    public void Semi_hard_is_the_nearest_of_several_negatives_within_the_margin()
    {
        // The anchor at 0 has its positive at 2, negatives at 1 (nearer), 5, 3, 4 (within the margin) and 90 (beyond it).
        var x = Tensor.Of<double>([0, 2, 1, 5, 3, 4, 90], [7, 1]);
        var (anchor, positive, negative) = TripletMining.SemiHard(x, Tensor.Of(0L, 0, 1, 2, 3, 4, 5), margin: 8);
        Assert.Equal([0L, 1], anchor.ToArray<long>());
        Assert.Equal([1L, 0], positive.ToArray<long>());
        Assert.Equal([4L, 3], negative.ToArray<long>());          // of the anchor at 2 the one at 5: 3 and 4 are nearer than its positive, 4 as far
    }

    [Fact]
    public void Of_no_triplet_the_loss_is_0_and_so_are_its_gradients()
    {
        using var tape = Tape.Start(detectAnomaly: true);
        var x = tape.Watch(Tensor.Of<double>([0, 3, 1, 10], [4, 1]));
        var (anchor, positive, negative) = TripletMining.Hard(x, Tensor.Of(0L, 0L, 0L, 0L));
        foreach (var reduction in new[] { Reduction.Mean, Reduction.BatchMean, Reduction.Sum })
        {
            var loss = Loss.TripletMargin(x.IndexSelect(0, anchor), x.IndexSelect(0, positive), x.IndexSelect(0, negative), reduction);
            Assert.Equal(0, loss.Item());
        }

        var mean = Loss.TripletMargin(x.IndexSelect(0, anchor), x.IndexSelect(0, positive), x.IndexSelect(0, negative));
        Assert.Equal([0, 0, 0, 0], tape.Backward(mean)[x].ToArray<double>());
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    public void Where_every_label_is_ignored_the_mean_is_0_and_so_are_its_gradients(double smoothing)
    {
        using var tape = Tape.Start(detectAnomaly: true);
        var x = tape.Watch(Logits.Detach());
        var loss = Loss.CrossEntropy(x, Tensor.Of(-100L, -100L), smoothing: smoothing) + Loss.Nll(x, Tensor.Of(-100L, -100L));
        Assert.Equal(0, loss.Item());
        Assert.Equal(new double[6], tape.Backward(loss)[x].ToArray<double>());
    }

    [Fact]
    public void Soft_targets_may_be_off_by_their_rounding_only()
    {
        var half = Tensor.Of<double>([0.3, 0.3, 0.4, 1.0 / 3, 1.0 / 3, 1.0 / 3], [2, 3]).To(DType.F16).To(DType.F64);
        Assert.True(double.IsFinite(Loss.SoftCrossEntropy(Logits, half).Item() + Loss.KlDivergence(Logits.LogSoftmax(), half).Item()));
        Assert.Throws<RangeException>(() => Loss.SoftCrossEntropy(Logits, half * 1.002));
        Assert.Throws<RangeException>(() => Loss.KlDivergence(Logits.LogSoftmax(), half * 0.998));
        Assert.Throws<RangeException>(() => Loss.KlDivergence(Logits.LogSoftmax(), half * double.NaN));
        Assert.Throws<RangeException>(() => Loss.KlDivergence(Logits.LogSoftmax(), (half * 1.002).Log(), logTarget: true));
    }

    [Fact]
    public void A_class_that_weighs_nothing_counts_nothing()
    {
        Assert.Equal(Loss.CrossEntropy(Logits[..1], Tensor.Of(2L)).Item(), Loss.CrossEntropy(Logits, Labels, weights: Tensor.Of(0.0, 1, 1)).Item(), 1e-12);
        Assert.Equal(0, Loss.CrossEntropy(Logits, Labels, weights: Tensor.Zeros([3], DType.F64)).Item());
        Assert.Equal(0, Loss.BinaryCrossEntropyWithLogits(Logits, Tensor.Ones([2, 3], DType.F64), positiveWeight: Tensor.Zeros([3], DType.F64)).Item());
    }

    [Fact]
    public void An_infinite_miss_has_the_gradient_of_a_large_one()
    {
        using var tape = Tape.Start();
        var y = tape.Watch(Tensor.Of(double.PositiveInfinity, double.NegativeInfinity, 1.0));
        var loss = Loss.Huber(y, Tensor.Zeros([3], DType.F64), Reduction.Sum, delta: 0.5);
        Assert.Equal(double.PositiveInfinity, loss.Item());
        Assert.Equal([0.5, -0.5, 0.5], tape.Backward(loss)[y].ToArray<double>());
    }

    [Fact]
    public void Triplets_cannot_be_mined_from_what_is_none()
    {
        Tensor x = Tensor.Zeros([2, 3]), labels = Tensor.Of(0L, 1L);
        Told<NablaException>(() => TripletMining.Hard(null!, labels), "triplet_mining: embeddings is null; a tensor was expected. Check what should have made it.");
        Told<NablaException>(() => TripletMining.SemiHard(x, null!), "triplet_mining: labels is null; a tensor was expected. Check what should have made it.");
        Told<DTypeException>(() => TripletMining.Hard(x, Tensor.Of(0f, 1f)), "triplet_mining: embeddings are F32, labels F32; F32 or F64 and I64 or I32 were expected. Convert with To.");
        Told<ShapeException>(() => TripletMining.Hard(x, Tensor.Of(0L)), "triplet_mining: embeddings (2, 3) and labels (1): (N, D) and (N) were expected. Give one label for each row.");
        foreach (double margin in new[] { -1, 0, double.NaN, double.PositiveInfinity })
            Told<RangeException>(() => TripletMining.SemiHard(x, labels, margin), $"triplet_mining: margin {margin} is not possible. Give a finite number above 0, that of the loss.");

        static void Told<T>(Func<object> act, string message) where T : NablaException => Assert.Equal(message, Assert.Throws<T>(act).Message);
    }

    [Fact]
    public void Bad_input_is_told()
    {
        Tensor y = Tensor.Of(0.5, 0.5), column = y.Unsqueeze(1);
        Assert.Contains("(2, 1) and target (2)", Assert.Throws<ShapeException>(() => Loss.Mse(column, y)).Message);
        Assert.Contains("0 to 1 was expected", Assert.Throws<RangeException>(() => Loss.BinaryCrossEntropyWithLogits(y, Tensor.Of(0.0, 2.0))).Message);
        Assert.Contains("reach from", Assert.Throws<RangeException>(() => Loss.BinaryCrossEntropy(Tensor.Of(0.5, double.NaN), y)).Message);
        Assert.Contains("label 3 of sample 1", Assert.Throws<RangeException>(() => Loss.CrossEntropy(Logits, Tensor.Of(0L, 3L))).Message);
        Assert.Contains("smoothing 1 is not possible", Assert.Throws<RangeException>(() => Loss.CrossEntropy(Logits, Labels, smoothing: 1)).Message);
        Assert.Contains("(3) was expected", Assert.Throws<ShapeException>(() => Loss.CrossEntropy(Logits, Labels, weights: Tensor.Of(1.0, 2.0))).Message);
        Assert.Contains("must all be 1 or −1", Assert.Throws<RangeException>(() => Loss.Hinge(y, Tensor.Of(0.0, 1.0))).Message);
        Assert.Contains("delta 0 is not possible", Assert.Throws<RangeException>(() => Loss.Huber(y, y, delta: 0)).Message);
        foreach (double tiny in new[] { 1e-50, 1e-40 })
        {
            Tensor f = Tensor.Of(0.5f, 0.5f), rows = Tensor.Ones([2, 2]);
            foreach (var (name, loss) in new (string, Func<Tensor, Tensor, Tensor>)[]
            {
                ("huber: delta", (a, b) => Loss.Huber(a, b, delta: tiny)),
                ("smooth_l1: beta", (a, b) => Loss.SmoothL1(a, b, beta: tiny)),
                ("hinge: margin", (a, b) => Loss.Hinge(a, b / b, margin: tiny)),
                ("nt_xent: temperature", (a, _) => Loss.NtXent(rows.To(a.DType), rows.To(a.DType), temperature: tiny)),
                ("info_nce: temperature", (a, _) => Loss.InfoNce(rows.To(a.DType), rows.To(a.DType), temperature: tiny)),
            })
            {
                Assert.Equal($"{name} {tiny} is not possible in F32. Give a number from 1.2E-38 to 3.4E38, or compute in F64.", Assert.Throws<RangeException>(() => loss(f, f)).Message);
                Assert.True(double.IsFinite(loss(y, y).Item()));
            }
        }

        Assert.Equal("huber: delta 1E+39 is not possible in F32. Give a number from 1.2E-38 to 3.4E38, or compute in F64.", Assert.Throws<RangeException>(() => Loss.Huber(Tensor.Of(0f), Tensor.Of(0f), delta: 1e39)).Message);
        Assert.Equal("huber: delta 1E-310 is not possible in F64. Give a number from 2.3E-308 to 1.7E308.", Assert.Throws<RangeException>(() => Loss.Huber(y, y, delta: 1e-310)).Message);
        Assert.Equal(0.5, Loss.SmoothL1(Tensor.Of(0f), Tensor.Of(0.5f), beta: 1.2e-38).Item(), 1e-6);
        Assert.Equal(0.5, Loss.SmoothL1(Tensor.Of(0f), Tensor.Of(0.5f), beta: 0).Item());
        Assert.Contains("gamma -1", Assert.Throws<RangeException>(() => Loss.BinaryFocal(y, y, gamma: -1)).Message);
    }
}
