using Nabla.Io;
using Nabla.Zoo;

namespace Nabla.Cli.Tests;

/// <summary>A run of a published network on a folder of pictures, for the tests that use it.</summary>
public sealed class PhotoRun : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public PhotoRun()
    {
        foreach (var (c, name) in ((string[])["red", "green", "blue"]).Index())
            for (int i = 0; i < 5; i++)
                Pictures.Save(folder[$"photos/{name}/{i}.png"], new(3, 40, 48, [.. Enumerable.Range(0, 3 * 40 * 48).Select(j => j / (40 * 48) == c ? 0.8f : (j + i) % 7 / 20f)]));
        Training = CommandLine.Run($"train resnet18 --data {Photos} --size 32 --epochs 1 --batch 4 --lr 0.001 --warmup 0 --json --out {Path}");
    }

    internal Outcome Training { get; }

    internal string Path => folder["run"];

    internal string Photos => folder["photos"];

    internal string Photo => folder["photos/red/0.png"];

    internal string this[string name] => folder[name];

    public void Dispose() => folder.Dispose();
}

/// <summary>What a trained model is used for: features, explanations, other programs.</summary>
public class UseTests(PhotoRun run) : IClassFixture<PhotoRun>
{
    [Fact]
    public void ResNet18_is_trained_evaluated_resumed_and_predicts()
    {
        Assert.Equal(0, run.Training.Code);
        Assert.Equal(run.Training.Weights, CommandLine.Run($"eval {run.Path} --json").Weights);
        Assert.Equal(run.Training.Weights, CommandLine.Run($"train --resume {run.Path} --json").Weights);
        var p = CommandLine.Run("predict", run.Path, run.Photo, "--json").End;
        Assert.Equal(["blue", "green", "red"], p.GetProperty("classes").EnumerateArray().Select(c => c.GetString()));
        using var file = SafeTensorsFile.Open(System.IO.Path.Combine(run.Path, "model.safetensors"));
        Assert.Contains("layer1.0.conv1.weight", file.Names);                // torchvision's
        Assert.Contains("\"mean\": [", file.Metadata["images"]);
    }

    [Theory]
    [InlineData("googlenet", 32)]
    [InlineData("efficientnet-b0", 32)]
    [InlineData("inception-v3", 75)]
    public void Other_families_take_a_step(string model, int size)
    {
        using var folder = new TemporaryFolder();
        // Two pictures on maps of one pixel: batch norm divides by next to nothing, and gradients reach 1e9.
        var o = CommandLine.Run($"train {model} --data {run.Photos} --size {size} --limit 2 --epochs 1 --batch 2 --lr 0.001 --warmup 0 --clip 1 --json --out {folder["run"]}");
        Assert.True(o.Code == 0, o.Error);
        Assert.Equal(o.Weights, CommandLine.Run($"eval {folder["run"]} --json").Weights);
    }

    [Fact]
    public void Pictures_smaller_than_a_model_can_take_are_told_before_a_folder_is_made()
    {
        using var folder = new TemporaryFolder();
        var o = CommandLine.Run($"train inception-v3 --data {run.Photos} --size 32 --out {folder["run"]}");
        Assert.Equal(3, o.Code);
        Assert.Contains("75×75", o.Error);
        Assert.False(Directory.Exists(folder["run"]));
    }

    [Fact]
    public void The_layers_of_a_run_or_model_are_shown()
    {
        var e = CommandLine.Run("summary", run.Path, "--json").End;
        Assert.Equal([3, 32, 32], e.GetProperty("input").EnumerateArray().Select(n => n.GetInt32()));
        Assert.Equal(11_689_512 - 997 * 513, e.GetProperty("parameters").GetInt64());
        Assert.Equal(e.GetProperty("parameters").GetInt64(), e.GetProperty("layers").EnumerateArray().Sum(l => l.GetProperty("parameters").GetInt64()));
        e = CommandLine.Run("summary", "resnet18", "--size", "64", "--classes", "3", "--json").End;
        Assert.Equal([3, 64, 64], e.GetProperty("input").EnumerateArray().Select(n => n.GetInt32()));
        Assert.Equal(11_689_512 - 997 * 513, e.GetProperty("parameters").GetInt64());
        Assert.Contains("layer4.1.conv2", CommandLine.Run("summary", run.Path).Out);
        Tells("is a run, which has its own size and classes. Leave out --size and --classes.", 3, "summary", run.Path, "--size", "16");
        Assert.Equal(61_706 - 7 * 85, CommandLine.Run("summary", "lenet5", "--classes", "3", "--json").End.GetProperty("parameters").GetInt64());
        Tells("lenet5: images (1, 20, 20): 1 or 3 channels of 28×28 or 32×32 were expected. Scale them, or use a network that takes any size.", 3, "summary", "lenet5", "--size", "20");
        Tells("mlp: has 3 classes and takes (4) alone. Leave out --size and --classes.", 3, "summary", "mlp", "--classes", "3");
        Tells("lenet6: there is no such run folder or model. Did you mean 'lenet5'?", 3, "summary", "lenet6");
        Tells("elephant: there is no such run folder.", 3, "summary", "elephant");
    }

    [Fact]
    public void Features_are_written_as_npy_csv_and_JSON()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, CommandLine.Run("features", run.Path, run.Photo, run.Photo, "--out", folder["f.npy"]).Code);
        var all = Npy.Load(folder["f.npy"]);
        Assert.Equal([2, 512], all.Shape);
        float[] first = all[0].ToArray<float>();
        Assert.Contains(first, v => v > 0);
        string[] lines = CommandLine.Run("features", run.Path, run.Photo).Lines;
        Assert.StartsWith("image,f0,f1,", lines[0]);
        Assert.Equal(first, lines[1].Split(',')[1..].Select(v => float.Parse(v, System.Globalization.CultureInfo.InvariantCulture)));
        CommandLine.Run("features", run.Path, run.Photo, "--out", folder["f.csv"]);
        Assert.Equal(lines, File.ReadAllLines(folder["f.csv"]));
        Assert.Equal(512, CommandLine.Run("features", run.Path, run.Photo, "--json").End.GetProperty("features").GetArrayLength());
    }

    [Fact]
    public void Features_of_a_model_with_weights_need_no_run_and_no_head()
    {
        using var folder = new TemporaryFolder();
        var model = new CifarResNet(20, classes: 7);
        model.Init(1);
        SafeTensors.Save(folder["w.safetensors"], model.State());
        var o = CommandLine.Run("features", "resnet20", run.Photo, "--weights", folder["w.safetensors"], "--size", "16", "--json");
        float[] expected = Features.Of(model, Sight.Of(run.Photo, [3, 16, 16])).ToArray<float>();
        Assert.Equal(expected, o.End.GetProperty("features").EnumerateArray().Select(v => (float)v.GetDouble()));
        Tells("resnet20: is a model without weights. Give --weights, or a run folder.", 3, "features", "resnet20", run.Photo);
        Tells("w.safetensors: none of ", 3, "features", "googlenet", run.Photo, "--weights", folder["w.safetensors"]);
        Tells("resnt20: there is no such run folder or model. Did you mean 'resnet20'?", 3, "features", "resnt20", run.Photo);
        Tells("is a run, which has its own weights and size. Leave out --weights and --size.", 3, "features", run.Path, run.Photo, "--size", "16");
        Tells("--out: 'f.txt' is not possible. Give a name that ends in .npy or .csv.", 2, "features", run.Path, run.Photo, "--out", "f.txt");
        Tells("mlp: learns from tables; pictures are asked about. Give a model of images.", 3, "features", "mlp", run.Photo, "--weights", folder["w.safetensors"]);
    }

    [Theory]
    [InlineData("googlenet", 0.5)]
    [InlineData("resnet18", 0.485)]
    public void Pictures_are_normalized_as_published_weights_expect(string name, double red)
    {
        using var folder = new TemporaryFolder();
        var model = Catalog.Get(name).Make([3, 32, 32], 3, red == 0.5 ? ChannelStatistics.Half : ChannelStatistics.ImageNet);
        model.Init(1);
        SafeTensors.Save(folder["w.safetensors"], model.State());
        var o = CommandLine.Run("features", name, run.Photo, "--weights", folder["w.safetensors"], "--size", "32", "--json");
        Assert.Equal(Features.Of(model, Sight.Of(run.Photo, [3, 32, 32])).ToArray<float>(), o.End.GetProperty("features").EnumerateArray().Select(v => (float)v.GetDouble()));
        Assert.Equal(0, CommandLine.Run($"train {name} --data {run.Photos} --size 32 --weights {folder["w.safetensors"]} --limit 2 --epochs 1 --batch 2 --warmup 0 --out {folder["run"]}").Code);
        using var file = SafeTensorsFile.Open(System.IO.Path.Combine(folder["run"], "model.safetensors"));
        Assert.Equal(red, ImageSettings.FromJson(file.Metadata["images"], "run").Mean![0]);
    }

    [Theory]
    [InlineData("grad-cam", "layer4")]
    [InlineData("saliency", null)]
    public void A_prediction_is_explained_by_a_picture(string method, string? layer)
    {
        using var folder = new TemporaryFolder();
        var e = CommandLine.Run("explain", run.Path, run.Photo, "--out", folder["why.png"], "--method", method, "--class", "green", "--json").End;
        Assert.Equal(("green", method, layer), (e.GetProperty("class").GetString(), e.GetProperty("method").GetString(), e.GetProperty("layer").GetString()));
        var picture = ImageFile.ReadColour(folder["why.png"]);
        Assert.Equal((224, 224), (picture.Height, picture.Width));
        var likeliest = CommandLine.Run("explain", run.Path, run.Photo, "--out", folder["why.png"], "--json").End;
        Assert.Equal(CommandLine.Run("predict", run.Path, run.Photo, "--json").End.GetProperty("class").GetString(), likeliest.GetProperty("class").GetString());
    }

    [Fact]
    public void A_model_with_weights_is_explained_for_the_classes_of_its_head()
    {
        using var folder = new TemporaryFolder();
        var model = new CifarResNet(20, classes: 7);
        model.Init(1);
        SafeTensors.Save(folder["w.safetensors"], model.State());
        string[] line = ["explain", "resnet20", run.Photo, "--weights", folder["w.safetensors"], "--size", "16", "--out", folder["why.png"]];
        double[] p = Classification.Probabilities(model.Forward(Sight.Of(run.Photo, [3, 16, 16])).ToArray<float>());
        var e = CommandLine.Run([.. line, "--class", "6", "--json"]).End;
        Assert.Equal(("6", p[6]), (e.GetProperty("class").GetString(), e.GetProperty("probability").GetDouble()));
        Assert.True(File.Exists(folder["why.png"]));
        Tells("resnet20: has no class '7'.", 3, [.. line, "--class", "7"]);
        Tells("resnet20: is a model without weights. Give --weights, or a run folder.", 3, "explain", "resnet20", run.Photo, "--out", folder["why.png"]);
        SafeTensors.Save(folder["headless.safetensors"], model.State().Where(t => !t.Key.StartsWith("linear.", StringComparison.Ordinal)).ToDictionary());
        Tells("headless.safetensors: the checkpoint does not fit CifarResNet: linear.weight is missing; linear.bias is missing.", 3, "explain", "resnet20", run.Photo, "--weights", folder["headless.safetensors"], "--out", folder["why.png"]);
    }

    [Fact]
    public void Explanations_that_cannot_be_given_are_told()
    {
        Tells("explain: no --out is given. Give the picture to write: --out picture.png.", 2, "explain", run.Path, run.Photo);
        Tells("explain: --layer is given, but saliency is of pixels. Leave it out, or use grad-cam.", 2, "explain", run.Path, run.Photo, "--out", "x.png", "--method", "saliency", "--layer", "layer1");
        Tells("has no class 'gren'. Did you mean 'green'? Its classes are blue, green, red.", 3, "explain", run.Path, run.Photo, "--out", "x.png", "--class", "gren");
        Tells("grad_cam: ImageClassifier has no layer 'layer5' that computes. Near: layer1, layer2, layer3.", 3, "explain", run.Path, run.Photo, "--out", "x.png", "--layer", "layer5");
    }

    // Red where the map is highest, blue where it is lowest, half of the picture everywhere.
    [Fact]
    public void Heat_lies_over_the_picture()
    {
        var grey = new Raster(3, 2, 2, [.. Enumerable.Repeat(0.5f, 12)]);
        var hot = Heat.Over(grey, [2, 0, 0, 0], 2, 2);
        Assert.Equal([0.5f, 0.25f, 0.25f], [hot[0, 0, 0], hot[1, 0, 0], hot[2, 0, 0]]);
        Assert.Equal([0.25f, 0.25f, 0.5f], [hot[0, 1, 1], hot[1, 1, 1], hot[2, 1, 1]]);
        Assert.Same(grey, Heat.Over(grey, [0, 0, 0, 0], 2, 2));
    }

    private static void Tells(string text, int code, params string[] line)
    {
        var o = CommandLine.Run(line);
        Assert.Equal(code, o.Code);
        Assert.Contains(text, o.Error);
    }
}
