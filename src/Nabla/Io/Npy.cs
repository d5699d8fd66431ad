using System.Buffers.Binary;
using System.Text;

namespace Nabla.Io;

/// <summary>Reads and writes NumPy's .npy format: one array of numbers.</summary>
/// <remarks>
/// The magic number 93 "NUMPY", version, header length, a Python dictionary as text, the data. Read: versions 1 to 3; f2,
/// f4, f8, i1 to i8, u1 to u8, b1; either byte order; C and Fortran order (the latter as a transposed view). f2 loads
/// as F32; i1, i2 and u2 as I32; u4 and u8 as I64: every value exactly. Limits: header 10,000 bytes (as in NumPy), sizes
/// below 2^31, eight dimensions, nothing after the data. Objects (pickle) are never read.
/// Source: NumPy Enhancement Proposal 1, "A simple file format for NumPy arrays".
/// </remarks>
public static class Npy
{
    private const int MaxHeader = 10_000, Alignment = 64;
    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8];

    /// <summary>Reads a file; the tensor is guarded by the collector.</summary>
    public static Tensor Load(string path)
    {
        using var file = InputFile.Open(path);
        return Read(file, path);
    }

    /// <summary>Reads the rest of a stream that can tell its length; <paramref name="name"/> stands in errors.</summary>
    public static Tensor Read(Stream stream, string name) => Read(stream.ReadExactly, stream.Length - stream.Position, name);

    /// <summary>Writes a file as NumPy does (version 1, C order, little-endian), atomically.</summary>
    public static void Save(string path, Tensor tensor) => AtomicFile.Write(path, s => Write(s, tensor));

    /// <summary>Writes to a stream.</summary>
    public static void Write(Stream stream, Tensor tensor)
    {
        Tensor.CheckGiven("npy", "the tensor", tensor);
        string text = NpyHeader.Compose(tensor.DType, tensor.Shape);
        int before = Magic.Length + 4, padding = (Alignment - (before + text.Length + 1) % Alignment) % Alignment;
        byte[] header = Encoding.ASCII.GetBytes(text + new string(' ', padding) + "\n");
        stream.Write(Magic);
        stream.Write([1, 0, (byte)header.Length, (byte)(header.Length >> 8)]);
        stream.Write(header);
        Elements.Write(stream, tensor);
    }

    internal static Tensor Read(ReadBytes read, long length, string name)
    {
        try
        {
            var header = ReadHeader(read, ref length, name);
            if (header.Shape.Count > long.MaxValue / 8 || header.Shape.Count * header.Type.Size() != length)
                throw Corrupt(name, $"shape {header.Shape} of {header.Type} takes {(decimal)header.Shape.Count * header.Type.Size():N0} bytes, {length:N0} follow the header");
            var stored = header.Fortran ? new Shape(Reversed(header.Shape)) : header.Shape;
            var t = Elements.Read(header.Type, header.BigEndian, stored, name, "it", read);
            return header.Fortran ? Transposed(t) : t;
        }
        catch (EndOfStreamException e)
        {
            throw Corrupt(name, "it ends before its last byte", e);
        }
        catch (IOException e)
        {
            throw InputFile.Unreadable(name, e);
        }
    }

    internal static DataException Corrupt(string file, string what, Exception? inner = null) =>
        new(file, $"is not a sound .npy file: {what}. Get the file again.", inner);

    private static NpyHeader ReadHeader(ReadBytes read, ref long length, string name)
    {
        Span<byte> start = stackalloc byte[12];
        if (length < 10)
            throw Corrupt(name, $"it has {length} bytes, at least 10 were expected");
        read(start[..10]);
        if (!start[..6].SequenceEqual(Magic))
            throw Corrupt(name, $"it begins with {Convert.ToHexStringLower(start[..6])}, {Convert.ToHexStringLower(Magic)} was expected");
        var (major, minor) = (start[6], start[7]);
        if (major is 0 or > 3 || minor != 0)
            throw new DataException(name, $"is an .npy file of version {major}.{minor}; 1.0, 2.0 and 3.0 are read. Save it again with a released NumPy.");
        long size = BinaryPrimitives.ReadUInt16LittleEndian(start[8..]);
        int before = 10;
        if (major > 1)
        {
            before = 12;
            if (length < before)
                throw Corrupt(name, $"it has {length} bytes, at least {before} were expected");
            read(start[10..]);
            size = BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
        }

        if (size > MaxHeader)
            throw Corrupt(name, $"its header claims {size:N0} bytes; at most {MaxHeader:N0} are read");
        length -= before + size;
        if (length < 0)
            throw Corrupt(name, $"its header claims {size} bytes of {length + size} (the file is cut off)");
        byte[] header = new byte[size];
        read(header);
        return NpyHeader.Parse((major == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(header), name);
    }

    private static int[] Reversed(in Shape shape)
    {
        int[] sizes = shape.ToArray();
        Array.Reverse(sizes);
        return sizes;
    }

    private static Tensor Transposed(Tensor t)
    {
        Strides strides = default;
        for (int i = 0; i < t.Shape.Rank; i++)
            strides[i] = t.View.Strides[t.Shape.Rank - 1 - i];
        return new(t.View.As(new Shape(Reversed(t.Shape)), strides, 0));
    }
}
