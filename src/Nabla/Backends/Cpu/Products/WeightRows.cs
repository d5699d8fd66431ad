namespace Nabla.Backends.Cpu;

/// <summary>Dense rows of weights in one of the forms of <see cref="WeightPacking"/>, without their managed storage.</summary>
internal readonly unsafe struct WeightRows
{
    internal WeightPacking Form { get; private init; }

    internal byte* Data { get; private init; }

    /// <summary>Bytes from row to row.</summary>
    internal nint Pitch { get; private init; }

    /// <summary>A factor for each row; null where there is none.</summary>
    internal float* Scales { get; private init; }

    /// <summary>Rows of float32 as they lie.</summary>
    internal WeightRows(in Matrix w)
    {
        Data = (byte*)w.Data;
        Pitch = w.Row * sizeof(float);
    }

    /// <summary>A narrow copy with its scales after the last row.</summary>
    internal static WeightRows Of(NarrowCopy narrow, int pitch, float* room)
    {
        nint bytes = pitch * Size(narrow.Form);
        return new()
        {
            Form = narrow.Form,
            Data = (byte*)room,
            Pitch = bytes,
            Scales = narrow.Form == WeightPacking.Int8 ? (float*)((byte*)room + narrow.Rows * bytes) : null,
        };
    }

    /// <summary>The memory it takes, in floats.</summary>
    internal static long Floats(NarrowCopy narrow, int pitch) =>
        (long)narrow.Rows * pitch * Size(narrow.Form) / sizeof(float) + (narrow.Form == WeightPacking.Int8 ? narrow.Rows : 0);

    /// <summary>The same from a row on.</summary>
    internal WeightRows From(int row) => this with { Data = Data + row * Pitch, Scales = Scales == null ? null : Scales + row };

    private static int Size(WeightPacking form) => form == WeightPacking.BF16 ? sizeof(ushort) : sizeof(sbyte);
}
