namespace Nabla.Tests;

internal static partial class OpTable
{
    private static Op[] Pointwise =>
    [
        new("Exp", x => x[0].Exp(), Shapes.Pointwise) { Extreme = true },
        new("Log", x => x[0].Log(), Shapes.Pointwise) { Inputs = [Domain.Positive], Extreme = true },
        new("Sqrt", x => x[0].Sqrt(), Shapes.Pointwise) { Inputs = [Domain.Positive], Extreme = true },
        new("Rsqrt", x => x[0].Rsqrt(), Shapes.Pointwise) { Inputs = [Domain.Positive], Extreme = true, Unlike = (x => x[0] == 0, "libtorch's gradient at -0 is +∞, though the function falls everywhere") },
        new("Reciprocal", x => x[0].Reciprocal(), Shapes.Pointwise) { Inputs = [Domain.NonZero], Extreme = true },
        new("Abs", x => x[0].Abs(), Shapes.Pointwise) { Extreme = true },
        new("Sign", x => x[0].Sign(), Shapes.Pointwise) { Extreme = true, Unlike = (x => double.IsNaN(x[0]), "libtorch hides NaN as 0") },
        new("Floor", x => x[0].Floor(), Shapes.Pointwise) { Extreme = true },
        new("Ceil", x => x[0].Ceil(), Shapes.Pointwise) { Extreme = true },
        new("Round", x => x[0].Round(), Shapes.Pointwise) { Extreme = true },
        new("Sin", x => x[0].Sin(), Shapes.Pointwise) { Extreme = true },
        new("Cos", x => x[0].Cos(), Shapes.Pointwise) { Extreme = true },
        new("Tanh", x => x[0].Tanh(), Shapes.Pointwise) { Extreme = true, Rounded = (2.3e-16, "1 − y² near y = 1") },
        new("Sigmoid", x => x[0].Sigmoid(), Shapes.Pointwise) { Extreme = true },
        new("Relu", x => x[0].Relu(), Shapes.Pointwise) { Extreme = true },
        new("Erf", x => x[0].Erf(), Shapes.Pointwise) { Extreme = true },
        new("LeakyRelu", x => x[0].LeakyRelu(0.2), Shapes.Pointwise) { Extreme = true },
        new("Elu", x => x[0].Elu(1.5), Shapes.Pointwise) { Extreme = true },
        new("Selu", x => x[0].Selu(), Shapes.Pointwise) { Extreme = true },
        new("Silu", x => x[0].Silu(), Shapes.Pointwise) { Extreme = true, Unlike = (x => double.IsInfinity(x[0]), "libtorch has ∞·0 there") },
        new("Softplus", x => x[0].Softplus(), Shapes.Pointwise) { Extreme = true },
        new("Softplus: steeper", x => x[0].Softplus(2), Shapes.Pointwise) { Extreme = true },
        new("Gelu", x => x[0].Gelu(), Shapes.Pointwise) { Extreme = true, Unlike = (x => double.IsInfinity(x[0]), "libtorch has ∞·0 there") },
        new("GeluTanh", x => x[0].GeluTanh(), Shapes.Pointwise) { Extreme = true, Unlike = (x => double.IsInfinity(x[0]), "libtorch has a form composed of its operations, ∞·0 there") },
        new("HardSigmoid", x => x[0].HardSigmoid(), Shapes.Pointwise) { Inputs = [Domain.Between(-6, 6)], Extreme = true },
        new("HardSwish", x => x[0].HardSwish(), Shapes.Pointwise) { Inputs = [Domain.Between(-6, 6)], Extreme = true, Unlike = (x => double.IsInfinity(x[0]), "libtorch has ∞·0 there") },
        new("PRelu", x => x[0].PRelu(x[1]), [[2, 3, 4], [3]], [[4], [1]], [[1], [1]], [[0, 3], [3]], [[2, 3, 5, 4], [1]], [[31, 67], [67]]) { Extreme = true },
        new("Dropout", x => x[0].Dropout(0.4), Shapes.Pointwise) { NoFixture = "libtorch draws another mask" },
        new("DropPath", x => x[0].DropPath(0.4), [[7]], [[0, 3]], [[4, 3, 2]], [[31, 67]], [[65, 2, 3, 5]]) { NoFixture = "libtorch draws another mask" },
        new("ChannelDropout", x => x[0].ChannelDropout(0.4), [[4, 7]], [[0, 3]], [[3, 4, 2]], [[31, 6, 7]], [[9, 17, 3, 5]]) { NoFixture = "libtorch draws another mask" },
        new("Dropout: evaluating", x => x[0].Dropout(0.4), [[2, 3]]) { Mode = Mode.Evaluate },
    ];
}
