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
        ["Einsum"] = x => einsum("ij,jk->ik", x),
        ["Einsum: attention"] = x => einsum("bhqd,bhkd->bhqk", x),
        ["Einsum: outer product"] = x => einsum("i,j->ij", x),
        ["Einsum: batched outer product, transposed"] = x => einsum("bi,bj->jib", x),
        ["Einsum: trace"] = x => einsum("ii->", x),
        ["Einsum: diagonal"] = x => einsum("jii->ij", x),
        ["Einsum: sums of one operand"] = x => einsum("ijk->j", x),
        ["Einsum: three operands"] = x => einsum("ij,jk,ik->i", x),
        ["Einsum: several summed axes"] = x => einsum("aibj,jibc->ac", x),
        ["Einsum: axes of one operand only"] = x => einsum("ijm,jkn->ik", x),
        ["Einsum: ellipsis, broadcast"] = x => einsum("...ij,...j->...i", x),
    };
}
