using Nabla.Nn;

namespace Nabla.Zoo;

/// <summary>Where in a picture the evidence for a class lies, by gradients: Selvaraju et al., "Grad-CAM: visual explanations from deep networks via gradient-based localization", 2017, section 3.</summary>
/// <remarks>
/// L = ReLU(Σₖ αₖ·Aₖ) with αₖ = 1/Z Σᵢⱼ ∂y/∂Aₖᵢⱼ: A is a layer's feature map of Z places, y the class's logit. Behind global average
/// pooling and a linear layer of weights w it is ReLU(Σₖ wₖ·Aₖ)/Z, the class activation map of Zhou et al. 2016 (their section 3.1).
/// </remarks>
public static class GradCam
{
    /// <summary>The map L, (H′, W′), of the layer's size.</summary>
    /// <param name="model">A classifier that has values.</param>
    /// <param name="image">(1, C, H, W), as the model takes it.</param>
    /// <param name="label">The class.</param>
    /// <param name="layer">The path of a module that gives a map (1, K, H′, W′); <see cref="LastMap"/> unless given.</param>
    /// <exception cref="NablaException">There is no such layer or class, or the layer gives no map.</exception>
    public static Tensor Map(Module<Tensor, Tensor> model, Tensor image, int label, string? layer = null)
    {
        layer ??= LastMap(model, image);
        Explaining.CheckImage("grad_cam", image);
        using var tape = Tape.Start(Mode.Evaluate);
        var watcher = new Watcher(tape, layer);
        Tensor logits;
        using (model.Observe(watcher))
            logits = model.Forward(tape.Watch(image));
        var a = watcher.Map ?? throw new NablaException("grad_cam", $"{model.GetType().Name} has no layer '{layer}' that computes. Near: {string.Join(", ", watcher.Seen.OrderBy(p => Suggest.Distance(p, layer)).Take(3))}.");
        if (a.Shape.Rank != 4)
            throw new ShapeException("grad_cam", $"{layer} gives {a.Shape}, a map (1, K, H, W) was expected. Choose a convolution, or a block of such.");
        var gradients = tape.Backward(Explaining.Logit("grad_cam", logits, label));
        var alpha = gradients.Has(a) ? gradients[a].Mean([2, 3], keepDims: true)                            // (1, K, 1, 1)
            : throw new NablaException("grad_cam", $"the answer does not depend on {layer}. Choose another layer.");
        return (alpha * a).Sum(1).Relu()[0].Keep();                                                     // (H′, W′)
    }

    /// <summary>The path of the last feature map: the last output of the size that the last convolution has, so activation and shortcut behind it count in.</summary>
    /// <exception cref="NablaException">Nothing in the model convolves.</exception>
    public static string LastMap(Module<Tensor, Tensor> model, Tensor image)
    {
        using var scope = new Scope();
        var maps = new Maps(model);
        using (model.Observe(maps))
            model.Forward(image);
        int last = maps.Seen.FindLastIndex(m => m.Module is Conv2d);
        return last < 0 ? throw new NablaException("grad_cam", $"{model.GetType().Name} has no two-dimensional convolution, so there is no map to show. Use Saliency.")
            : maps.Seen.FindLast(m => m.Height == maps.Seen[last].Height && m.Width == maps.Seen[last].Width).Path;
    }

    private sealed class Watcher(Tape tape, string layer) : IObserver
    {
        internal Tensor? Map { get; private set; }

        internal List<string> Seen { get; } = [];

        public void Activation(string path, Module module, Tensor output)
        {
            Seen.Add(path);
            if (path == layer)
                Map = tape.Watch(output);
        }
    }

    private sealed class Maps(Module model) : IObserver
    {
        internal List<(string Path, Module Module, int Height, int Width)> Seen { get; } = [];

        public void Activation(string path, Module module, Tensor output)
        {
            if (output.Shape.Rank == 4 && module != model)
                Seen.Add((path, module, output.Shape[2], output.Shape[3]));
        }
    }
}
