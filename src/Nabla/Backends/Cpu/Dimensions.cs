namespace Nabla.Backends.Cpu;

/// <summary>
/// The dimensions of a reduction in x's memory order, slowest first: those of one element left out, those that continue
/// each other in x, and in y or out of it, merged.
/// </summary>
internal unsafe ref struct Dimensions
{
    private fixed long sizes[Shape.MaxRank], steps[Shape.MaxRank], ySteps[Shape.MaxRank];
    private fixed bool reduced[Shape.MaxRank];

    internal Dimensions(in View x, in View y)
    {
        for (int axis = 0; axis < x.Shape.Rank; axis++)
        {
            if (x.Shape[axis] == 1)
                continue;
            // Falling strides; equal ones keep their order.
            int i = Count++;
            for (; i > 0 && Math.Abs(steps[i - 1]) < Math.Abs(x.Strides[axis]); i--)
                Set(i, sizes[i - 1], steps[i - 1], ySteps[i - 1], reduced[i - 1]);
            Set(i, x.Shape[axis], x.Strides[axis], y.Shape[axis] == 1 ? 0 : y.Strides[axis], y.Shape[axis] == 1);
        }

        int all = Count;
        Count = Math.Min(all, 1);
        for (int i = 1; i < all; i++)
        {
            int d = Count - 1;
            if (reduced[d] == reduced[i] && steps[d] == steps[i] * sizes[i] && ySteps[d] == ySteps[i] * sizes[i])
                Set(d, sizes[d] * sizes[i], steps[i], ySteps[i], reduced[i]);
            else
                Set(Count++, sizes[i], steps[i], ySteps[i], reduced[i]);
        }
    }

    internal int Count { get; }

    internal readonly long Size(int d) => sizes[d];

    internal readonly long Step(int d) => steps[d];

    internal readonly long YStep(int d) => ySteps[d];

    internal readonly bool Reduced(int d) => reduced[d];

    private void Set(int d, long size, long step, long yStep, bool isReduced) =>
        (sizes[d], steps[d], ySteps[d], reduced[d]) = (size, step, yStep, isReduced);
}
