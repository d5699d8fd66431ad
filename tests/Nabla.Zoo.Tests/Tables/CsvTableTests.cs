using System.Text;

namespace Nabla.Zoo.Tests.Tables;

public class CsvTableTests
{
    internal static TextTable Read(string text) => CsvTable.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "t.csv");

    [Theory]
    [InlineData("a,b\n1,x y\n2,\"q, r\"\n")]
    [InlineData("a;b\r\n1;x y\r\n2;q, r")]
    [InlineData("a\tb\n 1 \tx y\n\n2\tq, r\n")]
    [InlineData("a,b\n\n\n1,x y\n2,\"q, r\"\n")]
    [InlineData("\uFEFFa,b\n1,x y\n2,\"q, r\"")]
    public void Reads_what_spreadsheets_write(string text)
    {
        var table = Read(text);
        Assert.Equal(["a", "b"], table.Columns);
        Assert.Equal((2, "1", "x y", "2", "q, r"), (table.Count, table[0, 0], table[0, 1], table[1, 0], table[1, 1]));
    }

    [Fact]
    public void Other_encodings_are_refused() =>
        Assert.Equal("t.csv: is not UTF-8 text. Save it as UTF-8: iconv -f latin1 -t utf-8.", Assert.Throws<DataException>(() => CsvTable.Read(new MemoryStream(Encoding.Latin1.GetBytes("a,b\n1,café\n2,x\n")), "t.csv")).Message);

    [Theory]
    [InlineData("", "t.csv: is empty. Give a line of column names, and rows.")]
    [InlineData("\n\n", "t.csv: is empty. Give a line of column names, and rows.")]
    [InlineData("a,b\n", "t.csv: has column names but no rows. Add some.")]
    [InlineData("a,b\n1,2\n3\n", "t.csv: row 3 has 1 cells, the line of names 2. Give every row a cell for each column; put cells that hold a comma in quotes.")]
    [InlineData("a,b\n1,2,3\n", "t.csv: row 2 has 3 cells, the line of names 2. Give every row a cell for each column; put cells that hold a comma in quotes.")]
    [InlineData("a,b,a\n1,2,3\n", "t.csv: 2 columns are called 'a'. Give each a name of its own.")]
    [InlineData("a,\n1,2\n", "t.csv: column 2 has no name. Give it one in the first line.")]
    [InlineData("1,2\n3,4\n", "t.csv: has numbers in its first line, where the column names belong. Add a line of names.")]
    public void Tells_what_is_wrong(string text, string message) => Assert.Equal(message, Assert.Throws<DataException>(() => Read(text)).Message);

    [Fact]
    public void An_open_quote_and_a_missing_file_are_told()
    {
        Assert.Equal("t.csv: row 2 has a quote that is not closed. Close it; write a quote inside quotes twice.", Assert.Throws<DataException>(() => Read("a,b\n1,\"x\n2,y\n")).Message);
        Assert.StartsWith("/nowhere.csv: could not be read: ", Assert.Throws<DataException>(() => CsvTable.Read("/nowhere.csv")).Message);
    }

    [Fact]
    public void An_unknown_column_is_answered_with_the_nearest() =>
        Assert.Equal("t.csv: has no column 'wieght'. Did you mean 'weight'? It has weight, age.", Assert.Throws<DataException>(() => Read("weight,age\n1,2\n").Column("wieght")).Message);

    [Fact]
    public void Spoiled_files_give_a_table_or_a_DataException()
    {
        byte[] sound = Encoding.UTF8.GetBytes("size;\"co\"\"lour\";label\r\n" + string.Concat(Enumerable.Range(0, 8).Select(i => $"{i * 1.5};\"re;d{i}\";{i % 2}\n")));
        byte[] signs = "\"\",;\t\r\n\0|\uFFFD1ex"u8.ToArray();
        for (ulong file = 0; file < 2000; file++)
        {
            var random = new Philox(1, file);
            byte[] bytes = [.. sound];
            for (ulong change = 0; change < 1 + file % 4; change++)
                bytes[random.Word(2 * change) % bytes.Length] = signs[random.Word(2 * change + 1) % signs.Length];
            try
            {
                var table = CsvTable.Read(new MemoryStream(bytes, 0, bytes.Length - (int)(file % 3)), "t.csv");
                Assert.All(Enumerable.Range(0, table.Count), r => Assert.NotNull(table[r, table.Columns.Count - 1]));
            }
            catch (DataException)
            {
            }
        }
    }

    [Theory]
    [InlineData("iris", 150, 5, 3)]
    [InlineData("wine", 178, 14, 3)]
    [InlineData("breast-cancer", 569, 31, 2)]
    [InlineData("diabetes", 442, 11, 214)]
    [InlineData("digits", 1797, 65, 10)]
    public void The_embedded_tables_are_whole(string name, int rows, int columns, int targets)
    {
        var toy = ToyTable.All.Single(t => t.Name == name);
        var table = toy.Read();
        Assert.Equal((rows, columns), (table.Count, table.Columns.Count));
        Assert.Equal(columns - 1, table.Column(toy.Target));
        Assert.Equal(targets, Enumerable.Range(0, rows).Select(r => table[r, columns - 1]).Distinct().Count());
    }
}
