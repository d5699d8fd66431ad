namespace Nabla.Cli.Tests;

/// <summary>What a run on a table can be used for: eval and predict.</summary>
public sealed class TablePredictTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Eval_agrees_with_training()
    {
        var trained = CommandLine.Run($"train mlp --epochs 3 --json --out {folder["run"]}");
        var o = CommandLine.Run($"eval {folder["run"]} --json");
        Assert.Equal(trained.End.GetProperty("test").GetRawText(), o.End.GetProperty("test").GetRawText());
        Assert.Equal(30, o.End.GetProperty("confusion").EnumerateArray().Sum(r => r.EnumerateArray().Sum(c => c.GetInt32())));
        Assert.Contains("of 30)", CommandLine.Run($"eval {folder["run"]}").Out);
    }

    [Fact]
    public void Predictions_need_no_training_data_and_go_by_the_names_of_columns()
    {
        File.WriteAllText(folder["t.csv"], TableTrainTests.Rows);
        Assert.Equal(0, CommandLine.Run($"train mlp --data {folder["t.csv"]} --target y --epochs 200 --dropout 0 --out {folder["run"]}").Code);
        File.Delete(folder["t.csv"]);
        File.WriteAllText(folder["new.csv"], "more,colour,n\nx,blue,20\nx,red,21\n");
        var o = CommandLine.Run($"predict {folder["run"]} {folder["new.csv"]}");
        Assert.Equal((0, ""), (o.Code, o.Error));
        Assert.Equal("y", o.Lines[0]);
        Assert.Equal([50, 82.5], o.Lines[1..].Select(double.Parse), (a, b) => Math.Abs(a - b) < 12);
        var json = CommandLine.Run($"predict {folder["run"]} {folder["new.csv"]} --json --out {folder["p.csv"]}");
        Assert.Equal(double.Parse(o.Lines[2]), json.End.GetProperty("value").GetDouble());
        Assert.Equal(o.Out, File.ReadAllText(folder["p.csv"]));
    }

    [Fact]
    public void Classes_come_with_their_probability()
    {
        CommandLine.Run($"train mlp --out {folder["run"]}");
        File.WriteAllText(folder["new.csv"], "sepal_length,sepal_width,petal_length,petal_width\n5.1,3.5,1.4,0.2\n6.3,3.3,6.0,2.5\n");
        var o = CommandLine.Run($"predict {folder["run"]} {folder["new.csv"]}");
        Assert.Equal("species,probability", o.Lines[0]);
        Assert.Matches(@"^setosa,0\.9\d+$", o.Lines[1]);
        Assert.Matches(@"^virginica,0\.9\d+$", o.Lines[2]);
        var json = CommandLine.Run($"predict {folder["run"]} {folder["new.csv"]} --json");
        Assert.Equal((2, "virginica"), (json.End.GetProperty("row").GetInt32(), json.End.GetProperty("class").GetString()));
        Assert.Equal(1, json.End.GetProperty("probabilities").EnumerateArray().Sum(p => p.GetDouble()), 1e-9);
    }

    [Fact]
    public void Other_rows_can_be_tried_and_their_labels_are_checked()
    {
        CommandLine.Run($"train mlp --out {folder["run"]}");
        string rows = "sepal_length,sepal_width,petal_length,petal_width,species\n5.1,3.5,1.4,0.2,setosa\n";
        File.WriteAllText(folder["new.csv"], rows);
        Assert.Equal(1, CommandLine.Run($"eval {folder["run"]} --data {folder["new.csv"]} --json").End.GetProperty("test").GetProperty("accuracy").GetDouble());
        File.WriteAllText(folder["new.csv"], rows + "5.1,3.5,1.4,0.2,sitosa\n");
        var o = CommandLine.Run($"eval {folder["run"]} --data {folder["new.csv"]}");
        Assert.Equal(3, o.Code);
        Assert.Contains("new.csv: row 3, column species: 'sitosa' is not one of the 3 classes setosa, versicolor, virginica.", o.Error);
    }

    [Fact]
    public void A_table_that_lacks_a_column_is_refused_with_the_nearest()
    {
        CommandLine.Run($"train mlp --epochs 1 --out {folder["run"]}");
        File.WriteAllText(folder["new.csv"], "sepal_lenght,sepal_width,petal_length,petal_width\n5.1,3.5,1.4,0.2\n");
        var o = CommandLine.Run($"predict {folder["run"]} {folder["new.csv"]}");
        Assert.Equal((3, ""), (o.Code, o.Out));
        Assert.Contains("has no column 'sepal_length'. Did you mean 'sepal_lenght'?", o.Error);
    }
}
