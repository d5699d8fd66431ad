namespace Nabla.Backends.Cpu;

/// <summary>A parameter's rows in the form that it asks for, made once for as long as it does not change.</summary>
/// <remarks>All of the parameter is converted, so that slices of its rows share one copy. Rows are padded with zeros to whole vectors.</remarks>
internal static unsafe class NarrowWeights
{
    private const int TargetChunks = 64;

    /// <summary>The rows of <paramref name="w"/> as the dot products shall read them: itself where no other form is asked for, or a tape is open.</summary>
    /// <returns>What must live while they are used.</returns>
    internal static PackedWeights? Of(Storage? source, in Matrix w, out WeightRows rows)
    {
        rows = new WeightRows(w);
        if (source?.Narrow is not { } narrow || Scope.Current is IGradientSink)
            return null;
        nint offset = (nint)(w.Data - (float*)source.Pointer);
        if (w.Columns != narrow.Columns || offset % narrow.Columns != 0 || (w.Row != narrow.Columns && w.Rows > 1))
            return null;
        if (Copy(source, narrow) is not { } packed)
            return null;
        rows = WeightRows.Of(narrow, Pitch(narrow.Columns), packed.Data).From((int)(offset / narrow.Columns));
        return packed;
    }

    private static PackedWeights? Copy(Storage source, NarrowCopy narrow)
    {
        var key = new PackKey("narrow", (nint)narrow.Form, narrow.Columns, 0, 0, 0, narrow.Rows, 0, 0, 0, 0);
        if (PackedWeights.FindNarrow(source, key) is { } packed)
            return packed;
        int pitch = Pitch(narrow.Columns);
        if (PackedWeights.Room(source, key, WeightRows.Floats(narrow, pitch)) is not { } room)
            return null;
        var job = new NarrowingJob
        {
            From = (float*)source.Pointer,
            To = WeightRows.Of(narrow, pitch, room.Data),
            Rows = narrow.Rows,
            Columns = narrow.Columns,
            Chunks = Math.Min(narrow.Rows, TargetChunks),
        };
        Workers.For(job.Chunks, ref job);
        narrow.Packed = room;
        return room;
    }

    private static int Pitch(int columns) => (columns + Narrowing.Block - 1) / Narrowing.Block * Narrowing.Block;
}
