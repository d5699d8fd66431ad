using System.Text;
using Nabla.Io;

namespace Nabla.Tests.Io.Fuzz;

/// <summary>NumPy's .npy.</summary>
internal sealed class NpyTarget : FuzzTarget
{
    internal static readonly byte[][] Files =
    [
        Write(Tensor.Of<float>([1, 2, 3, 4, 5, 6], [2, 3])),
        Write(Tensor.Of(1L)),
        Write(Tensor.Of(true, false, true)),
        Raw(1, "{'descr': '>f2', 'fortran_order': True, 'shape': (2, 1, 2), }\n", new byte[8]),
        Raw(2, "{'descr': '|i1', 'fortran_order': False, 'shape': (), }\n", [1]),
        Raw(3, "{'descr': '<u8', 'fortran_order': False, 'shape': (0, 3), }\n", []),
    ];

    internal override byte[][] Seeds => Files;

    internal override object Read(byte[] file) => Npy.Read(new MemoryStream(file), "fuzz");

    // A view that was set up wrongly would read beside its memory.
    internal override void Check(object read) => Write((Tensor)read);

    protected override byte[] MutateStructure(byte[] file, Draws d) => Structure(d);

    /// <summary>A header that is right or nearly so, with data that fits or nearly so.</summary>
    internal static byte[] Structure(Draws d)
    {
        int size = d.Of(1, 2, 4, 8);
        string kind = size == 1 ? d.Of("i", "u", "b") : d.Of("f", "i", "u");
        if (d.OneIn(6))
            (kind, size) = (d.Of("f", "i", "b", "O", "c", "S", "M"), d.Of(1, 2, 8, 16));
        int[] sizes = [.. Enumerable.Range(0, d.Below(4)).Select(_ => d.Below(4))];
        var texts = sizes.Select(n => d.OneIn(16) ? d.Length(n).ToString() : $"{n}");
        string comma = sizes.Length == 1 ? "," : sizes.Length > 1 && d.OneIn(4) ? " , " : "";
        List<string> parts =
        [
            $"'descr': '{d.Of("<", ">", "|", "=", "")}{kind}{size}'",
            $"\"fortran_order\": {(d.OneIn(12) ? d.Of("1", "true", "None", "") : d.Of("True", "False"))}",
            $"'shape': ({string.Join(d.Of(", ", ",", " , "), texts)}{comma})",
        ];
        if (d.OneIn(12))
            parts.Add(d.Of("'x': 1", "'shape': ()", "'descr': []"));
        if (d.OneIn(12))
            parts.RemoveAt(d.Below(parts.Count));
        if (d.OneIn(2))
            (parts[0], parts[^1]) = (parts[^1], parts[0]);
        string header = $"{{{string.Join(", ", parts)}{(d.OneIn(12) ? d.Of("", "}}", ")") : d.Of(", }", "}"))}{(d.OneIn(12) ? "#" : d.Of("\n", "  \n", ""))}";
        int data = sizes.Aggregate(size, (a, b) => a * b) + (d.OneIn(8) ? d.Below(3) - 1 : 0);
        return Raw((byte)(d.OneIn(12) ? d.Below(6) : d.Of(1, 2, 3)), header, d.Bytes(Math.Max(0, data)));
    }

    private static byte[] Raw(byte version, string header, byte[] data) =>
        [0x93, .. "NUMPY"u8, version, 0, .. version == 1 ? BitConverter.GetBytes((ushort)header.Length) : BitConverter.GetBytes(header.Length), .. Encoding.Latin1.GetBytes(header), .. data];

    private static byte[] Write(Tensor t)
    {
        using var file = new MemoryStream();
        Npy.Write(file, t);
        return file.ToArray();
    }
}
