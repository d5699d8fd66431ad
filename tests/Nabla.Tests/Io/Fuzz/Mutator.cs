using System.Buffers.Binary;
using System.Text;

namespace Nabla.Tests.Io.Fuzz;

/// <summary>Changes bytes without knowing what they mean.</summary>
internal static class Mutator
{
    /// <summary>One to four changes.</summary>
    internal static byte[] Mutate(byte[] file, byte[][] others, Draws d)
    {
        for (int n = 1 + Below4(d); n > 0; n--)
            file = Once(file, others, d);
        return file;
    }

    private static int Below4(Draws d) => d.OneIn(2) ? 0 : d.Below(4);

    private static byte[] Once(byte[] file, byte[][] others, Draws d)
    {
        int at = d.Below(file.Length + 1), n = Math.Min(file.Length - at, d.OneIn(2) ? d.Below(16) : d.Below(file.Length + 1));
        switch (d.Below(9))
        {
            case 0: return Change(file, at, b => (byte)(b ^ 1 << d.Below(8)));
            case 1: return Change(file, at, _ => d.Of<byte>(0, 1, 0x7F, 0x80, 0xFF, (byte)d.Word()));
            case 2: return file[..at];
            case 3: return [.. file, .. d.OneIn(2) ? new byte[1 + d.Below(64)] : d.Bytes(1 + d.Below(64))];
            case 4: return [.. file[..at], .. file[(at + n)..]];
            case 5: return [.. file[..(at + n)], .. file[at..]];
            case 6:
                byte[] other = others[d.Below(others.Length)];
                return [.. file[..at], .. other[d.Below(other.Length + 1)..]];
            case 7: return WriteLength(file, at, d);
            default: return ReplaceNumber(file, at, d);
        }
    }

    private static byte[] Change(byte[] file, int at, Func<byte, byte> change)
    {
        byte[] copy = [.. file];
        if (at < copy.Length)
            copy[at] = change(copy[at]);
        return copy;
    }

    // A length field of any width and byte order.
    private static byte[] WriteLength(byte[] file, int at, Draws d)
    {
        byte[] copy = [.. file];
        Span<byte> field = stackalloc byte[8];
        long value = d.Length(file.Length);
        int width = d.Of(1, 2, 4, 8);
        bool big = d.OneIn(2);
        if (big)
            BinaryPrimitives.WriteInt64BigEndian(field, value << 64 - 8 * width);
        else
            BinaryPrimitives.WriteInt64LittleEndian(field, value);
        at = Math.Max(0, Math.Min(at, copy.Length - width));
        field[..Math.Min(width, copy.Length - at)].CopyTo(copy.AsSpan(at));
        return copy;
    }

    // The next decimal number in the file's text.
    private static byte[] ReplaceNumber(byte[] file, int from, Draws d)
    {
        int begin = file.AsSpan(from).IndexOfAnyInRange((byte)'0', (byte)'9');
        if (begin < 0)
            return Change(file, from, b => (byte)~b);
        begin += from;
        int digits = file.AsSpan(begin).IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        int end = digits < 0 ? file.Length : begin + digits;
        _ = long.TryParse(Encoding.ASCII.GetString(file, begin, end - begin), out long good);
        return [.. file[..begin], .. Encoding.ASCII.GetBytes(d.Length(good).ToString()), .. file[end..]];
    }
}
