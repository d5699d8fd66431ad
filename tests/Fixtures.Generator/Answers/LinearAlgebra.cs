using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Nabla.Fixtures;

internal static partial class Answers
{
    private static Dictionary<string, Func<torch.Tensor[], torch.Tensor>> LinearAlgebra => new()
    {
        ["MatMul"] = x => x[0].matmul(x[1]),
        ["MatMul: batched"] = x => x[0].matmul(x[1]),
        ["MatMul: of a matrix by itself"] = x => x[0].matmul(x[0].T),
        ["Linear"] = x => F.linear(x[0], x[1], x[2]),
        ["Linear: no bias"] = x => F.linear(x[0], x[1]),
    };
}
