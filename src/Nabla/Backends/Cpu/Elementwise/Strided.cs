namespace Nabla.Backends.Cpu;

/// <summary>Brings strided floats together in a buffer and back, so that vector loops see neighbours only.</summary>
internal static unsafe class Strided
{
    /// <summary>Floats that a buffer holds.</summary>
    internal const int Block = 256;

    /// <summary>n neighbouring floats: <paramref name="from"/> itself at step 1, else copied into the buffer.</summary>
    internal static float* Read(float* from, long step, float* buffer, long n)
    {
        if (step == 1)
            return from;
        for (long i = 0; i < n; i++)
            buffer[i] = from[i * step];
        return buffer;
    }

    /// <summary>As <see cref="Read"/>, but a broadcast number (step 0) stays where it is.</summary>
    internal static float* ReadOrOne(float* from, long step, float* buffer, long n) =>
        step == 0 ? from : Read(from, step, buffer, n);

    /// <summary>Puts what <see cref="Read"/>'s counterpart computed in the buffer to its place.</summary>
    internal static void Write(float* buffer, float* to, long step, long n)
    {
        if (buffer == to)
            return;
        for (long i = 0; i < n; i++)
            to[i * step] = buffer[i];
    }
}
