namespace Nabla.Nn;

/// <summary>Turns the head of a classifier into convolutions: on a larger image it gives a map of scores, as if the classifier slid over it.</summary>
/// <remarks>
/// Sermanet et al., "OverFeat", 2014, section 3.5; Long, Shelhamer and Darrell, "Fully convolutional networks for semantic
/// segmentation", 2015, section 3.1. A linear layer on C channels of kh×kw flattened pixels is a convolution with a kh×kw
/// kernel, one on channels alone a 1×1 convolution; the weights are the same numbers in the same order.
/// On features of one image the map is the classifier's answer. Over a larger image it equals the classifier on each crop
/// wherever the features do: exactly if nothing in them pads; zero padding makes a crop's border see zeros where the image goes
/// on, so there, and for networks as deep as VGG nearly everywhere, the scores are near those of the crop, not the same.
/// </remarks>
public static class FullyConvolutional
{
    /// <summary>A head of linear layers, activations and dropout as convolutions, its weights copied: (N, C, H, W) → (N, classes, H − kh + 1, W − kw + 1).</summary>
    /// <param name="head">What follows the features, <c>Flatten</c> or not: the first linear layer takes C·kh·kw numbers.</param>
    /// <param name="kernel">kh and kw: the size to which the features of one image of the classifier come; (1, 1) behind global pooling.</param>
    /// <exception cref="NablaException">A layer mixes pixels or samples in a way that does not slide.</exception>
    /// <exception cref="ShapeException">The first linear layer's inputs are no multiple of kh·kw.</exception>
    /// <example><code>
    /// var scores = FullyConvolutional.Head(vgg.Classifier, (7, 7)).Forward(vgg.Features.Forward(image));   // (N, classes, rows, columns)
    /// </code></example>
    public static Sequential Head(Module<Tensor, Tensor> head, (int H, int W) kernel)
    {
        if (head is null)
            throw new NablaException("fully_convolutional", "the head is null; a Linear or a Sequential with one was expected. Give the classifier's last part.");
        if (kernel.H < 1 || kernel.W < 1)
            throw new RangeException("fully_convolutional", $"the kernel is {kernel.H}×{kernel.W}, 1 or more each was expected. Give the size of the features that the head takes.");
        if (Layers(head).FirstOrDefault(l => !Slides(l)) is { } fixedLayer)       // before values are asked for: a head without them is told as well
            throw new NablaException("fully_convolutional", $"{fixedLayer.GetType().Name} does not slide over a map. Linear, Flatten, Dropout and activations of single numbers were expected.");
        var layers = new List<Module<Tensor, Tensor>>();
        foreach (var layer in Layers(head))
            if (layer is Linear linear)
            {
                layers.Add(Convolution(linear, kernel));
                kernel = (1, 1);                                           // of a 1×1 map each later layer sees one pixel
            }
            else if (layer is not Flatten)
                layers.Add((Module<Tensor, Tensor>)layer);

        return new([.. layers]);
    }

    private static bool Slides(Module layer) =>
        layer is Linear or Flatten or ReLU or LeakyReLU or ELU or SELU or GELU or SiLU or Softplus or Hardsigmoid or Hardswish or Tanh or Sigmoid or Identity or Dropout;

    // A nested head's layers one after another; one that stands several times, several times.
    private static IEnumerable<Module> Layers(Module head)
    {
        if (head is not Sequential)
            yield return head;
        else
            foreach (var member in head.Own)
                foreach (var layer in Layers(member.Module!))
                    yield return layer;
    }

    private static Conv2d Convolution(Linear linear, (int H, int W) kernel)
    {
        var state = linear.State();
        var weight = state["weight"];                                      // (O, C·kh·kw)
        int outputs = weight.Shape[0], area = kernel.H * kernel.W, channels = weight.Shape[1] / area;
        if (weight.Shape[1] % area != 0)
            throw new ShapeException("fully_convolutional", $"a linear layer takes {weight.Shape[1]} numbers, no multiple of {kernel.H}×{kernel.W} pixels. Give the size of the features that the head takes.");
        using var scope = new Scope();
        var conv = new Conv2d(channels, outputs, new Window(kernel, (1, 1), (0, 0), (1, 1)), bias: state.ContainsKey("bias"));
        state["weight"] = weight.Reshape([outputs, channels, kernel.H, kernel.W]);
        conv.Load(state);
        return conv;
    }
}
