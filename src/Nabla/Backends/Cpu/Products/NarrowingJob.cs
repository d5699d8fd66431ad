namespace Nabla.Backends.Cpu;

/// <summary>Converts rows of float32 to a narrow form, chunk by chunk of whole rows.</summary>
internal unsafe struct NarrowingJob : IJob
{
    internal float* From;
    internal WeightRows To;
    internal int Rows, Columns, Chunks;

    public readonly void Run(int chunk)
    {
        int last = (int)((chunk + 1L) * Rows / Chunks);
        for (int row = (int)((long)chunk * Rows / Chunks); row < last; row++)
        {
            float* from = From + (nint)row * Columns;
            byte* to = To.Data + row * To.Pitch;
            if (To.Form == WeightPacking.BF16)
                Narrowing.ToBFloat16(from, Columns, (ushort*)to);
            else
                To.Scales[row] = Narrowing.ToInt8(from, Columns, (sbyte*)to);
        }
    }
}
