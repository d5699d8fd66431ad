using System.Runtime.Intrinsics;

namespace Nabla;

/// <summary>A function of one number: its specification in float64, its derivative, and its SIMD form.</summary>
/// <param name="Name">The operation's name.</param>
/// <param name="F">y = f(x) in float64: the specification.</param>
/// <param name="DF">f'(x), given x and y = f(x).</param>
/// <param name="Simd">The same on eight floats at once, within 4 units in the last place.</param>
public sealed record Pointwise(string Name, Func<double, double> F, Func<double, double, double> DF, Func<Vector256<float>, Vector256<float>> Simd);
