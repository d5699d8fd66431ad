namespace Nabla.Backends.Cpu;

/// <summary>Rows of floats, each dense, at any distance from each other.</summary>
internal readonly unsafe struct Rows
{
    /// <summary>Numbers worth a chunk: at least enough to outweigh handing it to another thread; of many, enough to leave few chunks.</summary>
    private const long LeastChunk = 4096, LargestChunk = 32768, Share = 32;

    /// <summary>Long rows that a chunk takes of many: while one is computed, the next is on its way.</summary>
    private const int Together = 8;

    private readonly float* data;
    private readonly nint step;
    private readonly int each;

    /// <summary>The rows of a matrix with dense rows.</summary>
    internal Rows(in View matrix)
    {
        data = matrix.Data<float>();
        step = (nint)matrix.Strides[0];
        (Count, Length) = (matrix.Shape[0], matrix.Shape[1]);
        each = (int)Math.Max(1, Math.Clamp((long)Count * Length / Share, LeastChunk, LargestChunk) / Math.Max(1, Length));
        each = Math.Max(each, (int)Math.Min(Together, Count / Share));
    }

    internal int Count { get; }

    internal int Length { get; }

    internal int Chunks => (int)(((long)Count + each - 1) / each);

    internal float* this[int row] => data + row * step;

    internal int First(int chunk) => chunk * each;

    /// <summary>The row after the chunk's last.</summary>
    internal int End(int chunk) => (int)Math.Min(Count, (chunk + 1L) * each);
}
