namespace Nabla.Nn;

/// <summary>Modules one after another, each on the output of the one before.</summary>
/// <example><code>
/// var mlp = new Sequential(new Flatten(), new Linear(784, 128), new ReLU(), new Linear(128, 10));
/// </code></example>
public sealed class Sequential : Module<Tensor, Tensor>
{
    private readonly (string Name, Module<Tensor, Tensor> Module)[] modules;

    /// <summary>Modules named 0, 1, 2 …, as PyTorch names them.</summary>
    public Sequential(params Module<Tensor, Tensor>[] modules) =>
        this.modules = [.. modules.Select((m, i) => ($"{i}", m))];

    /// <summary>Modules under names.</summary>
    public Sequential(params (string Name, Module<Tensor, Tensor> Module)[] modules) => this.modules = [.. modules];

    /// <inheritdoc/>
    protected internal override Members Members => [.. modules.Select(m => (Member)(m.Name, (Module)m.Module))];

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x)
    {
        foreach (var (_, module) in modules)
            x = module.Forward(x);
        return x;
    }
}
