namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>Stochastic depth: each sample is set to 0 whole with probability p, else scaled by 1 / (1 − p). The input itself unless a tape trains.</summary>
    /// <remarks>
    /// x (N, …), for the branch of a residual block: x + f(x).DropPath(p). Huang et al. 2016, eq. 2, with the scale in
    /// training instead of in evaluation, as <see cref="Dropout"/> has it. dx = m · dy / (1 − p) with the same m.
    /// </remarks>
    public Tensor DropPath(double p) => DropWhole("drop_path", p, 1);

    /// <summary>Dropout of whole channels, whose neighbours are too alike for <see cref="Dropout"/> to matter (Tompson et al. 2015). The input itself unless a tape trains.</summary>
    /// <remarks>x (N, C, …): each channel of each sample is set to 0 with probability p, else scaled by 1 / (1 − p).</remarks>
    public Tensor ChannelDropout(double p) => DropWhole("channel_dropout", p, 2);

    /// <summary>Drops what shares its first <paramref name="axes"/> indices together.</summary>
    private Tensor DropWhole(string op, double p, int axes)
    {
        CheckedDropout(p, op);
        if (Shape.Rank < axes)
            throw new ShapeException(op, $"input {Shape} has {Shape.Rank} dimensions, {(axes == 1 ? "(N, …)" : "(N, C, …)")} was expected. Add a batch dimension with Reshape.");
        CheckFloat(op);
        if (p == 0 || Scope.Current is not { Mode: Mode.Train } scope)
            return this;
        var each = Shape;
        for (int i = axes; i < Shape.Rank; i++)
            each = each.With(i, 1);
        var mask = Result(each, DType.U8);
        Device.For(DType.F32).DropoutMask(scope.NextRandom(op), p, mask.View);
        return Masked(op, mask, 1 / (1 - p));
    }
}
