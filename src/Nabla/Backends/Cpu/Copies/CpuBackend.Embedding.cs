namespace Nabla.Backends.Cpu;

/// <summary>The gradient of an embedding's table: each row is written once, whether a word of the batch named it or not.</summary>
internal sealed unsafe partial class CpuBackend
{
    public override void EmbeddingGrad(in View dy, in View index, int padding, in View dx)
    {
        int n = index.Shape[0], table = dx.Shape[0];
        var rows = DenseRows(dy);
        int* first = (int*)Scratch.Get(Scratch.Places, (long)table + n), next = first + table;
        new Span<int>(first, table).Fill(-1);
        long* words = index.Data<long>();
        for (int i = n - 1; i >= 0; i--)                            // backwards, so that each list ascends
        {
            ref int of = ref first[words[i * index.Strides[0]]];
            (next[i], of) = (of, i);
        }

        if (padding >= 0)
            first[padding] = -1;
        var job = new EmbeddingGradJob { Dy = new(rows), Dx = new(dx), First = first, Next = next, Stream = Streaming.Pays(dx) };
        Workers.ForWide(job.Dx.Chunks, ref job);
        GC.KeepAlive(rows.Storage.Guard);
    }

    /// <summary>dx's rows: zeros, a row of dy, or the sum of those in the row's list.</summary>
    private struct EmbeddingGradJob : IWideJob
    {
        internal Rows Dy, Dx;
        internal int* First, Next;
        internal bool Stream;

        public readonly void Run<V>(int chunk)
            where V : struct, IWide<V>
        {
            for (int row = Dx.First(chunk), end = Dx.End(chunk); row < end; row++)
            {
                int i = First[row];
                if (i < 0)
                    RowCopies<V>.Clear(Dx[row], Dx.Length, Stream);
                else if (Next[i] < 0)
                    RowCopies<V>.Copy(Dy[i], Dx[row], Dx.Length, Stream);
                else
                    for (RowCopies<V>.Copy(Dy[i], Dx[row], Dx.Length, stream: false), i = Next[i]; i >= 0; i = Next[i])
                        Floats.Add(Dx[row], Dy[i], Dx.Length);
            }

            if (Stream)
                Streaming.End();
        }
    }
}
