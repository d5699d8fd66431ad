using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Backends.Cpu;

/// <summary>Numbers of neighbouring channels in float64, added side by side: each channel's as by a loop over it alone.</summary>
internal static unsafe class PairSums
{
    /// <summary>to += from · factor.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void Add(double* to, double* from, double factor, int count)
    {
        int i = 0;
        for (; i + 4 <= count; i += 4)
            (Vector256.Load(to + i) + Vector256.Load(from + i) * factor).Store(to + i);
        for (; i < count; i++)
            to[i] += from[i] * factor;
    }

    /// <summary>to += squares + (means − centres)² · pixels.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void AddSquares(double* to, double* means, double* squares, double* centres, double pixels, int count)
    {
        int i = 0;
        for (; i + 4 <= count; i += 4)
        {
            var apart = Vector256.Load(means + i) - Vector256.Load(centres + i);
            (Vector256.Load(to + i) + (Vector256.Load(squares + i) + apart * pixels * apart)).Store(to + i);
        }

        for (; i < count; i++)
        {
            double apart = means[i] - centres[i];
            to[i] += squares[i] + apart * pixels * apart;
        }
    }
}
