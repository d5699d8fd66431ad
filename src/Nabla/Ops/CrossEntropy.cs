namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>−log softmax(x)[label] for each row of logits (N, C): the fused part of <see cref="Loss.CrossEntropy"/>.</summary>
    /// <remarks>Each row's maximum and log Σ exp (x − maximum) are kept, (N, 2), from which backward makes the softmax anew: nothing of the size of x is.</remarks>
    internal Tensor PickedLosses(Tensor labels)
    {
        Tensor losses = Result([Shape[0]], DType), norms = Result([Shape[0], 2], DType);
        Backend.CrossEntropy(View, labels.View, losses.View, norms.View);
        GC.KeepAlive(labels);
        GC.KeepAlive(norms);
        return Records(this) ? losses.From(new CrossEntropyNode(this, norms, labels)) : losses;
    }
}

internal sealed class CrossEntropyNode : Node
{
    private readonly Tensor norms;

    internal CrossEntropyNode(Tensor x, Tensor norms, Tensor labels) : base(x, labels) => this.norms = Hold(norms);

    public override string Name => "cross_entropy";

    protected internal override void Backward(Tensor dlosses)
    {
        var x = Saved(0);
        var dx = Tensor.Result(x.Shape, x.DType);
        dlosses.Backend.CrossEntropyGrad(x.View, Saved(1).View, norms.View, dlosses.View, dx.View);
        Give(0, dx);
    }
}
