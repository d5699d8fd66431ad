using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Nabla.Fixtures;

internal static partial class Answers
{
    private static Dictionary<string, Func<torch.Tensor[], torch.Tensor>> Creation => new()
    {
        ["Arange"] = _ => arange(5, dtype: int64),
        ["Arange: whole numbers"] = _ => arange(11, 2, -3, dtype: int64),
        ["Arange: fractions"] = _ => arange(0.5, 2.1, 0.25, dtype: float64),
        ["Linspace"] = _ => linspace(-1, 2, 7, dtype: float64),
        ["Eye"] = _ => eye(3, dtype: float64),
        ["Eye: not square"] = _ => eye(2, 5, dtype: float64),
    };
}
