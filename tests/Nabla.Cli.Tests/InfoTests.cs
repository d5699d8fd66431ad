namespace Nabla.Cli.Tests;

public class InfoTests
{
    [Fact]
    public void Models_lists_lenet5_with_its_published_parameters()
    {
        var model = Assert.Single(CommandLine.Run("models --json").Json, m => m.GetProperty("name").GetString() == "lenet5");
        Assert.Equal(61_706, model.GetProperty("parameters").GetInt32());
        Assert.Contains("61,706", CommandLine.Run("models").Out);
    }

    [Fact]
    public void A_model_shows_its_layers_and_settings()
    {
        var model = CommandLine.Run("models lenet5 --json").End;
        var layers = model.GetProperty("layers").EnumerateArray().ToArray();
        Assert.Equal(61_706, layers.Sum(l => l.GetProperty("parameters").GetInt32()));
        Assert.Equal("mnist-mini", model.GetProperty("recipe").GetProperty("data").GetString());
        Assert.Contains("--schedule cosine", CommandLine.Run("models lenet5").Out);
    }

    [Fact]
    public void Data_lists_what_is_known()
    {
        string[] names = [.. CommandLine.Run("data list --json").Json.Select(d => d.GetProperty("name").GetString()!)];
        Assert.Contains("mnist-mini", names);
        Assert.Contains("mnist", names);
        Assert.Contains("breast-cancer", names);
        Assert.Contains("embedded", CommandLine.Run("data list").Out);
    }

    [Fact]
    public void Data_get_tells_what_is_there()
    {
        var data = CommandLine.Run("data get mnist-mini --json").End;
        Assert.Equal((10_000, 1_000), (data.GetProperty("train").GetInt32(), data.GetProperty("test").GetInt32()));
        Assert.Contains("10,000 training and 1,000 test images, 1×28×28, 10 classes", CommandLine.Run("data get mnist-mini").Out);
        Assert.Contains("iris: 150 rows of 5 columns, embedded; species is predicted", CommandLine.Run("data get iris").Out);
        Assert.Equal(3, CommandLine.Run("data get nothing").Code);
    }

    [Fact]
    public void Env_tells_the_machine()
    {
        var env = CommandLine.Run("env --json").End;
        Assert.Equal(Environment.ProcessorCount, env.GetProperty("processors").GetInt32());
        Assert.Equal(System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated, env.GetProperty("vector256").GetBoolean());
        Assert.False(env.GetProperty("aot").GetBoolean());
        string people = CommandLine.Run("env").Out;
        Assert.All(["processor", "vectors", "threads", "memory", "collector", "cache"], word => Assert.Contains(word, people));
    }
}
