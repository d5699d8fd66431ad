namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>d = ln Σ e^x[c] over the other classes c, less x[label], for each row of (N, C): −ln p[label] = softplus(d) and 1 − p[label] = σ(d), p = softmax(x), which no difference spoils near p = 1.</summary>
    /// <remarks>The odds of Lin et al. 2017, eq. 5, over classes. Each row's maximum and log Σ exp (x − maximum) of the others are kept, (N, 2), from which backward makes their softmax anew.</remarks>
    internal Tensor LogOdds(Tensor labels)
    {
        Tensor d = Result([Shape[0]], DType), norms = Result([Shape[0], 2], DType);
        Backend.LogOdds(View, labels.View, d.View, norms.View);
        GC.KeepAlive(labels);
        GC.KeepAlive(norms);
        return Records(this) ? d.From(new LogOddsNode(this, norms, labels)) : d;
    }
}

internal sealed class LogOddsNode : Node
{
    private readonly Tensor norms;

    internal LogOddsNode(Tensor x, Tensor norms, Tensor labels) : base(x, labels) => this.norms = Hold(norms);

    public override string Name => "log_odds";

    protected internal override void Backward(Tensor dd)
    {
        var x = Saved(0);
        var dx = Tensor.Result(x.Shape, x.DType);
        dd.Backend.LogOddsGrad(x.View, Saved(1).View, norms.View, dd.View, dx.View);
        Give(0, dx);
    }
}
