namespace Nabla.Backends.Cpu;

/// <summary>
/// One dimension of a window: the source position of tap k for target t is (t·Step + Start + k·TapStep) / Period, where that is
/// whole and below Size. Forward, windows step over the input and Period is 1; backward, an input position meets every
/// stride-th tap, and Period is the stride.
/// </summary>
internal readonly record struct Reach(int Step, int Start, int TapStep, int Period, int Taps, int Size)
{
    /// <summary>From the pixels of an output to those of the input (N, C, H, W) under their windows.</summary>
    internal static (Reach Rows, Reach Columns) Forward(in Window window, in Shape input)
    {
        var ((kernelH, kernelW), (strideH, strideW), (paddingH, paddingW), (dilationH, dilationW)) = window;
        return (new(strideH, -paddingH, dilationH, 1, kernelH, input[2]), new(strideW, -paddingW, dilationW, 1, kernelW, input[3]));
    }

    /// <summary>From the pixels of an input to those of the output (N, C, H', W') whose windows cover them.</summary>
    internal static (Reach Rows, Reach Columns) Backward(in Window window, in Shape output)
    {
        var ((kernelH, kernelW), (strideH, strideW), (paddingH, paddingW), (dilationH, dilationW)) = window;
        return (new(1, paddingH, -dilationH, strideH, kernelH, output[2]), new(1, paddingW, -dilationW, strideW, kernelW, output[3]));
    }

    internal bool TryAt(int target, int tap, out int source)
    {
        int at = target * Step + Start + tap * TapStep;
        source = Period == 1 ? at : at / Period;
        return at >= 0 && source < Size && (Period == 1 || source * Period == at);
    }

    /// <summary>
    /// Of the targets phase, phase + Period, … below <paramref name="targets"/>, which all meet the same taps or the border, the first and
    /// the end of those that no tap leaves the source for; from one to the next the source is further along by Step.
    /// </summary>
    internal (int From, int To) Inside(int phase, int targets)
    {
        int from = phase, to = phase + (targets - 1 - phase) / Period * Period;
        while (from <= to && Leaves(from))
            from += Period;
        while (to >= from && Leaves(to))
            to -= Period;
        return (from, to + Period);
    }

    private bool Leaves(int target)
    {
        for (int tap = 0; tap < Taps; tap++)
            if ((target * Step + Start + tap * TapStep) % Period == 0 && !TryAt(target, tap, out _))
                return true;
        return false;
    }

    /// <summary>The targets, first to last (exclusive) of <paramref name="targets"/>, for which a forward tap lies in the source.</summary>
    internal (int From, int To) Seen(int tap, int targets)
    {
        int first = -(Start + tap * TapStep), last = Size - 1 + first;           // of target · Step
        return (first <= 0 ? 0 : (first + Step - 1) / Step, last < 0 ? 0 : Math.Min(targets, last / Step + 1));
    }
}
