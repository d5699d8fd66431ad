namespace Nabla.Nn;

/// <summary>Squeeze-and-excitation (Hu, Shen and Sun 2018, equations 2 to 4): each channel times a gate that sees the means of all.</summary>
/// <remarks>x (N, C, H, W) → x · σ(W₂·δ(W₁·mean x)). W₁ and W₂ are 1×1 convolutions named as torchvision's: <c>fc1</c>, <c>fc2</c>.</remarks>
/// <param name="channels">C.</param>
/// <param name="squeezed">Channels between W₁ and W₂: C / 16 in the paper.</param>
/// <param name="activation">δ; ReLU when not given.</param>
public sealed class SqueezeExcitation(int channels, int squeezed, Module<Tensor, Tensor>? activation = null) : Module<Tensor, Tensor>
{
    private readonly Conv2d fc1 = new(LayerSizes.Size("squeeze_excitation", "channels", channels), LayerSizes.Size("squeeze_excitation", "squeezed", squeezed), kernel: 1), fc2 = new(squeezed, channels, kernel: 1);
    private readonly Module<Tensor, Tensor> activation = activation ?? new ReLU();

    /// <inheritdoc/>
    protected internal override Members Members => [("fc1", fc1), ("activation", activation), ("fc2", fc2)];

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x * Gate(x);

    /// <summary>What each channel of each image is multiplied by: (N, C, 1, 1).</summary>
    internal Tensor Gate(Tensor x)
    {
        var squeezed = activation.Forward(fc1.Forward(x.AdaptiveAvgPool2d(1, 1))); // squeeze: (N, squeezed, 1, 1)
        return fc2.Forward(squeezed).Sigmoid();                                    // excite
    }
}
