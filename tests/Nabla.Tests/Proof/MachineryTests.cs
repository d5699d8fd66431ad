using Xunit.Sdk;

namespace Nabla.Tests.Proof;

/// <summary>The proofs can fail: each is given an op with the very fault it is there to find.</summary>
public class MachineryTests
{
    [Fact]
    public void A_kernel_that_differs_from_Reference_is_found() =>
        Fails("F32, output: element", Proofs.CpuAgreesWithReference, x => x[0].DType == DType.F32 ? x[0] * 1.0001 : x[0] * 1);

    [Fact]
    public void A_gradient_that_differs_from_Reference_is_found() =>
        Fails("F32, gradient of input 0", Proofs.CpuAgreesWithReference, x => x[0].DType == DType.F32 ? x[0] + (x[0] - x[0].Detach()) * 1e-3 : x[0] * 1);

    [Fact]
    public void A_kernel_that_ignores_strides_is_found()
    {
        Fails("Reversed, F64, output", Proofs.LayoutsDoNotMatter, x => Misread(x[0], v => !v.IsContiguous && v.Offset == 0));
        Fails("Sliced, F64, output", Proofs.LayoutsDoNotMatter, x => Misread(x[0], v => v.Offset > 0));
        Fails("ChannelsLast, F64, output", Proofs.LayoutsDoNotMatter, x => Misread(x[0], v => v.IsChannelsLast));

        static Tensor Misread(Tensor x, Func<View, bool> when) => when(x.View) ? x * 2 : x * 1;
    }

    [Fact]
    public void A_backward_that_ignores_strides_is_found() =>
        Fails("output's gradient Permuted, F64, gradient of input 0", Proofs.GradientsMayBeViews, x => Probe(x[0], dy => dy.View.IsContiguous ? dy : dy * 2));

    [Fact]
    public void A_wrong_gradient_is_found() =>
        Fails("the gradient of input 0 is off", Proofs.BackwardAgreesWithDifferences, x => x[0] * x[0].Detach());

    [Fact]
    public void A_missing_gradient_is_found() =>
        Fails("input 1 got no gradient", Proofs.CpuAgreesWithReference, new Op("missing", x => x[0] * x[1].Detach(), [[3], [3]]));

    [Theory]
    [InlineData(new[] { 1.0, 2 }, new[] { 1.0, 2.001 }, "element 1")]
    [InlineData(new[] { double.NaN }, new[] { 1.0 }, "NaN")]
    [InlineData(new[] { 1.0 }, new[] { double.PositiveInfinity }, "expected")]
    [InlineData(new[] { double.NegativeInfinity }, new[] { double.PositiveInfinity }, "expected")]
    [InlineData(new[] { 1e-3 }, new[] { 0.0 }, "expected")]
    [InlineData(new[] { 1.0 }, new[] { 1.0, 2 }, "2 were expected")]
    public void Numbers_that_differ_are_found(double[] a, double[] b, string message) =>
        Assert.Contains(message, Assert.ThrowsAny<XunitException>(() => Close.Check("x", a, b, 1e-5)).Message);

    [Fact]
    public void Equal_numbers_agree()
    {
        double[] a = [1, double.NaN, double.PositiveInfinity, 0, 1e-6];
        Close.Check("x", a, [.. a[..^1], 0], 1e-5);        // rms 0.58: a tiny element need not agree to five digits of its own
    }

    private static Tensor Probe(Tensor x, Func<Tensor, Tensor> backward)
    {
        var y = x * 1;
        Scope.Current!.Record(y, new ProbeNode(x, backward));
        return y;
    }

    private static void Fails(string message, Action<Op> proof, Func<Tensor[], Tensor> f) =>
        Fails(message, proof, new Op("wrong", f, [[2, 3, 2, 2]]));

    private static void Fails(string message, Action<Op> proof, Op op) =>
        Assert.Contains(message, Assert.ThrowsAny<XunitException>(() => proof(op)).Message);

    private sealed class ProbeNode(Tensor x, Func<Tensor, Tensor> backward) : Node(x)
    {
        public override string Name => "probe";

        protected internal override void Backward(Tensor dy) => Give(0, backward(dy));
    }
}
