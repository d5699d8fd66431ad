using System.Text;

namespace Nabla.Io;

/// <summary>What the header of an .npy file says: <c>{'descr': '&lt;f4', 'fortran_order': False, 'shape': (3, 4), }</c>.</summary>
internal readonly record struct NpyHeader(StoredType Type, bool BigEndian, bool Fortran, Shape Shape)
{
    private const string Readable = "f2, f4, f8, i1 to i8, u1 to u8 and b1";

    private static readonly (string Descr, StoredType Type)[] Types =
    [
        ("f2", StoredType.F16), ("f4", StoredType.F32), ("f8", StoredType.F64),
        ("i1", StoredType.I8), ("i2", StoredType.I16), ("i4", StoredType.I32), ("i8", StoredType.I64),
        ("u1", StoredType.U8), ("u2", StoredType.U16), ("u4", StoredType.U32), ("u8", StoredType.U64), ("b1", StoredType.Bool),
    ];

    /// <summary>Reads the dictionary's text: the three keys, each once, in any order.</summary>
    internal static NpyHeader Parse(string text, string file)
    {
        var python = new PythonLiteral(text, file);
        string? descr = null;
        bool? fortran = null;
        Shape? shape = null;
        python.Expect('{');
        while (!python.Take('}'))
        {
            string key = python.Text();
            python.Expect(':');
            if (key == "descr" && descr is null)
                descr = python.Peek('[') ? throw new DataException(file, $"holds records with named fields; plain numbers ({Readable}) are read. Save each field by itself.") : python.Text();
            else if (key == "fortran_order" && fortran is null)
                fortran = python.Truth();
            else if (key == "shape" && shape is null)
                shape = python.Sizes();
            else
                throw Npy.Corrupt(file, $"its header has {InputFile.Quote(key)}; descr, fortran_order and shape, once each, were expected");
            if (!python.Take(','))
            {
                python.Expect('}');
                break;
            }
        }

        python.ExpectEnd();
        if (descr is null || fortran is null || shape is null)
            throw Npy.Corrupt(file, $"its header has no {(descr is null ? "descr" : fortran is null ? "fortran_order" : "shape")}");
        var (type, big) = TypeOf(descr, file);
        return new(type, big, fortran.Value, shape.Value);
    }

    /// <summary>The dictionary's text as NumPy writes it.</summary>
    internal static string Compose(DType type, in Shape shape)
    {
        var stored = type != DType.BF16 ? type.Stored()
            : throw new DTypeException("npy", $"a BF16 tensor of shape {shape} was given, and NumPy has no such type. Convert it with To(DType.F32).");
        var text = new StringBuilder("{'descr': '");
        text.Append(stored.Size() == 1 ? '|' : '<').Append(Array.Find(Types, t => t.Type == stored).Descr);
        text.Append("', 'fortran_order': False, 'shape': (").AppendJoin(", ", shape.ToArray());
        return text.Append(shape.Rank == 1 ? ",), }" : "), }").ToString();
    }

    // An order ('<' little, '>' big, '|' or '=' or none: this machine's, little), then kind and bytes.
    private static (StoredType Type, bool BigEndian) TypeOf(string descr, string file)
    {
        string name = descr.Length > 0 && "<>|=".Contains(descr[0]) ? descr[1..] : descr;
        foreach (var t in Types)
            if (t.Descr == name)
                return (t.Type, descr[0] == '>');
        throw new DataException(file, name.StartsWith('O')
            ? "holds Python objects (pickle), and reading them would run code from the file; that is never done. Save numbers, for example a.astype('float32')."
            : $"holds elements of type {InputFile.Quote(descr)}; {Readable} are read. Convert them, for example with a.astype('float32').");
    }
}
