using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Nabla.Fixtures;

internal static partial class Answers
{
    private static Dictionary<string, Func<torch.Tensor[], torch.Tensor>> Norms => new()
    {
        ["BatchNorm"] = x => BatchNorm(x[0], x[1], x[2]),
        ["BatchNorm: not affine"] = x => F.batch_norm(x[0], Zeros(x[0]), Ones(x[0]), training: true, eps: 0.1),
        ["NormalizeBy"] = x => F.batch_norm(x[0], x[1].detach(), x[2].detach(), x[3], x[4], training: false),
        ["NormalizeBy: not affine"] = x => F.batch_norm(x[0], x[1].detach(), x[2].detach(), training: false),
        ["GroupNorm"] = x => F.group_norm(x[0], 2, x[1], x[2]),
        ["GroupNorm: of whole samples, not affine"] = x => F.group_norm(x[0], 1, eps: 0.1),
        ["InstanceNorm"] = x => F.instance_norm(x[0], weight: x[1], bias: x[2], use_input_stats: true),
        ["InstanceNorm: not affine"] = x => F.instance_norm(x[0], use_input_stats: true),
        ["LayerNorm"] = x => F.layer_norm(x[0], [5], x[1], x[2]),
        ["LayerNorm: of two dimensions"] = x => F.layer_norm(x[0], [3, 4], x[1], x[2]),
        ["LayerNorm: wide"] = x => F.layer_norm(x[0], [45], x[1], x[2]),
        ["LayerNorm: not affine"] = x => F.layer_norm(x[0], [4], eps: 0.1),
        ["LayerNorm: weight alone"] = x => F.layer_norm(x[0], [4], x[1]),
        ["RmsNorm"] = x => Rms(x[0], 1e-6, -1) * x[1],
        ["RmsNorm: of two dimensions, not affine"] = x => Rms(x[0], 0.1, -2, -1),
        ["Nn.BatchNorm1d"] = x => BatchNorm(x[0], x[1], x[2]),
        ["Nn.BatchNorm1d: evaluated"] = x => F.batch_norm(x[0], tensor([0.25, 0.5, 0.75], float64), tensor([1.5, 2, 2.5], float64), x[1], x[2], training: false),
        ["Nn.BatchNorm2d"] = x => BatchNorm(x[0], x[1], x[2]),
        ["Nn.BatchNorm2d: not affine"] = x => F.batch_norm(x[0], Zeros(x[0]), Ones(x[0]), training: true),
        ["Nn.LayerNorm"] = x => F.layer_norm(x[0], [4], x[1], x[2]),
        ["Nn.LayerNorm: of two dimensions, no bias"] = x => F.layer_norm(x[0], [3, 4], x[1]),
        ["Nn.RMSNorm"] = x => Rms(x[0], 1e-6, -1) * x[1],
        ["Nn.RMSNorm: of two dimensions, not affine"] = x => Rms(x[0], 1e-6, -2, -1),
        ["Nn.GroupNorm"] = x => F.group_norm(x[0], 2, x[1], x[2]),
        ["Nn.InstanceNorm2d"] = x => F.instance_norm(x[0], use_input_stats: true),
        ["Nn.InstanceNorm2d: affine"] = x => F.instance_norm(x[0], weight: x[1], bias: x[2], use_input_stats: true),
    };

    private static torch.Tensor BatchNorm(torch.Tensor x, torch.Tensor weight, torch.Tensor bias) => F.batch_norm(x, Zeros(x), Ones(x), weight, bias, training: true);

    private static torch.Tensor Zeros(torch.Tensor x) => zeros(x.shape[1], float64);

    private static torch.Tensor Ones(torch.Tensor x) => ones(x.shape[1], float64);

    private static torch.Tensor Rms(torch.Tensor x, double epsilon, params long[] dims) => x * (x.square().mean(dims, keepdim: true) + epsilon).rsqrt();
}
