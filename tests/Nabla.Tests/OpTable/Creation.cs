namespace Nabla.Tests;

internal static partial class OpTable
{
    private const string Own = "libtorch's generator draws other numbers: RandomTests";

    private static Op[] Creation =>
    [
        new("Arange", _ => Tensor.Arange(5), Shapes.None),
        new("Arange: whole numbers", _ => Tensor.Arange(11, 2, -3), Shapes.None),
        new("Arange: fractions", _ => Tensor.Arange(0.5, 2.1, 0.25), Shapes.None),
        new("Linspace", _ => Tensor.Linspace(-1, 2, 7), Shapes.None),
        new("Eye", _ => Tensor.Eye(3), Shapes.None),
        new("Eye: not square", _ => Tensor.Eye(2, 5), Shapes.None),
        new("Uniform", x => x[0] * Tensor.Uniform(x[0].Shape, -1, 3, new Philox(1, 2), x[0].DType), Shapes.Pointwise) { NoFixture = Own },
        new("Normal", x => x[0] * Tensor.Normal(x[0].Shape, 1, 2, new Philox(1, 2), x[0].DType), Shapes.Pointwise) { NoFixture = Own },
        new("TruncatedNormal", x => x[0] * Tensor.TruncatedNormal(x[0].Shape, 0, 1, -1, 2, new Philox(1, 2), x[0].DType), Shapes.Pointwise) { NoFixture = Own },
        new("Bernoulli", x => x[0] * Tensor.Bernoulli(x[0].Shape, 0.3, new Philox(1, 2)).To(x[0].DType), Shapes.Pointwise) { NoFixture = Own },
        new("Permutation", _ => Tensor.Permutation(9, new Philox(1, 2)), Shapes.None) { NoFixture = Own },
    ];
}
