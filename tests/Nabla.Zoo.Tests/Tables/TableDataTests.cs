using Nabla.Data;

namespace Nabla.Zoo.Tests.Tables;

public class TableDataTests
{
    private static readonly string s_rows = string.Concat(Enumerable.Range(0, 20).Select(i => $"{i},{(i % 2 == 0 ? "red" : "blue")},{(i % 4 == 0 ? "yes" : "no")}\n"));

    private static TextTable Small(string text) => CsvTableTests.Read(text);

    private static float[] Inputs(Dataset data) => data.Get([.. Enumerable.Range(0, data.Count)])[0].ToArray<float>();

    [Fact]
    public void Numbers_are_standardized_by_the_training_part_alone()
    {
        var data = TableData.Of(Small("size,label\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"{i * i},{i % 2}\n"))), "label", seed: 3);
        Assert.Equal((40, 10), (data.Train.Count, data.Test.Count));
        float[] x = Inputs(data.Train);
        Assert.Equal(0, x.Average(), 1e-6);
        Assert.Equal(1, x.Average(v => v * v), 1e-5);
        Assert.NotEqual(0, Inputs(data.Test).Average(), 1e-3);
    }

    // Steps of 1 at 1e14 are 1e-14 of it, and still a million times a unit in the last place over the column.
    [Theory]
    [InlineData("100000000000000", 1, true)]
    [InlineData("-1000000000000000", 8, true)]
    [InlineData("0", 7.888609052210118E-31, true)]
    [InlineData("7", 0, false)]
    public void What_varies_by_more_than_rounding_is_standardized(string first, double by, bool scaled)
    {
        double start = double.Parse(first);
        var (mean, scale) = TableColumn.Moments([.. Enumerable.Range(0, 999).Select(i => start + i * by)]);
        Assert.Equal(start + 499 * by, mean);
        Assert.Equal(scaled ? by * Math.Sqrt((999.0 * 999 - 1) / 12) : 1, scale, 1e-12 * scale);       // σ² of 0 … N − 1 is (N² − 1)/12
    }

    [Fact]
    public void Rounding_is_no_deviation() => Assert.Equal(1, TableColumn.Moments([0.3, 0.1 + 0.2, 0.3]).Scale);

    [Fact]
    public void Words_become_one_hot_and_kinds_are_inferred()
    {
        var data = TableData.Of(Small("n,colour,label\n" + s_rows), "label");
        Assert.Equal([null, "blue red"], data.Schema.Columns.Select(c => c.Categories is { } words ? string.Join(' ', words) : null));
        Assert.Equal(["no", "yes"], data.Schema.Target.Classes!);
        Assert.Equal(3, data.Schema.Width);
        Assert.All(Inputs(data.Train).Chunk(3), row => Assert.Equal(1, row[1] + row[2]));
    }

    [Fact]
    public void A_class_is_its_number_however_it_is_written()
    {
        var target = TableData.Of(Small("n,label\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"{i},{(i % 3) switch { 0 => "1.0", 1 => "1", _ => "0" }}\n"))), "label").Schema.Target;
        Assert.Equal(["0", "1"], target.Classes!);
        Assert.Equal([1L, 0, 1], target.Encode(Small("label\n1.00\n0.0\n1\n")).ToArray<long>());
    }

    [Fact]
    public void Missing_numbers_are_the_mean_and_missing_or_unknown_words_are_zeros()
    {
        var schema = TableData.Of(Small("n,colour,label\n" + s_rows), "label").Schema;
        using var scope = new Scope();
        Assert.Equal([0f, 0, 0, 0, 0, 1], schema.Encode(Small("colour,more,n\n?,7,NA\nred,8,\n")).ToArray<float>());
        Assert.Equal(0f, schema.Encode(Small("colour,n\ngreen,\n")).ToArray<float>()[1]);
    }

    [Fact]
    public void Rows_without_a_target_are_left_out()
    {
        var data = TableData.Of(Small("n,colour,label\n" + s_rows + "7,red,\n8,red,?\n"), "label");
        Assert.Equal((2, 20), (data.WithoutTarget, data.Train.Count + data.Test.Count));
    }

    [Fact]
    public void Classes_that_no_test_row_has_are_told()
    {
        string rows = string.Concat(Enumerable.Range(0, 20).Select(i => $"{i},{"ab"[i % 2]}\n"));
        Assert.Equal(["c", "d"], TableData.Of(Small("n,label\n" + rows + "21,c\n22,d\n23,d\n"), "label").WithoutTestRows);
        Assert.Empty(TableData.Of(Small("n,label\n" + rows), "label").WithoutTestRows);
        Assert.Empty(TableData.Of(Small("n,label\n" + rows), "n", classes: false).WithoutTestRows);
    }

    [Theory]
    [InlineData(9, 9, false)]
    [InlineData(10, 10, true)]
    [InlineData(20, 18, true)]
    [InlineData(20, 17, false)]
    public void Words_that_are_nearly_all_different_name_rows(int rows, int different, bool names)
    {
        string text = "n,who,label\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"{i},p{i % different},{i % 2}\n")) + "1,,1\n1,,0\n";
        Assert.Equal(names ? ["who"] : [], TableData.Of(Small(text), "label").NamesOfRows);
        Assert.Empty(TableData.Of(Small(text), "label", drop: ["who"]).NamesOfRows);
    }

    [Fact]
    public void Words_with_commas_stay_words()
    {
        var data = TableData.Of(Small("n,size,label\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"{i},{(i % 3) switch { 0 => "\"1,5\"", 1 => "small", _ => "\"a,b\"" }},{i % 2}\n"))), "label");
        Assert.Equal(["1,5", "a,b", "small"], data.Schema.Columns[1].Categories!);
    }

    [Fact]
    public void The_split_is_stratified_and_follows_the_seed()
    {
        long[] groups = [.. Enumerable.Range(0, 100).Select(i => i < 90 ? 0L : 1L)];
        var (train, test) = TableSplit.Of(groups, 0.2, 1);
        Assert.Equal(Enumerable.Range(0, 100), train.Concat(test).Order());
        Assert.Equal((18, 2), (test.Count(i => i < 90), test.Count(i => i >= 90)));
        Assert.Equal(test, TableSplit.Of(groups, 0.2, 1).Test);
        Assert.NotEqual(test, TableSplit.Of(groups, 0.2, 2).Test);
    }

    [Fact]
    public void The_schema_survives_json()
    {
        var schema = TableData.Of(Small("n,colour,label\n" + s_rows), "label").Schema;
        var back = TableSchema.FromJson(schema.ToJson(), "f");
        Assert.Equal(schema.ToJson(), back.ToJson());
        Assert.Equal((schema.Width, schema.Outputs), (back.Width, back.Outputs));
        Assert.StartsWith("f: does not tell its columns: ", Assert.Throws<DataException>(() => TableSchema.FromJson("{}", "f")).Message);
    }

    [Theory]
    [InlineData("n,c,label\n1,,a\n2,,b\n1,,a\n2,,b\n3,,b\n", "label", "t.csv: column c has no value in any row. Fill it, or leave it out (--drop c).")]
    [InlineData("n,label\n1,a\n2,a\n", "label", "t.csv: column label is 'a' in every row: with one class only there is nothing to learn. Give rows of other classes, or another target.")]
    [InlineData("n,label\n1,\n2,?\n", "label", "t.csv: column label has no value in any row. Fill it, or give another target.")]
    [InlineData("n,label\n1,a\n2,b\n", "lable", "t.csv: has no column 'lable'. Did you mean 'label'? It has n, label.")]
    [InlineData("label\na\nb\na\nb\nb\n", "label", "t.csv: has no column but label: there is nothing to predict from. Add columns.")]
    [InlineData("n,label\n1,a\n2,b\n", "label", "split: 2 rows leave none to test on. Give more rows, or a larger test share.")]
    public void Bad_tables_are_told(string text, string target, string message) =>
        Assert.Equal(message, Assert.Throws<DataException>(() => TableData.Of(Small(text), target)).Message);

    [Fact]
    public void A_word_among_numbers_is_named_by_row_and_column()
    {
        string rows = string.Concat(Enumerable.Range(0, 20).Select(i => $"{(i == 17 ? "1o" : $"{i}")},{i % 2}\n"));
        Assert.Equal("t.csv: row 19, column n: '1o' is not a finite number, as the column's other cells are. Correct it, or empty it for a missing value.",
            Assert.Throws<DataException>(() => TableData.Of(Small("n,label\n" + rows), "label")).Message);
        Assert.Equal("t.csv: column label holds words, such as 'yes', where numbers were expected. Predict its classes (--task classification), or give another target.",
            Assert.Throws<DataException>(() => TableData.Of(Small("n,colour,label\n" + s_rows), "label", classes: false)).Message);
    }

    [Fact]
    public void A_label_outside_the_classes_is_named()
    {
        var schema = TableData.Of(Small("n,colour,label\n" + s_rows), "label").Schema;
        Assert.Equal("t.csv: row 3, column label: 'maybe' is not one of the 2 classes no, yes. Correct it, or remove the row.",
            Assert.Throws<DataException>(() => TableData.Rows(schema, Small("n,colour,label\n1,red,yes\n1,red,maybe\n"))).Message);
    }

    [Fact]
    public void Names_of_rows_are_no_categories()
    {
        string rows = string.Concat(Enumerable.Range(0, 450).Select(i => $"p{i},{i},{i % 2}\n"));
        Assert.StartsWith("t.csv: column id has 360 different words, 200 at most are possible", Assert.Throws<DataException>(() => TableData.Of(Small("id,n,label\n" + rows), "label")).Message);
        Assert.Equal(1, TableData.Of(Small("id,n,label\n" + rows), "label", drop: ["id"]).Schema.Width);
        Assert.Equal("t.csv: column id has 450 different values in 450 rows: too few rows of each class to learn from and to test on. Give another target.", Assert.Throws<DataException>(() => TableData.Of(Small("id,n,label\n" + rows), "id")).Message);
    }

    [Theory]
    [InlineData("0\n1\n2\n", true)]
    [InlineData("0.5\n1\n2\n", false)]
    [InlineData("a\nb\na\n", true)]
    public void Few_whole_numbers_and_words_look_like_classes(string column, bool classes) =>
        Assert.Equal(classes, TableTarget.LooksLikeClasses(Small("y\n" + column), 0));
}
