using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Nabla.Io;

/// <summary>Moves elements between files and tensors in blocks, so that no second copy of a tensor exists.</summary>
/// <remarks>Tensors are in the machine's byte order, which is little-endian wherever .NET trains.</remarks>
internal static unsafe class Elements
{
    private const int Block = 1 << 20;

    /// <summary>A tensor outside scopes, read row-major. Types that no tensor has are widened, exactly; F16 and BF16 where <paramref name="widen"/> asks for it.</summary>
    internal static Tensor Read(StoredType type, bool bigEndian, in Shape shape, string file, string name, ReadBytes read, bool widen = true)
    {
        var t = Allocate(file, name, shape, type.Loaded(widen));
        long bytes = shape.Count * type.Size();
        var to = (byte*)t.View.Address;
        int grow = t.DType.Size() / type.Size();
        byte[]? small = grow > 1 ? ArrayPool<byte>.Shared.Rent((int)Math.Min(Block, Math.Max(1, bytes))) : null;
        for (long at = 0; at < bytes; at += Block)
        {
            int n = (int)Math.Min(Block, bytes - at);
            var target = new Span<byte>(to + at * grow, n * grow);
            var block = small is null ? target : small.AsSpan(0, n);
            read(block);
            if (bigEndian)
                Swap(block, type.Size());
            if (small is not null)
                Widen(type, block, target);
            else if (type == StoredType.Bool)
                Normalize(block);
            else if (type == StoredType.U64 && MemoryMarshal.Cast<byte, long>(block).ContainsAnyInRange(long.MinValue, -1L))
                throw new DataException(file, $"{name} holds an unsigned 64-bit number above 2^63 - 1, the largest that a tensor (I64) holds. Convert it.");
        }

        if (small is not null)
            ArrayPool<byte>.Shared.Return(small);
        GC.KeepAlive(t);
        return t;
    }

    /// <summary>Writes a tensor row-major; of one laid out otherwise, one block at a time is copied.</summary>
    internal static void Write(Stream stream, Tensor t)
    {
        long bytes = t.Shape.Count * t.DType.Size();
        if (bytes == 0)
            return;
        if (t.View.IsContiguous)
        {
            var p = (byte*)t.View.Address;
            for (long at = 0; at < bytes; at += Block)
                stream.Write(new ReadOnlySpan<byte>(p + at, (int)Math.Min(Block, bytes - at)));
            GC.KeepAlive(t);
            return;
        }

        long row = bytes / t.Shape[0];
        int step = (int)Math.Clamp(Block / row, 1, t.Shape[0]);
        for (int i = 0; i < t.Shape[0]; i += step)
        {
            using var scope = new Scope();
            if (row > Block)
                Write(stream, Row(t, i));
            else
                Write(stream, Rows(t, i, Math.Min(step, t.Shape[0] - i)).Contiguous());
        }
    }

    // (d0, d1, …) → (n, d1, …)
    private static Tensor Rows(Tensor t, int begin, int n) =>
        new(t.View.As(t.Shape.With(0, n), t.View.Strides, t.View.Offset + begin * t.View.Strides[0]));

    // (d0, d1, …) → (d1, …)
    private static Tensor Row(Tensor t, int index)
    {
        Strides strides = default;
        for (int i = 1; i < t.Shape.Rank; i++)
            strides[i - 1] = t.View.Strides[i];
        return new(t.View.As(new Shape(t.Shape.ToArray().AsSpan(1)), strides, t.View.Offset + index * t.View.Strides[0]));
    }

    private static Tensor Allocate(string file, string name, in Shape shape, DType type)
    {
        long bytes = shape.Count * type.Size();
        InputFile.CheckMemory(file, name, bytes);
        try
        {
            return Tensor.Persistent(shape, type);
        }
        catch (Exception e) when (e is OutOfMemoryException or ShapeException)     // the latter: beyond the pool's largest block
        {
            throw new DataException(file, $"{name} takes {bytes:N0} bytes of memory, which the machine does not have. Load single tensors, or use a larger machine.", e);
        }
    }

    private static void Swap(Span<byte> block, int size)
    {
        if (size == 2)
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, short>(block), MemoryMarshal.Cast<byte, short>(block));
        else if (size == 4)
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, int>(block), MemoryMarshal.Cast<byte, int>(block));
        else if (size == 8)
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, long>(block), MemoryMarshal.Cast<byte, long>(block));
    }

    // C# relies on a truth value being 0 or 1; in a file, any other byte counts as true, as NumPy reads it.
    private static void Normalize(Span<byte> block)
    {
        if (block.ContainsAnyExceptInRange((byte)0, (byte)1))
            foreach (ref byte b in block)
                b = b == 0 ? (byte)0 : (byte)1;
    }

    private static void Widen(StoredType type, ReadOnlySpan<byte> from, Span<byte> to)
    {
        switch (type)
        {
            case StoredType.F16: Convert<Half, float>(from, to); break;
            case StoredType.I16: Convert<short, int>(from, to); break;
            case StoredType.I8: Convert<sbyte, int>(from, to); break;
            case StoredType.U16: Convert<ushort, int>(from, to); break;
            case StoredType.U32: Convert<uint, long>(from, to); break;
            case StoredType.BF16:
                var high = MemoryMarshal.Cast<byte, ushort>(from);
                var bits = MemoryMarshal.Cast<byte, uint>(to);
                for (int i = 0; i < high.Length; i++)
                    bits[i] = (uint)high[i] << 16;
                break;
        }
    }

    private static void Convert<TFrom, TTo>(ReadOnlySpan<byte> from, Span<byte> to)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
    {
        var x = MemoryMarshal.Cast<byte, TFrom>(from);
        var y = MemoryMarshal.Cast<byte, TTo>(to);
        for (int i = 0; i < x.Length; i++)
            y[i] = TTo.CreateTruncating(x[i]);
    }
}
