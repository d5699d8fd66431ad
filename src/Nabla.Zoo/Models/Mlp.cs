using Nabla.Nn;

namespace Nabla.Zoo;

/// <summary>A multilayer perceptron: layers of Linear → norm → activation → dropout, then a linear output.</summary>
/// <remarks>
/// Rumelhart, Hinton and Williams, "Learning representations by back-propagating errors", 1986. x₀ = x,
/// xₗ = dropout(φ(norm(Wₗxₗ₋₁ + bₗ))), y = Wx_L + b. Hidden weights start He-uniform (He et al. 2015).
/// </remarks>
public sealed class Mlp : Module<Tensor, Tensor>
{
    private static readonly Dictionary<string, Func<Module<Tensor, Tensor>>> s_activations = new()
    {
        ["relu"] = () => new ReLU(),
        ["leaky-relu"] = () => new LeakyReLU(),
        ["prelu"] = () => new PReLU(),
        ["elu"] = () => new ELU(),
        ["selu"] = () => new SELU(),
        ["gelu"] = () => new GELU(),
        ["gelu-tanh"] = () => new GELU(tanh: true),
        ["silu"] = () => new SiLU(),
        ["softplus"] = () => new Softplus(),
        ["hardsigmoid"] = () => new Hardsigmoid(),
        ["hardswish"] = () => new Hardswish(),
        ["tanh"] = () => new Tanh(),
        ["sigmoid"] = () => new Sigmoid(),
    };

    private static readonly Dictionary<string, Func<int, Module<Tensor, Tensor>?>> s_norms = new()
    {
        ["none"] = _ => null,
        ["batch"] = width => new BatchNorm1d(width),
        ["layer"] = width => new LayerNorm(width),
        ["rms"] = width => new RMSNorm(width),
    };

    private readonly Sequential layers;
    private readonly int inputs;

    /// <summary>A perceptron of <paramref name="inputs"/> → <paramref name="hidden"/> → <paramref name="outputs"/>.</summary>
    /// <param name="inputs">Numbers in a row.</param>
    /// <param name="hidden">The widths of the hidden layers; none for a linear model.</param>
    /// <param name="outputs">Classes, or numbers to predict.</param>
    /// <param name="activation">One of <see cref="Activations"/>.</param>
    /// <param name="norm">One of <see cref="Norms"/>.</param>
    /// <param name="dropout">How likely a hidden unit is 0 in a step of training.</param>
    public Mlp(int inputs, IReadOnlyList<int> hidden, int outputs, string activation = "relu", string norm = "none", double dropout = 0)
    {
        this.inputs = inputs;
        var all = new List<Module<Tensor, Tensor>>();
        int width = inputs;
        foreach (int next in hidden)
        {
            all.Add(new Linear(width, next, init: Nn.Init.HeUniform()));
            if (Of(s_norms, "norm", norm)(next) is { } normalize)
                all.Add(normalize);
            all.Add(Of(s_activations, "activation", activation)());
            if (dropout > 0)
                all.Add(new Dropout(dropout));
            width = next;
        }

        all.Add(new Linear(width, outputs));
        layers = new([.. all]);
    }

    /// <summary>The names of activations.</summary>
    public static IReadOnlyCollection<string> Activations => s_activations.Keys;

    /// <summary>The names of norms.</summary>
    public static IReadOnlyCollection<string> Norms => s_norms.Keys;

    /// <inheritdoc/>
    protected override Members Members => [("layers", layers)];

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x)                            // (N, inputs) → (N, outputs)
    {
        if (x.Shape.Rank != 2 || x.Shape[1] != inputs)
            throw new ShapeException("mlp", $"inputs {x.Shape}: (N, {inputs}) was expected. Give one row of {inputs} numbers a sample.");
        return layers.Forward(x);
    }

    private static T Of<T>(Dictionary<string, T> known, string what, string name) => known.TryGetValue(name, out var found) ? found
        : throw new RangeException("mlp", $"{what} '{name}' is not known.{Suggest.For(name, known.Keys)} Known: {string.Join(", ", known.Keys)}.");
}
