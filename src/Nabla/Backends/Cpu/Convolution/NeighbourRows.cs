namespace Nabla.Backends.Cpu;

/// <summary>Some pixels of a row of dy and the three rows of x that their windows see.</summary>
internal unsafe struct NeighbourRows
{
    /// <summary>Where the window of the first pixel begins, and how far on its second and third row do.</summary>
    internal float* X;
    internal nint Second, Third;

    internal float* Dy;

    /// <summary>The sums of each row of taps, those of the next tap <see cref="SumStep"/> on.</summary>
    internal float* Sums0, Sums1, Sums2;

    /// <summary>The rows that will be asked for next.</summary>
    internal float* NextX, NextDy;

    internal nint XStep, DyStep, SumStep;
    internal int Pixels, Channels;

    /// <summary>Whether there is a pixel before these that the left tap does not see, and one after them that the right tap does not see.</summary>
    internal bool Before, After;
}
