namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>Of labels (…) a tensor (…, classes) that is 1 at each label and 0 elsewhere.</summary>
    public Tensor OneHot(int classes, DType type = DType.F32)
    {
        if (Shape.Rank == Shape.MaxRank)
            throw new ShapeException("one_hot", $"shape {Shape} has no room for an axis of classes. Flatten it first.");
        if (classes < 0)
            throw new RangeException("one_hot", $"{classes} classes were asked for. Use 0 or more.");
        var y = Filled("one_hot", new Shape([.. Shape, classes], "one_hot"), 0, type);
        var index = y.Indices("one_hot", this, Shape.Rank).Unsqueeze(-1);
        y.Backend.ScatterAdd(Ones([], type).View.Expand(index.Shape), Shape.Rank, index.View, y.View);
        GC.KeepAlive(index);
        GC.KeepAlive(y);
        return y;
    }
}
