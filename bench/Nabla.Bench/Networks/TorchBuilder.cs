using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;
using TorchTensor = TorchSharp.torch.Tensor;

namespace Nabla.Bench.Networks;

/// <summary>Runs each operation on libtorch at once. For inference batch norm is folded into the convolution before it, once.</summary>
internal sealed class TorchBuilder(IReadOnlyDictionary<string, TorchTensor> weights, bool train) : Builder<TorchTensor>
{
    private readonly Dictionary<string, (TorchTensor Weight, TorchTensor Bias)> folded = [];

    internal override TorchTensor ConvolutionNorm(TorchTensor x, string convolution, string norm, int stride, int padding, int groups, double epsilon)
    {
        if (train)
            return F.batch_norm(Convolve(weights[$"{convolution}.weight"], null), weights[$"{norm}.running_mean"], weights[$"{norm}.running_var"], weights[$"{norm}.weight"], weights[$"{norm}.bias"], training: true, eps: epsilon);
        if (!folded.TryGetValue(convolution, out var f))
            folded.Add(convolution, f = Fold(convolution, norm, epsilon));
        return Convolve(f.Weight, f.Bias);

        TorchTensor Convolve(TorchTensor weight, TorchTensor? bias) => F.conv2d(x, weight, bias, strides: [stride, stride], padding: [padding, padding], groups: groups);
    }

    private (TorchTensor Weight, TorchTensor Bias) Fold(string convolution, string norm, double epsilon)
    {
        using var scope = NewDisposeScope();
        var scale = weights[$"{norm}.weight"] / (weights[$"{norm}.running_var"] + epsilon).sqrt();
        var weight = weights[$"{convolution}.weight"] * scale.reshape(-1, 1, 1, 1);          // keeps the layout
        var bias = weights[$"{norm}.bias"] - weights[$"{norm}.running_mean"] * scale;
        return (weight.DetachFromDisposeScope(), bias.DetachFromDisposeScope());
    }

    internal override TorchTensor Convolution(TorchTensor x, string name) => F.conv2d(x, weights[$"{name}.weight"], weights[$"{name}.bias"]);

    internal override TorchTensor Linear(TorchTensor x, string name) => F.linear(x, weights[$"{name}.weight"], weights[$"{name}.bias"]);

    internal override TorchTensor Relu(TorchTensor x) => train ? F.relu(x) : x.relu_();

    internal override TorchTensor Sigmoid(TorchTensor x) => x.sigmoid();

    internal override TorchTensor Silu(TorchTensor x) => F.silu(x, inplace: !train);

    internal override TorchTensor Add(TorchTensor x, TorchTensor y) => x + y;

    internal override TorchTensor Multiply(TorchTensor x, TorchTensor y) => x * y;

    internal override TorchTensor MaxPool(TorchTensor x) => F.max_pool2d(x, [3, 3], [2, 2], [1, 1]);

    internal override TorchTensor Mean(TorchTensor x) => F.adaptive_avg_pool2d(x, [1, 1]);

    internal override TorchTensor Flatten(TorchTensor x) => x.flatten(1);
}
