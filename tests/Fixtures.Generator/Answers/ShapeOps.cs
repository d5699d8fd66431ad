using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Nabla.Fixtures;

internal static partial class Answers
{
    private static Dictionary<string, Func<torch.Tensor[], torch.Tensor>> ShapeOps => new()
    {
        ["Reshape"] = x => x[0].reshape(3, 2, 4),
        ["Reshape: to a Shape"] = x => x[0].reshape(3, 2, 4),
        ["Reshape: size left to find"] = x => x[0].reshape(-1, 4),
        ["Reshape: of a transposed matrix"] = x => x[0].T.reshape(6, 4).tanh(),
        ["Permute"] = x => x[0].permute(2, 0, 1),
        ["Transpose"] = x => x[0].transpose(0, -1),
        ["T"] = x => x[0].mT,
        ["Expand"] = x => x[0].expand(4, 2, 3),
        ["Flatten"] = x => x[0].flatten(1),
        ["Flatten: all"] = x => x[0].flatten(),
        ["Unflatten"] = x => x[0].reshape([.. x[0].shape[..^1], 2, 3]),
        ["Squeeze"] = x => x[0].squeeze(),
        ["Squeeze: one axis"] = x => x[0].squeeze(1),
        ["Unsqueeze"] = x => x[0].unsqueeze(1),
        ["MoveAxis"] = x => x[0].movedim([0], [2]),
        ["[]"] = x => x[0].narrow(0, 1, x[0].shape[0] - 1).slice(1, 0, x[0].shape[1], 2).select(2, -1).unsqueeze(-1),
        ["[]: one element"] = x => x[0].select(0, 0).select(0, -1),
        ["Slice"] = x => x[0].slice(1, 1, x[0].shape[1] - 1, 2),
        ["Narrow"] = x => x[0].narrow(-1, 1, 3),
        ["Select"] = x => x[0].select(1, -1),
        ["Contiguous"] = x => x[0].mT.contiguous(),
        ["To"] = x => x[0] * 2,
        ["To: BF16"] = x => x[0].to(bfloat16).to(float64),
        ["To: F16"] = x => x[0].to(float16).to(float64),
        ["To: BF16 moved about"] = x => cat([x[0].to(bfloat16).flip(0).narrow(0, 1, x[0].shape[0] - 1), x[0].to(bfloat16)], 0).index_select(0, tensor(new long[] { 4, 0, 2 })).mT.to(float64),
        ["Concat"] = x => cat(x, 1),
        ["Concat: with itself"] = x => cat([x[0], x[1], x[0]], 0),
        ["Stack"] = x => stack(x, 1),
        ["Split"] = x => x[0].split(3, 1) is [var a, .., var b] ? a.tanh() + b.sum() : x[0],
        ["Split: sizes"] = x => x[0].split([2, 0, 3], -1) is [var a, var b, var c] ? a.sum() * c + b.sum() : x[0],
        ["Chunk"] = x => x[0].chunk(2, 1) is [var a, var b] ? a * b : x[0],
        ["Pad"] = x => F.pad(x[0], [1, 2], value: 0.5),
        ["Pad: two axes"] = x => F.pad(x[0], [2, 1, 1, 0]),
        ["Pad: reflected"] = x => Planes(x[0], p => F.pad(p, [3, 0, 1, 2], PaddingModes.Reflect)),
        ["Pad: replicated"] = x => Planes(x[0], p => F.pad(p, [2, 3, 1, 0], PaddingModes.Replicate)),
        ["Tile"] = x => x[0].tile([2, 1, 3]),
        ["RepeatInterleave"] = x => x[0].repeat_interleave(3, 1),
        ["Roll"] = x => x[0].roll(-2, 1),
        ["Flip"] = x => x[0].flip(0, -1),
        ["Tril"] = x => x[0].tril(),
        ["Tril: diagonal above"] = x => x[0].tril(1),
        ["Triu"] = x => x[0].triu(),
        ["Triu: diagonal below"] = x => x[0].triu(-1),
        ["Diagonal"] = x => x[0].diagonal(),
        ["Diagonal: of outer axes"] = x => x[0].diagonal(0, -1, 0),
    };

    /// <summary>Applies to (N, C, H, W) what libtorch only does there, for a matrix too.</summary>
    private static torch.Tensor Planes(torch.Tensor x, Func<torch.Tensor, torch.Tensor> f) =>
        x.dim() == 4 ? f(x) : f(x.unsqueeze(0).unsqueeze(0)).squeeze(0).squeeze(0);
}
