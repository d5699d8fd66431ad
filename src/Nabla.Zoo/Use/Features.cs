using Nabla.Nn;

namespace Nabla.Zoo;

/// <summary>What a classifier makes of pictures before its head: numbers to compare, search and classify them by.</summary>
/// <remarks>Donahue et al., "DeCAF: a deep convolutional activation feature for generic visual recognition", 2014.</remarks>
public static class Features
{
    /// <summary>What enters the head, (N, F), evaluating: 64 numbers an image for CIFAR's ResNets, 512 for ResNet-18.</summary>
    /// <param name="model">A classifier that has values.</param>
    /// <param name="images">(N, C, H, W), as the model takes them.</param>
    /// <exception cref="NablaException">The model does not say what its head is.</exception>
    public static Tensor Of(Module<Tensor, Tensor> model, Tensor images)
    {
        string head = FineTuning.Heads(model)[0];
        using var scope = new Scope();
        var seen = new HeadInput(head);
        using (model.Observe(seen))
            model.Forward(images);
        return (seen.Found ?? throw new NablaException("features", $"{model.GetType().Name} never called its head {head}. List the path of the layer that gives the logits first.")).Keep();
    }

    private sealed class HeadInput(string head) : IObserver
    {
        internal Tensor? Found { get; private set; }

        public void Input(string path, Module module, Tensor input) => Found = path == head ? input : Found;
    }
}
