using Nabla.Io;
using Nabla.Tests;
using Nabla.Zoo;

namespace Nabla.Cli.Tests;

/// <summary>Training that starts from weights.</summary>
public class FineTuneTests
{
    // Cats and ships of CIFAR-10's test images: a net that tells ten classes apart learns a head for these two.
    [Fact]
    public void A_new_head_on_published_features_learns_while_these_stay_bit_for_bit()
    {
        string weights = Path.Combine(Shared("weights/resnet20-cifar10"), "resnet20.safetensors");
        using var folder = new TemporaryFolder();
        Cifar(folder["pictures"], 20, "cat", "ship");
        string line = $"train resnet20 --data {folder["pictures"]} --weights {weights} --epochs 3 --batch 8 --lr 0.02 --warmup 0 --freeze features --json";
        var o = CommandLine.Run($"{line} --out {folder["strict"]}");
        Assert.Equal(3, o.Code);
        Assert.Contains($"{weights}: the checkpoint does not fit CifarResNet: linear.weight has shape (10, 64), (2, 64) was expected; linear.bias has shape (10), (2) was expected. Check that it belongs to this model. Give --skip-mismatched to leave out what does not fit, such as a head for other classes.", o.Error);
        Assert.False(Directory.Exists(folder["strict"]));

        o = CommandLine.Run($"{line} --skip-mismatched --out {folder["run"]}");
        Assert.Equal(0, o.Code);
        var told = o.Json.Single(e => e.GetProperty("event").GetString() == "weights");
        Assert.Equal(2, told.GetProperty("misfit").GetArrayLength());
        Assert.Equal(19, told.GetProperty("missing").GetArrayLength());                     // batch norms' counters
        Assert.Equal(0, told.GetProperty("unknown").GetArrayLength());
        Assert.Equal(269_722 - 650, o.Json.Single(e => e.GetProperty("event").GetString() == "start").GetProperty("frozen").GetInt64());
        Assert.True(o.End.GetProperty("test").GetProperty("accuracy").GetDouble() >= 0.85);

        var (published, tuned) = (SafeTensors.Load(weights), SafeTensors.Load(Path.Combine(folder["run"], "model.safetensors")));
        foreach (var (name, value) in published.Where(p => !p.Key.StartsWith("linear.", StringComparison.Ordinal)))
            Assert.Equal(value.ToArray<float>(), tuned[name].ToArray<float>());
        Assert.All(tuned.Where(t => t.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal)), t => Assert.Equal(0, t.Value.ToArray<long>()[0]));

        // Without a checkpoint the run begins again, from the same file.
        foreach (string file in Directory.GetFiles(folder["run"], "*.safetensors"))
            File.Delete(file);
        Assert.Equal(o.Weights, CommandLine.Run($"train --resume {folder["run"]} --json").Weights);
        var other = CommandLine.Run($"train --resume {folder["run"]} --freeze conv1.*");
        Assert.Contains("was started with freeze features, but conv1.* is asked for now", other.Error);
    }

    [Fact]
    public void Parts_have_rates_of_their_own_and_frozen_ones_stay()
    {
        using var folder = new TemporaryFolder();
        Stripes(folder["pictures"]);
        var start = new CifarResNet(20, classes: 2);
        start.Init(5);
        SafeTensors.Save(folder["start.safetensors"], start.State());
        string line = $"train resnet20 --data {folder["pictures"]} --size 8 --weights {folder["start.safetensors"]} --epochs 1 --batch 4 --optimizer adam --schedule constant --warmup 0";
        Assert.Equal(0, CommandLine.Run($"{line} --lr 0.001 --head-lr 0.01 --backbone-lr 0.0001 --freeze conv1.*,layer1.* --out {folder["run"]}").Code);
        var (before, after) = (start.State(), SafeTensors.Load(Path.Combine(folder["run"], "model.safetensors")));
        // Adam's first step is the rate itself, in each number.
        Assert.Equal(0, Moved("conv1.weight"));
        Assert.Equal(0, Moved("layer1.0.bn1.running_mean"));
        Assert.InRange(Moved("layer2.0.conv1.weight"), 1e-5, 3 * 0.0001);
        Assert.InRange(Moved("linear.weight"), 0.001, 3 * 0.01);
        Assert.True(Moved("layer2.0.bn1.running_mean") > 0);

        float Moved(string name) => before[name].ToArray<float>().Zip(after[name].ToArray<float>(), (a, b) => Math.Abs(a - b)).Max();
    }

    [Fact]
    public void A_run_with_frozen_parts_goes_on_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        Stripes(folder["pictures"]);
        var start = new CifarResNet(20, classes: 2);
        start.Init(5);
        SafeTensors.Save(folder["start.safetensors"], start.State());
        string line = $"train resnet20 --data {folder["pictures"]} --size 8 --weights {folder["start.safetensors"]} --epochs 3 --batch 4 --warmup 0 --freeze conv1.*,bn1.* --head-lr 0.1 --json";
        var whole = CommandLine.Run($"{line} --out {folder["whole"]}");
        Assert.Equal(ExitCodes.Interrupted, CommandLine.RunUntil("\"epoch\"", $"{line} --out {folder["cut"]}").Code);
        File.Delete(folder["start.safetensors"]);                           // a checkpoint is all it needs
        Assert.Equal(whole.Weights, CommandLine.Run($"train --resume {folder["cut"]} --json").Weights);
    }

    [Fact]
    public void What_does_not_go_together_is_told()
    {
        using var folder = new TemporaryFolder();
        Stripes(folder["pictures"]);
        File.WriteAllText(folder["text"], "nonsense, and not a little");
        SafeTensors.Save(folder["other.safetensors"], new Dictionary<string, Tensor> { ["encoder.weight"] = Tensor.Zeros([2]) });
        string line = $"train resnet20 --data {folder["pictures"]} --size 8 --out {folder["run"]}";
        Tells("no file: could not be read: ", "--weights", "no file");
        Tells("text: ", "--weights", folder["text"]);
        Tells("other.safetensors: none of 1 tensors has a name that CifarResNet knows: 'encoder.weight' were found, 'conv1.weight', 'bn1.weight', 'bn1.bias' were expected. Take weights of this model.", "--weights", folder["other.safetensors"]);
        Tells("train: skip-mismatched is given, but no weights are. Change one of the two.", "--skip-mismatched");
        Tells("train: backbone-lr is given, but freeze features leaves the head alone to learn. Change one of the two.", "--freeze", "features", "--backbone-lr", "0.1");
        Tells("freeze: '*' leaves nothing to learn. Freeze less, or try the model: nabla eval.", "--freeze", "*");
        Tells("freeze: no parameter's path matches 'layer9.*'. Near: ", "--freeze", "layer9.*");
        Tells("--freeze: ',' is not possible. Give features, or patterns of paths separated by commas.", "--freeze", ",");
        Assert.False(Directory.Exists(folder["run"]));
        Assert.Contains("weights, freeze, head-lr or backbone-lr is given, but mlp learns from tables; models of images have them.", CommandLine.Run($"train mlp --freeze features --out {folder["run"]}").Error);

        void Tells(string text, params string[] more) => Assert.Contains(text, CommandLine.Run([.. line.Split(' '), .. more]).Error);
    }

    private static void Stripes(string root)
    {
        foreach (var (c, name) in ((string[])["a", "b"]).Index())
            for (int i = 0; i < 5; i++)
                Pictures.Save(Path.Combine(root, name, $"{i}.png"), new(3, 8, 8, [.. Enumerable.Range(0, 192).Select(j => (j + i) % (3 + c) / 3f)]));
    }

    private static void Cifar(string root, int each, params string[] classes)
    {
        var (_, test) = new Cifar10Small().Open(Shared("data/cifar10-5k"));
        foreach (string name in classes)
            foreach (int i in Enumerable.Range(0, test.Count).Where(i => test.Classes[test.Labels[i]] == name).Take(each))
                Pictures.Save(Path.Combine(root, name, $"{i}.png"), test.Image(i));
    }

    private static string Shared(string folder)
    {
        string place = Path.GetFullPath(Repository.PathOf("..", "shared", folder));
        Assert.SkipUnless(Directory.Exists(place), $"no files of other programs at {place}");
        return place;
    }
}
