using Nabla.Tests.Proof;

namespace Nabla.Tests.Losses;

/// <summary>Losses of finite numbers near float32's ends, and of infinite logits: no ∞ − ∞ and no ∞ · 0 on the way.</summary>
public class HugeLossTests
{
    private const double Inf = double.PositiveInfinity;

    [Theory]
    [InlineData(2e19, 2e19, 2e38, 2e19)]
    [InlineData(1e20, 1e30, Inf, 1e20)]                     // ½d² is 5e39
    [InlineData(-3e38, 0.5, 1.5e38, -0.5)]
    [InlineData(1e-20, 1, 5e-41, 1e-20)]
    [InlineData(Inf, 1, Inf, 1)]
    public void Huber(double d, double delta, double loss, double slope) => Check((y, t) => Loss.Huber(y, t, delta: delta), d, 0, loss, slope);

    [Theory]
    [InlineData(1e30, 1e25, 1e30, 1)]
    [InlineData(1e20, 1e30, 5e9, 1e-10)]
    [InlineData(1e-10, 1e-35, 1e-10, 1)]
    [InlineData(1e-22, 1e-22, 5e-23, 1)]
    [InlineData(-3e38, 1e-37, 3e38, -1)]
    [InlineData(-Inf, 1, Inf, -1)]
    public void Smooth_L1(double d, double beta, double loss, double slope) => Check((y, t) => Loss.SmoothL1(y, t, beta: beta), d, 0, loss, slope);

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(2)]
    [InlineData(5)]
    public void Focal_of_a_class_far_behind_is_cross_entropy(double gamma)
    {
        foreach (double x in new[] { 1e4, 1e30, 1e38 })
        {
            Check((y, t) => Loss.BinaryFocal(y, t, alpha: null, gamma: gamma), 3 * x, 0, 3 * x, 1);
            Check((y, t) => Loss.BinaryFocal(y, t, alpha: null, gamma: gamma), -3 * x, 1, 3 * x, -1);
            Check((y, t) => Loss.BinaryFocal(y, t, alpha: null, gamma: gamma), 3 * x, 1, 0, 0);
            using var tape = Tape.Start();
            var logits = tape.Watch(Tensor.Of<float>([(float)x, (float)-x], [1, 2]));
            Tensor behind = Loss.Focal(logits, Tensor.Of(1L), gamma: gamma), first = Loss.Focal(logits, Tensor.Of(0L), gamma: gamma);
            Assert.Equal(1, behind.Item() / (2 * x), 1e-6);
            Assert.Equal(0, first.Item());
            Assert.Equal([1, -1], Run.Doubles(tape.Backward(behind + first)[logits]));
        }
    }

    [Theory]
    [InlineData(-Inf, 0, 0, 0)]
    [InlineData(Inf, 1, 0, 0)]
    [InlineData(-Inf, 1, Inf, -1)]
    [InlineData(Inf, 0, Inf, 1)]
    [InlineData(3e38, 0, 3e38, 1)]
    [InlineData(-3e38, 0, 0, 0)]
    public void Binary_cross_entropy_of_logits(double x, double t, double loss, double slope)
    {
        Check((y, t) => Loss.BinaryCrossEntropyWithLogits(y, t), x, t, loss, slope);
        Check((y, t) => Loss.BinaryCrossEntropyWithLogits(y, t, positiveWeight: Tensor.Of(1).To(y.DType)), x, t, loss, slope);
    }

    private static void Check(Func<Tensor, Tensor, Tensor> f, double y, double t, double loss, double slope)
    {
        foreach (var type in new[] { DType.F32, DType.F64 })
        {
            using var tape = Tape.Start();
            var x = tape.Watch(Tensor.Of(y).To(type));
            var found = f(x, Tensor.Of(t).To(type));
            double g = Run.Doubles(tape.Backward(found)[x])[0];
            double expected = type == DType.F64 && double.IsInfinity(loss) && double.IsFinite(y) ? 0.5 * y * y : loss;
            Assert.True(Near(found.Item(), expected), $"{type}: loss {found.Item()}, {expected} was expected");
            Assert.True(Near(g, slope), $"{type}: gradient {g}, {slope} was expected");
        }

        static bool Near(double a, double b) => a == b || Math.Abs(a - b) <= Math.Max(1e-5 * Math.Abs(b), 1e-44);
    }
}
