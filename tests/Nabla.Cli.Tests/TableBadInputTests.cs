namespace Nabla.Cli.Tests;

/// <summary>Every bad table is one message and exit code 3, and leaves no run folder.</summary>
public class TableBadInputTests
{
    [Theory]
    [InlineData("", "--target y", "is empty. Give a line of column names, and rows.")]
    [InlineData("x,y\n1,a\n2\n", "--target y", "row 3 has 1 cells, the line of names 2.")]
    [InlineData("x,y,x\n1,a,2\n", "--target y", "2 columns are called 'x'. Give each a name of its own.")]
    [InlineData("x,label\n1,a\n2,b\n", "--target lable", "has no column 'lable'. Did you mean 'label'? It has x, label.")]
    [InlineData("x,y\n1,a\n2,b\n", "", "the column to predict is not given. Give one with --target: x, y.")]
    [InlineData("x,y\n1,a\n2,a\n", "--target y", "column y is 'a' in every row: with one class only there is nothing to learn.")]
    [InlineData("x,z,y\n1,,a\n2,?,b\n3,,a\n4,,b\n5,,b\n", "--target y", "column z has no value in any row. Fill it, or leave it out (--drop z).")]
    [InlineData("x,y\n1,1\n2,2\n3,3\n4,4\n5,5\n6,6\n7,7\n8,8\n9,9\n1o,10\n", "--target y --task regression", "row 11, column x: '1o' is not a finite number, as the column's other cells are.")]
    [InlineData("x,y\n1,a\n2,b\n3,a\n4,b\n5,b\n", "--target y --task regression", "column y holds words, such as 'a', where numbers were expected. Predict its classes (--task classification), or give another target.")]
    [InlineData("x,y\n1,0.5\n2,0.5\n3,0.5\n", "--target y", "column y is 0.5 in every row: there is nothing to learn. Give another target.")]
    [InlineData("x,y\n1,7\n2,7.0\n3,7\n", "--target y --task regression", "column y is 7 in every row: there is nothing to learn. Give another target.")]
    [InlineData("x,y\n1,\n2,?\n", "--target y", "column y has no value in any row. Fill it, or give another target.")]
    [InlineData("x,y\n1,\n2,?\n", "--target y --task regression", "column y has no value in any row. Fill it, or give another target.")]
    [InlineData("x,z,y\n1,2,a\n2,1,b\n3,1,a\n4,1,b\n5,1,b\n", "--target y --drop z,y", "column y is the target, so it cannot be left out. Take it out of --drop, or give another --target.")]
    [InlineData("x,y\n1,a\n2,b\n3,a\n4,b\n1e300,b\n", "--target y", "row 6, column x: '1e300' is beyond ±3.4e38, the numbers that models compute with. Correct it, or empty it for a missing value.")]
    [InlineData("x,y\n1,0.5\n2,-1e39\n3,4\n", "--target y", "row 3, column y: '-1e39' is beyond ±3.4e38")]
    [InlineData("\"a,b\",y\n1,a\n2,b\n", "--target z", "has no column 'z'. Did you mean 'y'? It has \"a,b\", y.")]
    [InlineData("\"a,b\",y\n1,a\n2,b\n", "", "Give one with --target: \"a,b\", y.")]
    [InlineData("x,\"a,b\",y\n1,,a\n2,,b\n3,,a\n4,,b\n5,,b\n", "--target y", "column a,b has no value in any row. Fill it, or leave it out (--drop '\"a,b\"').")]
    [InlineData("x,y\n1,a\n2,b\n3,a\n4,b\n5,b\n", "--target y --drop z", "has no column 'z'.")]
    [InlineData("x,y\n1,a\n2,b\n", "--target y --loss mse", "train: loss 'mse' is not one of classification, which has cross-entropy, focal, binary-cross-entropy, hinge. Change one of the two.")]
    [InlineData("x,y\n1,a\n2,b\n3,a\n4,b\n5,b\n6,a\n", "--target y --class-weights 1,2,3", "train: --class-weights has 3 numbers, there are 2 classes: a, b. Give one number each, in this order.")]
    [InlineData("x,y\n\"3,14\",a\n\"2,5\",b\n\"-1,0\",a\n4,b\n5,b\n", "--target y", "row 2, column x: '3,14' has a decimal comma, where a point was expected. Write 3.14, and so in the whole column.")]
    [InlineData("x;y\n1;a\n;b\n-2,75;a\n4,5;b\n0,1;a\n", "--target y", "row 4, column x: '-2,75' has a decimal comma, where a point was expected. Write -2.75, and so in the whole column.")]
    [InlineData("x;y\n1;0,5\n2;0,25\n3;4\n", "--target y", "row 2, column y: '0,5' has a decimal comma, where a point was expected. Write 0.5, and so in the whole column.")]
    [InlineData("x;y\n1;0,5\n2;0,25\n3;4\n", "--target y --task regression", "row 2, column y: '0,5' has a decimal comma, where a point was expected. Write 0.5, and so in the whole column.")]
    [InlineData("x;y\n1;1\n2;2\n3;3\n4;4\n5;5\n6;6\n7;7\n8;8\n9;9\n10,5;10\n", "--target y --task regression", "row 11, column x: '10,5' has a decimal comma, where a point was expected. Write 10.5, and so in the whole column.")]
    [InlineData("x,y\n\"1,100\",a\n\"2,500\",b\n\"-1,000\",a\n4,b\n5,b\n6,a\n7,b\n", "--target y", "row 2, column x: '1,100' has a comma that may stand for decimals or between thousands. Write 1.100 or 1100, whichever it is, and so in the whole column.")]
    [InlineData("x,y\n\"1,100\",a\n\"2,5\",b\n4,b\n5,b\n6,a\n7,b\n", "--target y", "row 2, column x: '1,100' has a decimal comma, where a point was expected. Write 1.100, and so in the whole column.")]
    [InlineData("x,y\n\"0,100\",a\n\"0,500\",b\n4,b\n5,b\n6,a\n7,b\n", "--target y", "row 2, column x: '0,100' has a decimal comma, where a point was expected. Write 0.100, and so in the whole column.")]
    [InlineData("x,y\n\"1,234,567\",a\n\"2,500\",b\n4,b\n5,b\n6,a\n7,b\n", "--target y", "row 2, column x: '1,234,567' has commas between thousands, where none were expected. Write 1234567, and so in the whole column.")]
    [InlineData("x,y\n\"2,500\",a\n\"1,234,567\",b\n4,b\n5,b\n6,a\n7,b\n", "--target y", "row 2, column x: '2,500' has commas between thousands, where none were expected. Write 2500, and so in the whole column.")]
    [InlineData("x;y\n1;1\n2;2\n3;3\n4;4\n5;5\n6;6\n7;7\n8;8\n9;9\n10,500.25;10\n", "--target y --task regression", "row 11, column x: '10,500.25' has commas between thousands, where none were expected. Write 10500.25, and so in the whole column.")]
    [InlineData("x,y\n1,a\n2,b\n", "--target y --loss hinge --class-weights balanced", "train: class-weights are given, but hinge has none. Change one of the two.")]
    public void A_bad_table_is_told(string text, string options, string message)
    {
        using var folder = new TemporaryFolder();
        string file = folder["t.csv"];
        File.WriteAllText(file, text);
        var o = CommandLine.Run([.. $"train mlp --data {file} --out {folder["run"]}".Split(' '), .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Equal((3, ""), (o.Code, o.Out));
        Assert.Contains(message, Assert.Single(o.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal([file], Directory.GetFileSystemEntries(folder.Root));
    }

    [Theory]
    [InlineData("train mlp --data irsi", "data: there is no table 'irsi'. Did you mean 'iris'? Use iris, wine, breast-cancer, diabetes, digits, or give a CSV file.")]
    [InlineData("train mlp --data nothing.csv", "nothing.csv: could not be read: ")]
    [InlineData("train lenet5 --hidden 3", "train: --hidden is an option of models of tables, lenet5 learns from images. Leave it out, or train mlp.")]
    public void What_is_not_there_is_told(string line, string message)
    {
        using var folder = new TemporaryFolder();
        var o = CommandLine.Run($"{line} --out {folder["run"]}");
        Assert.Equal((3, ""), (o.Code, o.Out));
        Assert.Contains(message, o.Error);
    }

    [Theory]
    [InlineData("--norm batch --limit 1", "batch_norm: input (1, ", ": a variance needs two or more")]
    [InlineData("--optimizer sgd --lr 1e39", "sgd: learning rate 1E+39 is not possible in F32. Give a number from 0 to 3.4E38, or compute in F64.", "")]
    public void Settings_with_which_no_step_is_possible_leave_no_folder(string options, string message, string more)
    {
        using var folder = new TemporaryFolder();
        var o = CommandLine.Run($"train mlp --data iris {options} --out {folder["of/runs/one"]}");
        Assert.Equal(3, o.Code);
        Assert.Contains(message, o.Error);
        Assert.Contains(more, o.Error);
        Assert.Contains($"no step could be taken, so {folder["of/runs/one"]} is removed again.", o.Error);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Root));
        Directory.CreateDirectory(folder["of"]);
        Assert.Equal(3, CommandLine.Run($"train mlp --data iris {options} --out {folder["of/runs/one"]}").Code);
        Assert.Equal([folder["of"]], Directory.GetFileSystemEntries(folder.Root, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("y", "column y has 40 different numbers, such as 2.5: those are measures, not classes. Predict a number (--task regression), or give another target.")]
    [InlineData("n", "column n has 40 different values in 40 rows: too few rows of each class to learn from and to test on. Predict a number (--task regression), or give another target.")]
    public void Measures_are_no_classes(string target, string message)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["t.csv"], TableTrainTests.Rows);
        var o = CommandLine.Run($"train mlp --data {folder["t.csv"]} --target {target} --task classification --out {folder["run"]}");
        Assert.Equal(3, o.Code);
        Assert.Contains(message, o.Error);
    }

    [Fact]
    public void Whole_measures_are_no_classes_either() =>
        Assert.Contains("diabetes: column progression has 214 different values in 442 rows: too few rows of each class to learn from and to test on. Predict a number (--task regression), or give another target.",
            CommandLine.Run("train mlp --data diabetes --task classification").Error);

    [Fact]
    public void A_column_whose_name_holds_a_comma_can_be_left_out()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["t.csv"], TableTrainTests.Rows.Replace("n,colour,y", "n,\"red, blue\",y"));
        var o = CommandLine.Run("train", "mlp", "--data", folder["t.csv"], "--target", "y", "--epochs", "1", "--drop", "\"red, blue\"", "--json", "--out", folder["run"]);
        Assert.Equal((0, ""), (o.Code, o.Error));
        Assert.Equal(4609, o.Json[0].GetProperty("parameters").GetInt32());
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a, b ,c", "a|b|c")]
    [InlineData("\"a, b\",c", "a, b|c")]
    [InlineData("c,\"say \"\"a\"\"\" , d", "c|say \"a\"|d")]
    [InlineData(" ,", "")]
    [InlineData("\"a", null)]
    [InlineData("\"a\"b", null)]
    public void Names_are_separated_by_commas_outside_quotes(string text, string? names) =>
        Assert.Equal(names, ColumnNames.Parse(text) is { } parsed ? string.Join('|', parsed) : null);

    [Fact]
    public void Names_of_rows_are_told_with_how_to_leave_them_out()
    {
        using var folder = new TemporaryFolder();
        string[] rows = TableTrainTests.Rows.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        File.WriteAllText(folder["t.csv"], string.Join('\n', rows.Select((r, i) => i == 0 ? $"patient id,{r}" : $"p{i % 37},{r}")));
        string train = $"train mlp --data {folder["t.csv"]} --target y --epochs 1 --out ";
        var o = CommandLine.Run($"{train}{folder["run"]}");
        Assert.Equal((0, "nabla: column patient id has words that are nearly all different, as names of rows are: they tell a model nothing of other rows. Leave it out with --drop 'patient id'.\n"), (o.Code, o.Error));
        o = CommandLine.Run([.. $"{train}{folder["other"]}".Split(' '), "--drop", "patient id"]);
        Assert.Equal((0, ""), (o.Code, o.Error));
    }

    [Fact]
    public void Rows_without_a_target_are_left_out_and_told()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["t.csv"], TableTrainTests.Rows + "3,red,\n");
        var o = CommandLine.Run($"train mlp --data {folder["t.csv"]} --target y --epochs 1 --out {folder["run"]}");
        Assert.Equal((0, "nabla: 1 row is left out: y is missing.\n"), (o.Code, o.Error));
    }

    [Fact]
    public void A_class_without_a_row_to_test_on_is_told()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["t.csv"], "n,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},{(i < 20 ? "low" : "high")}\n")) + "41,rare\n");
        var o = CommandLine.Run($"train mlp --data {folder["t.csv"]} --target y --epochs 1 --out {folder["run"]}");
        Assert.Equal((0, "nabla: no row to test on has y rare: the scores say nothing of it. Give more rows, or a larger --test-share.\n"), (o.Code, o.Error));
    }
}
