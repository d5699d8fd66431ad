namespace Nabla.Tests.BadInput;

internal static partial class BadCalls
{
    private static BadCall[] Creation =>
    [
        new("Arange", () => Tensor.Arange(0, 5, 0), "arange: steps of 0 do not lead from 0 to 5 in 0 to 2147483647 steps. Check the step's sign and size."),
        new("Arange", () => Tensor.Arange(0.0, 1, -0.5), "arange: steps of -0.5 do not lead from 0 to 1 in 0 to 2147483647 steps. Check the step's sign and size."),
        new("Linspace", () => Tensor.Linspace(0, 1, -1), "linspace: count -1 is negative. Ask for 0 values or more."),
        new("Eye", () => Tensor.Eye(-1), "eye: size -1 of dimension 0 is negative. Sizes are 0 or more."),
        new("Eye", () => Tensor.Eye(int.MaxValue), "eye: F32 elements of shape (2147483647, 2147483647) take 18446744056529682436 bytes, more memory than this process can have. Check the sizes, or work on parts."),
        new("Arange", () => Tensor.Arange(int.MaxValue), "arange: 2147483647 positions are more than an array can hold, or this process has memory for. Work on parts."),
        new("Linspace", () => Tensor.Linspace(0, 1, int.MaxValue), "linspace: 2147483647 positions are more than an array can hold, or this process has memory for. Work on parts."),
        new("Linspace", () => Tensor.Linspace(0, double.PositiveInfinity, 3), "linspace: values from 0 to Infinity cannot be evenly spaced. Give finite ends, not further apart than float64 reaches."),
        new("Uniform", () => Tensor.Uniform([2], 0, double.PositiveInfinity, new Philox(1, 2)), "uniform: the ends are 0 and Infinity; finite numbers were expected. Give two."),
        new("Uniform", () => Tensor.Uniform([2], -1e308, 1e308, new Philox(1, 2), DType.F64), "uniform: the interval from -1E+308 to 1E+308 is longer than the largest number. Give closer ends."),
        new("Uniform", () => Tensor.Uniform([2], 0, 1e300, new Philox(1, 2)), "uniform: numbers from 0 to 1E+300 go beyond F32, which ends at 3.4028234663852886E+38. Ask for F64, or for smaller numbers."),
        new("Uniform", () => Tensor.Uniform([2], type: DType.Bool, random: new Philox(1, 2)), "uniform: Bool elements were asked for; F32 or F64 was expected. Convert the result with To."),
        new("Normal", () => Tensor.Normal([2], std: 1e38, random: new Philox(1, 2)), "normal: numbers from -9E+38 to 9E+38 go beyond F32, which ends at 3.4028234663852886E+38. Ask for F64, or for smaller numbers."),
        new("Normal", () => Tensor.Normal([2], 1e308, 1e308, new Philox(1, 2), DType.F64), "normal: numbers from -Infinity to Infinity go beyond F64, which ends at 1.7976931348623157E+308. Ask for smaller numbers."),
        new("TruncatedNormal", () => Tensor.TruncatedNormal([2], std: 1e38, low: 0, high: 1e39, random: new Philox(1, 2)), "truncated_normal: numbers from 0 to 9E+38 go beyond F32, which ends at 3.4028234663852886E+38. Ask for F64, or for smaller numbers."),
        new("Permutation", () => Tensor.Permutation(int.MaxValue, new Philox(1, 2)), "permutation: 2147483647 positions are more than an array can hold, or this process has memory for. Work on parts."),
        new("Uniform", () => Tensor.Uniform([2], 1, 0, new Philox(1, 2)), "uniform: there is no interval from 1 to 0. Give the lower end first."),
        new("Uniform", () => Tensor.Uniform([2]), "uniform: random numbers come from a tape or from a generator that is given, so that a seed repeats them. Pass new Philox(seed, stream), or wrap the step in Tape.Start(Mode.Train, seed, step)."),
        new("Uniform", () => Tensor.Uniform([2], random: new Philox(1, 2), type: DType.I64), "uniform: I64 elements were asked for; F32 or F64 was expected. Convert the result with To."),
        new("Normal", () => Tensor.Normal([2], std: -1, random: new Philox(1, 2)), "normal: mean 0 and std -1 describe no normal distribution. Give finite numbers, std above 0."),
        new("TruncatedNormal", () => Tensor.TruncatedNormal([2], low: 1, high: 0, random: new Philox(1, 2)), "truncated_normal: the interval from 1 to 0 has no probability for mean 0 and std 1. Move or widen it."),
        new("Bernoulli", () => Tensor.Bernoulli([2], 1.5, new Philox(1, 2)), "bernoulli: p = 1.5 is no probability. Give a number from 0 to 1."),
        new("Permutation", () => Tensor.Permutation(-1, new Philox(1, 2)), "permutation: -1 is no number of things to order. Give 0 or more."),
        new("Full", () => Tensor.Full([2, -1], 0), "shape: size -1 of dimension 1 is negative. Sizes are 0 or more."),
        new("Zeros", () => Tensor.Zeros([int.MaxValue, int.MaxValue, int.MaxValue]), "shape: (2147483647, 2147483647, 2147483647) has more elements than 2^63. Check the sizes."),
        new("Zeros", () => Tensor.Zeros([int.MaxValue, int.MaxValue, 2]), "zeros: F32 elements of shape (2147483647, 2147483647, 2) take 36893488113059364872 bytes, more memory than this process can have. Check the sizes, or work on parts."),
        new("Ones", () => Tensor.Ones([1, 1, 1, 1, 1, 1, 1, 1, 1]), "shape: 9 dimensions given, at most 8 are supported. Merge some with Reshape."),
        new("Of", () => Tensor.Of<float>([1, 2], [3]), "tensor: 2 values given for shape (3), which has 3 elements. Give as many values as elements."),
    ];
}
