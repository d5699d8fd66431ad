namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>Positions of an axis moved on by <paramref name="shift"/>; what leaves at one end enters at the other.</summary>
    /// <remarks>dx = dy rolled back.</remarks>
    public Tensor Roll(int shift, int axis)
    {
        axis = Shape.Axis(axis, "roll");
        int size = Shape[axis], k = size == 0 ? 0 : (int)(((long)shift % size + size) % size);
        if (k == 0)
            return this;
        var y = ResultLike(View);
        var all = Region.All(Shape);
        Backend.Copy(all.Cut(axis, 0, size - k).Of(View), all.Cut(axis, k, size - k).Of(y.View));
        Backend.Copy(all.Cut(axis, size - k, k).Of(View), all.Cut(axis, 0, k).Of(y.View));
        return Records(this) ? y.From(new RollNode(this, shift, axis)) : y;
    }
}

internal sealed class RollNode(Tensor x, int shift, int axis) : Node(x)
{
    public override string Name => "roll";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("shift", shift), ("axis", axis)];

    protected internal override void Backward(Tensor dy) => Give(0, dy.Roll(-shift, axis));
}
