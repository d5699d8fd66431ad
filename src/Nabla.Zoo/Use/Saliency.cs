using Nabla.Nn;

namespace Nabla.Zoo;

/// <summary>Which pixels a class's logit y depends on most: Simonyan, Vedaldi and Zisserman, "Deep inside convolutional networks", 2013, section 3.</summary>
public static class Saliency
{
    /// <summary>max over channels of |∂y/∂x|, (H, W).</summary>
    /// <param name="model">A classifier that has values.</param>
    /// <param name="image">(1, C, H, W), as the model takes it.</param>
    /// <param name="label">The class.</param>
    /// <exception cref="NablaException">There is no such class, or the image is none.</exception>
    public static Tensor Map(Module<Tensor, Tensor> model, Tensor image, int label)
    {
        Explaining.CheckImage("saliency", image);
        using var tape = Tape.Start(Mode.Evaluate);
        var y = Explaining.Logit("saliency", model.Forward(tape.Watch(image)), label);
        return tape.Backward(y)[image].Abs().Max(1)[0].Keep();
    }
}

/// <summary>What explanations share.</summary>
internal static class Explaining
{
    internal static void CheckImage(string op, Tensor image)
    {
        if (image.Shape.Rank != 4 || image.Shape[0] != 1)
            throw new ShapeException(op, $"images {image.Shape}: one, (1, C, H, W), was expected. Explain them one after the other.");
    }

    internal static Tensor Logit(string op, Tensor logits, int label) =>
        logits.Shape.Rank != 2 ? throw new ShapeException(op, $"the model gives {logits.Shape}, logits (1, classes) were expected. Use a classifier.")
        : label < 0 || label >= logits.Shape[1] ? throw new RangeException(op, $"there is no class {label}. Use 0 to {logits.Shape[1] - 1}.")
        : logits[0, label];
}
