namespace Nabla.Tests;

internal static partial class OpTable
{
    private static Op[] Creation =>
    [
        new("Arange", _ => Tensor.Arange(5), Shapes.None),
        new("Arange: whole numbers", _ => Tensor.Arange(11, 2, -3), Shapes.None),
        new("Arange: fractions", _ => Tensor.Arange(0.5, 2.1, 0.25), Shapes.None),
        new("Linspace", _ => Tensor.Linspace(-1, 2, 7), Shapes.None),
        new("Eye", _ => Tensor.Eye(3), Shapes.None),
        new("Eye: not square", _ => Tensor.Eye(2, 5), Shapes.None),
    ];
}
