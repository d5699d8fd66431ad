namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>−log softmax(x)[label] for each row of logits (N, C): the fused part of <see cref="Loss.CrossEntropy"/>.</summary>
    internal Tensor PickedLosses(Tensor labels)
    {
        var log = Result(Shape, DType);
        Backend.LogSoftmax(View, log.View);
        var losses = Result([Shape[0]], DType);
        Backend.PickLabels(log.View, labels.View, losses.View);
        GC.KeepAlive(labels);
        return Records(this) ? losses.From(new CrossEntropyNode(this, log, labels)) : losses;
    }
}

internal sealed class CrossEntropyNode : Node
{
    private readonly Tensor log;

    internal CrossEntropyNode(Tensor x, Tensor log, Tensor labels) : base(x, labels) => this.log = Hold(log);

    public override string Name => "cross_entropy";

    protected internal override void Backward(Tensor dlosses)
    {
        var dx = Tensor.Result(log.Shape, log.DType);
        dlosses.Backend.CrossEntropyGrad(log.View, Saved(1).View, dlosses.View, dx.View);
        Give(0, dx);
    }
}
