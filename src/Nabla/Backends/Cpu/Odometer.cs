namespace Nabla.Backends.Cpu;

/// <summary>Counts through a few dimensions, fastest last, and keeps where that leads in two operands.</summary>
internal unsafe struct Odometer
{
    private fixed long sizes[Shape.MaxRank], steps[Shape.MaxRank], otherSteps[Shape.MaxRank], index[Shape.MaxRank];
    private int rank;

    public Odometer() => Count = 1;

    /// <summary>Positions in all.</summary>
    internal long Count { get; private set; }

    /// <summary>Elements from the first, in each operand.</summary>
    internal long At { get; private set; }

    internal long OtherAt { get; private set; }

    /// <summary>Adds a dimension that turns faster than those before.</summary>
    internal void Add(long size, long step, long otherStep = 0)
    {
        (sizes[rank], steps[rank], otherSteps[rank]) = (size, step, otherStep);
        rank++;
        Count *= size;
    }

    /// <summary>Goes to a position below <see cref="Count"/>.</summary>
    internal void Seek(long position)
    {
        (At, OtherAt) = (0, 0);
        for (int d = rank - 1; d >= 0; d--)
        {
            index[d] = position % sizes[d];
            position /= sizes[d];
            At += index[d] * steps[d];
            OtherAt += index[d] * otherSteps[d];
        }
    }

    /// <summary>Goes one position on; after the last comes the first.</summary>
    internal void Next()
    {
        for (int d = rank - 1; d >= 0; d--)
        {
            At += steps[d];
            OtherAt += otherSteps[d];
            if (++index[d] < sizes[d])
                return;
            At -= sizes[d] * steps[d];
            OtherAt -= sizes[d] * otherSteps[d];
            index[d] = 0;
        }
    }
}
