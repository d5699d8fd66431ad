namespace Nabla.Tests.BadInput;

internal static partial class BadCalls
{
    private static BadCall[] Creation =>
    [
        new("Arange", () => Tensor.Arange(0, 5, 0), "arange: steps of 0 do not lead from 0 to 5 in 0 to 2147483647 steps. Check the step's sign and size."),
        new("Arange", () => Tensor.Arange(0.0, 1, -0.5), "arange: steps of -0.5 do not lead from 0 to 1 in 0 to 2147483647 steps. Check the step's sign and size."),
        new("Linspace", () => Tensor.Linspace(0, 1, -1), "linspace: count -1 is negative. Ask for 0 values or more."),
        new("Eye", () => Tensor.Eye(-1), "shape: size -1 of dimension 0 is negative. Sizes are 0 or more."),
        new("Uniform", () => Tensor.Uniform([2], 1, 0, new Philox(1, 2)), "uniform: there is no interval from 1 to 0. Give the lower end first."),
        new("Uniform", () => Tensor.Uniform([2]), "uniform: random numbers come from a tape or from a generator that is given, so that a seed repeats them. Pass new Philox(seed, stream), or wrap the step in Tape.Start(Mode.Train, seed, step)."),
        new("Uniform", () => Tensor.Uniform([2], random: new Philox(1, 2), type: DType.I64), "uniform: I64 elements were asked for; F32 or F64 was expected. Convert the result with To."),
        new("Normal", () => Tensor.Normal([2], std: -1, random: new Philox(1, 2)), "normal: mean 0 and std -1 describe no normal distribution. Give finite numbers, std above 0."),
        new("TruncatedNormal", () => Tensor.TruncatedNormal([2], low: 1, high: 0, random: new Philox(1, 2)), "truncated_normal: the interval from 1 to 0 has no probability for mean 0 and std 1. Move or widen it."),
        new("Bernoulli", () => Tensor.Bernoulli([2], 1.5, new Philox(1, 2)), "bernoulli: p = 1.5 is no probability. Give a number from 0 to 1."),
        new("Permutation", () => Tensor.Permutation(-1, new Philox(1, 2)), "permutation: -1 is no number of things to order. Give 0 or more."),
        new("Full", () => Tensor.Full([2, -1], 0), "shape: size -1 of dimension 1 is negative. Sizes are 0 or more."),
        new("Zeros", () => Tensor.Zeros([int.MaxValue, int.MaxValue, int.MaxValue]), "shape: (2147483647, 2147483647, 2147483647) has more elements than 2^63. Check the sizes."),
        new("Zeros", () => Tensor.Zeros([int.MaxValue, int.MaxValue, 2]), "tensor: F32 elements of shape (2147483647, 2147483647, 2) take more than 2^63 bytes. Check the sizes."),
        new("Ones", () => Tensor.Ones([1, 1, 1, 1, 1, 1, 1, 1, 1]), "shape: 9 dimensions given, at most 8 are supported. Merge some with Reshape."),
        new("Of", () => Tensor.Of<float>([1, 2], [3]), "tensor: 2 values given for shape (3), which has 3 elements. Give as many values as elements."),
    ];
}
