namespace Nabla.Io;

/// <summary>Reads the few Python literals that an .npy header is made of, one after another.</summary>
internal ref struct PythonLiteral(string text, string file)
{
    private readonly ReadOnlySpan<char> text = text;
    private readonly string file = file;
    private int at;

    /// <summary>True when the next character is <paramref name="c"/>, after white space.</summary>
    internal bool Peek(char c)
    {
        while (at < text.Length && text[at] is ' ' or '\n' or '\t' or '\r')
            at++;
        return at < text.Length && text[at] == c;
    }

    /// <summary>Passes over <paramref name="c"/> if it is next.</summary>
    internal bool Take(char c)
    {
        bool next = Peek(c);
        if (next)
            at++;
        return next;
    }

    internal void Expect(char c)
    {
        if (!Take(c))
            throw Wrong($"'{c}'");
    }

    internal void ExpectEnd()
    {
        _ = Peek('\0');
        if (at < text.Length)
            throw Wrong("its end");
    }

    /// <summary>A string in either quote, without escapes.</summary>
    internal string Text()
    {
        char quote = Peek('\'') ? '\'' : Peek('"') ? '"' : throw Wrong("a string");
        int end = text[(at + 1)..].IndexOf(quote);
        if (end < 0)
            throw Wrong("a string that ends");
        var value = text.Slice(at + 1, end);
        if (value.Contains('\\'))
            throw Wrong("a string without escapes");
        at += end + 2;
        return value.ToString();
    }

    /// <summary><c>True</c> or <c>False</c>.</summary>
    internal bool Truth()
    {
        bool value = Peek('T');
        string word = value ? "True" : "False";
        if (!text[at..].StartsWith(word))
            throw Wrong("True or False");
        at += word.Length;
        return value;
    }

    /// <summary>A tuple of sizes: <c>()</c>, <c>(3,)</c>, <c>(3, 4)</c>; an <c>L</c> behind a number is Python 2's.</summary>
    internal Shape Sizes()
    {
        Span<int> sizes = stackalloc int[Shape.MaxRank];
        int rank = 0;
        Expect('(');
        while (!Take(')'))
        {
            if (rank == Shape.MaxRank)
                throw new DataException(file, $"has more than {Shape.MaxRank} dimensions, the most that a tensor has. Merge some before saving.");
            sizes[rank++] = Size();
            _ = Take('L');
            if (Take(','))
                continue;
            if (rank == 1)
                throw Wrong("a comma: (n) is no tuple");
            Expect(')');
            break;
        }

        try
        {
            return new(sizes[..rank]);
        }
        catch (ShapeException e)
        {
            throw Npy.Corrupt(file, $"its shape ({string.Join(", ", sizes[..rank].ToArray())}) claims more than 2^63 elements", e);
        }
    }

    private int Size()
    {
        _ = Peek('0');
        int digits = text[at..].IndexOfAnyExceptInRange('0', '9');
        if (digits < 1 || !int.TryParse(text.Slice(at, digits), out int size))
            throw Wrong("a whole number from 0 to 2^31 - 1");
        at += digits;
        return size;
    }

    private readonly DataException Wrong(string expected) =>
        Npy.Corrupt(file, $"its header has {InputFile.Quote(text[at..Math.Min(text.Length, at + 20)].ToString())} at character {at}, where {expected} was expected");
}
