using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Nabla.Fixtures;

internal static partial class Answers
{
    private static Dictionary<string, Func<torch.Tensor[], torch.Tensor>> Pointwise => new()
    {
        ["Exp"] = x => x[0].exp(),
        ["Log"] = x => x[0].log(),
        ["Sqrt"] = x => x[0].sqrt(),
        ["Rsqrt"] = x => x[0].rsqrt(),
        ["Reciprocal"] = x => x[0].reciprocal(),
        ["Abs"] = x => x[0].abs(),
        ["Sign"] = x => x[0].sign(),
        ["Floor"] = x => x[0].floor(),
        ["Ceil"] = x => x[0].ceil(),
        ["Round"] = x => x[0].round(),
        ["Sin"] = x => x[0].sin(),
        ["Cos"] = x => x[0].cos(),
        ["Tanh"] = x => x[0].tanh(),
        ["Sigmoid"] = x => x[0].sigmoid(),
        ["Relu"] = x => x[0].relu(),
        ["Erf"] = x => x[0].erf(),
        ["LeakyRelu"] = x => F.leaky_relu(x[0], 0.2),
        ["Elu"] = x => F.elu(x[0], 1.5),
        ["Selu"] = x => F.selu(x[0]),
        ["Silu"] = x => F.silu(x[0]),
        ["Softplus"] = x => F.softplus(x[0], 1, 1000),           // no threshold: the exact function
        ["Softplus: steeper"] = x => F.softplus(x[0], 2, 1000),
        ["Gelu"] = x => Gelu(x[0]),
        ["GeluTanh"] = x => GeluTanh(x[0]),
        ["HardSigmoid"] = x => (x[0] + 3).clamp(0, 6) / 6,               // libtorch's own has 1/6 in float32
        ["HardSwish"] = x => x[0] * ((x[0] + 3).clamp(0, 6) / 6),        // and so has this one
        ["PRelu"] = x => x[0].dim() > 1 ? x[0].prelu(x[1]) : x[0].unsqueeze(0).prelu(x[1]).squeeze(0),       // its channels are dimension 1
        ["Dropout: evaluating"] = x => F.dropout(x[0], 0.4, training: false) * 1,
    };

    // libtorch's gelu has 1 + erf and 1 + tanh, of no digits in the lower tail.
    private static torch.Tensor Gelu(torch.Tensor x) => 0.5 * x * special.erfc(x * -Math.Sqrt(0.5));

    private static torch.Tensor GeluTanh(torch.Tensor x) => x * (Math.Sqrt(8 / Math.PI) * (x + 0.044715 * x.pow(3))).sigmoid();
}
