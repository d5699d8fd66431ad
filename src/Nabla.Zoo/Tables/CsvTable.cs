using System.IO.Compression;
using System.Text;
using nietras.SeparatedValues;

namespace Nabla.Zoo;

/// <summary>Reads tables from CSV: a line of column names, then rows; comma, semicolon or tab, whichever the file has.</summary>
public static class CsvTable
{
    /// <summary>Reads a file; one that ends in <c>.gz</c> is decompressed.</summary>
    /// <exception cref="DataException">It cannot be read, is empty, its rows have different lengths, or two columns have one name.</exception>
    public static TextTable Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return Read(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException(path, $"could not be read: {e.Message} Give a CSV file.", e);
        }
    }

    /// <summary>Reads UTF-8 text; <paramref name="name"/> stands in messages.</summary>
    public static TextTable Read(Stream text, string name)
    {
        try
        {
            using var reader = new StreamReader(text, new UTF8Encoding(false, throwOnInvalidBytes: true));
            using var csv = Sep.Reader(o => o with { HasHeader = false, DisableColCountCheck = true, Unescape = true }).From(reader);
            return Read(csv, name);
        }
        catch (DecoderFallbackException e)
        {
            throw new DataException(name, "is not UTF-8 text. Save it as UTF-8: iconv -f latin1 -t utf-8.", e);
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException)      // damaged gzip; a row of more than 16 MB
        {
            throw new DataException(name, $"is not CSV: {e.Message.TrimEnd('.')}. Give a CSV file.", e);
        }
    }

    private static TextTable Read(SepReader csv, string name)
    {
        string[]? columns = null;
        var rows = new List<string[]>();
        var lines = new List<int>();
        foreach (var row in csv)
        {
            int line = row.LineNumberFrom;
            if (row.Span.Count('"') % 2 == 1)                              // before cells are read, which unescapes them in place
                throw new DataException(name, $"row {line} has a quote that is not closed. Close it; write a quote inside quotes twice.");
            string[] cells = new string[row.ColCount];
            for (int c = 0; c < cells.Length; c++)
                cells[c] = row[c].ToString().Trim();
            if (cells is [""] && columns is not [_])
                continue;                                                  // an empty line
            if (columns is null)
                columns = Names(cells, name);
            else if (cells.Length != columns.Length)
                throw new DataException(name, $"row {line} has {cells.Length} cells, the line of names {columns.Length}. Give every row a cell for each column; put cells that hold a comma in quotes.");
            else
            {
                rows.Add(cells);
                lines.Add(line);
            }
        }

        if (columns is null || rows.Count == 0)
            throw new DataException(name, columns is null ? "is empty. Give a line of column names, and rows." : "has column names but no rows. Add some.");
        return new(name, columns, rows, lines);
    }

    private static string[] Names(string[] cells, string name)
    {
        if (cells.All(c => Cells.Number(c) is not null))
            throw new DataException(name, "has numbers in its first line, where the column names belong. Add a line of names.");
        if (Array.IndexOf(cells, "") is >= 0 and int empty)
            throw new DataException(name, $"column {empty + 1} has no name. Give it one in the first line.");
        if (cells.CountBy(c => c).FirstOrDefault(c => c.Value > 1) is { Value: > 1 } twice)
            throw new DataException(name, $"{twice.Value} columns are called '{twice.Key}'. Give each a name of its own.");
        return cells;
    }
}
