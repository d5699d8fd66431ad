using Nabla.Zoo;
using StbImageWriteSharp;

namespace Nabla.Cli.Tests;

/// <summary>Colour pictures: folders of them, their changes in training, and predictions.</summary>
public class PhotoTests
{
    [Fact]
    public void A_folder_of_pictures_is_learned_resumed_bit_for_bit_evaluated_and_predicted()
    {
        using var folder = new TemporaryFolder();
        Fill(folder["photos"], 10, "leaf", "rose", "sky");
        string train = $"train resnet20 --data {folder["photos"]} --size 16 --epochs 3 --batch 8 --warmup 0 --augment rand --cutmix 1 --json";
        var whole = CommandLine.Run($"{train} --threads 1 --out {folder["whole"]}");
        Assert.Equal(0, whole.Code);
        Assert.Equal(24, whole.Json[0].GetProperty("train").GetInt32());
        Assert.Equal(6, whole.Json[0].GetProperty("test").GetInt32());

        Assert.Equal(ExitCodes.Interrupted, CommandLine.RunUntil("\"epoch\"", $"{train} --threads 2 --out {folder["cut"]}").Code);
        Assert.Equal(whole.Weights, CommandLine.Run($"train --resume {folder["cut"]} --threads 2 --json").Weights);
        var other = CommandLine.Run($"train --resume {folder["cut"]} --cutmix 2");
        Assert.Equal(3, other.Code);
        Assert.Contains("was started with cutmix 1, but 2 is asked for now", other.Error);

        Assert.Equal(whole.Weights, CommandLine.Run($"eval {folder["whole"]} --json").Weights);
        File.WriteAllBytes(folder["tall.jpg"], Write((w, s) => w.WriteJpg(Flat(30, 50, 1), 30, 50, ColorComponents.RedGreenBlue, s, 90)));
        var p = CommandLine.Run("predict", folder["whole"], folder["tall.jpg"], "--json").End;
        Assert.Equal(["leaf", "rose", "sky"], p.GetProperty("classes").EnumerateArray().Select(c => c.GetString()));
        Assert.Equal(1, p.GetProperty("probabilities").EnumerateArray().Sum(q => q.GetDouble()), 1e-6);
        string[] words = CommandLine.Run("predict", folder["whole"], folder["tall.jpg"]).Lines;
        Assert.Equal(4, words.Length);                                      // the answer, and a bar for each of three classes
        Assert.EndsWith("%", words[3].TrimEnd());
    }

    [Theory]
    [InlineData("", 28)]
    [InlineData(" --size 32", 32)]
    public void LeNet5_learns_pictures_and_every_verb_knows_that_they_have_colour(string size, int side)
    {
        using var folder = new TemporaryFolder();
        Fill(folder["photos"], 10, "leaf", "rose", "sky");
        var trained = CommandLine.Run($"train lenet5 --data {folder["photos"]}{size} --epochs 2 --batch 8 --json --out {folder["run"]}");
        Assert.Equal(61_706 + 2 * 150 - 7 * 85, trained.Json[0].GetProperty("parameters").GetInt64());
        Assert.Equal(trained.Weights, CommandLine.Run($"eval {folder["run"]} --json").Weights);
        Assert.Equal([3, side, side], CommandLine.Run($"summary {folder["run"]} --json").End.GetProperty("input").EnumerateArray().Select(n => n.GetInt32()));
        string photo = Path.Combine(folder["photos"], "rose", "0.png");
        Assert.Equal(3, CommandLine.Run("predict", folder["run"], photo, "--json").End.GetProperty("probabilities").GetArrayLength());
        Assert.Equal(84, CommandLine.Run("features", folder["run"], photo, "--json").End.GetProperty("features").GetArrayLength());
        Assert.Equal(0, CommandLine.Run("explain", folder["run"], photo, "--out", folder["why.png"]).Code);
        var o = CommandLine.Run($"train lenet5 --data {folder["photos"]} --size 30 --out {folder["x"]}");
        Assert.Equal(3, o.Code);
        Assert.Contains("has images of shape (3, 30, 30) in 3 classes; lenet5 expects 1 or 3 channels of 28×28 or 32×32. Choose another data set or model.", o.Error);
        Assert.False(Directory.Exists(folder["x"]));
    }

    // The last batch norm of ResNet-18 sees maps of one pixel: of one image it could learn nothing.
    [Fact]
    public void A_last_batch_of_one_image_is_left_out_where_batch_norm_learns()
    {
        using var folder = new TemporaryFolder();
        Fill(folder["photos"], 6, "leaf", "rose");
        string train = $"train resnet18 --data {folder["photos"]} --size 32 --limit 9 --batch 8 --epochs 2 --warmup 0 --json";
        var whole = CommandLine.Run($"{train} --out {folder["whole"]}");
        Assert.Equal(0, whole.Code);
        Assert.Equal(2, whole.End.GetProperty("steps").GetInt64());
        Assert.Equal(ExitCodes.Interrupted, CommandLine.RunUntil("\"epoch\"", $"{train} --out {folder["cut"]}").Code);
        Assert.Equal(whole.Weights, CommandLine.Run($"train --resume {folder["cut"]} --json").Weights);
        // Without a batch norm every image is learned from.
        Assert.Equal(4, CommandLine.Run($"train lenet5 --data {folder["photos"]} --size 32 --limit 9 --batch 8 --epochs 2 --warmup 0 --json --out {folder["lenet"]}").End.GetProperty("steps").GetInt64());
    }

    [Fact]
    public void A_thin_strip_is_a_picture_as_others_and_keeps_none_from_its_answer()
    {
        using var folder = new TemporaryFolder();
        Fill(folder["p"], 4, "a", "b");
        File.WriteAllBytes(Path.Combine(folder["p"], "a", "strip.png"), BadPictureTests.Png(40_000, 1, depth: 8, type: 0, new byte[40_001]));
        File.WriteAllBytes(folder["tall.png"], BadPictureTests.Png(1, 4600, depth: 8, type: 0, new byte[2 * 4600]));
        Assert.Equal(0, CommandLine.Run($"train resnet20 --data {folder["p"]} --epochs 1 --batch 4 --warmup 0 --out {folder["run"]}").Code);
        var o = CommandLine.Run("predict", folder["run"], Path.Combine(folder["p"], "a", "strip.png"), folder["tall.png"], Path.Combine(folder["p"], "b", "0.png"), "--json");
        Assert.Equal((0, 3), (o.Code, o.Json.Count(e => e.GetProperty("event").GetString() == "prediction")));
        Assert.Equal(0, CommandLine.Run("explain", folder["run"], folder["tall.png"], "--out", folder["why.png"]).Code);
    }

    [Fact]
    public void Given_test_pictures_are_used_and_classes_must_agree()
    {
        using var folder = new TemporaryFolder();
        Fill(Path.Combine(folder["p"], "train"), 2, "a", "b");
        string line = $"train resnet20 --data {folder["p"]} --size 8 --epochs 1 --batch 4 --mixup 0.2 --json --out {folder["run"]}";
        Assert.Contains("p: has a folder train, but neither val nor test. Add one, or put the classes into the folder itself.", CommandLine.Run(line).Error);
        Fill(Path.Combine(folder["p"], "val"), 1, "a", "c");
        Assert.Contains("p: has the classes a, b in train, but a, c in val. Give both the same.", CommandLine.Run(line).Error);
        Directory.Move(Path.Combine(folder["p"], "val", "c"), Path.Combine(folder["p"], "val", "b"));
        Assert.Equal(0, CommandLine.Run(line).Code);
        Assert.Contains("has 10 classes; the run's model tells 2 apart. Choose another data set.", CommandLine.Run($"eval {folder["run"]} --data {TenClasses(folder)}").Error);
    }

    [Fact]
    public void Folders_that_cannot_be_learned_are_told()
    {
        using var folder = new TemporaryFolder();
        Fill(folder["one"], 2, "a");
        Assert.Contains("one: has 1 folder, one a class; 2 to 256 were expected.", Train(folder["one"]));
        Fill(folder["two"], 2, "a", "b");
        Directory.CreateDirectory(Path.Combine(folder["two"], "c"));
        Assert.Contains("c: is a class without a picture (PNG, JPEG). Add some, or remove the folder.", Train(folder["two"]));
        Fill(folder["few"], 1, "a", "b");
        Assert.Contains("a: has one picture; two are the least, one to train on and one to test. Add some.", Train(folder["few"]));
        Fill(folder["bad"], 3, "a", "b");
        File.WriteAllBytes(Path.Combine(folder["bad"], "b", "1.png"), [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0]);
        Assert.Contains($"{Path.Combine("b", "1.png")}: is not a sound PNG file: it ends before its last chunk. Save the picture again.", Train(folder["bad"]));
        Assert.Contains("--size is given, but images of mnist-mini have their own size, 28×28. Leave it out.", CommandLine.Run("train lenet5 --size 20 --out " + folder["x"]).Error);
        Assert.Contains("is a folder of pictures, which are read in colour; mnist-cnn takes grey images alone. Train lenet5, resnet20, ", CommandLine.Run($"train mnist-cnn --data {folder["two"]} --out {folder["x"]}").Error);
        Assert.Contains("mixup and cutmix are both given; a run has one of them. Change one of the two.", CommandLine.Run("train lenet5 --mixup 1 --cutmix 1 --out " + folder["x"]).Error);
        Assert.Contains("mlp learns from tables; models of images have them. Change one of the two.", CommandLine.Run("train mlp --augment rand --out " + folder["x"]).Error);

        string Train(string data) => CommandLine.Run($"train resnet20 --data {data} --epochs 1 --out {folder["x"]}").Error;
    }

    [Fact]
    public void Grey_and_transparent_pictures_become_colour_by_the_documented_rule()
    {
        var grey = ImageFile.ReadColour(Write((w, s) => w.WritePng([51], 1, 1, ColorComponents.Grey, s)), "grey.png");
        Assert.Equal([0.2f, 0.2f, 0.2f], grey.Pixels);
        var clear = ImageFile.ReadColour(Write((w, s) => w.WritePng([255, 0, 0, 255, 255, 0, 0, 0], 2, 1, ColorComponents.RedGreenBlueAlpha, s)), "clear.png");
        Assert.Equal([1f, 1, 0, 1, 0, 1], clear.Pixels);
    }

    [Fact]
    public void Sixteen_bits_become_eight()
    {
        // One grey pixel of 16 bits, 0x8000.
        byte[] png = Convert.FromHexString("89504E470D0A1A0A0000000D49484452000000010000000110000000006AEE47160000000B49444154789C6368600000010300813E4CC5930000000049454E44AE426082");
        Assert.Equal(0x80 / 255f, ImageFile.ReadColour(png, "deep.png").Pixels[0]);
    }

    [Fact]
    public void A_bomb_is_refused_by_its_header()
    {
        byte[] png = BadPictureTests.Png(28_673, 28_673, depth: 8, type: 0, [0, 51]);
        Assert.Equal("bomb.png: claims 28673×28673 pixels; 1 to 32 million are possible, 16 million a side. Give a smaller picture.", Assert.Throws<DataException>(() => ImageFile.ReadColour(png, "bomb.png")).Message);
    }

    [Fact]
    public void A_photo_is_scaled_to_cover_and_its_middle_is_kept()
    {
        var wide = new Zoo.Raster(1, 2, 6, [0, 0, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0]);
        Assert.Equal([1f, 1, 1, 1], Cover.To(wide, 2, 2).Pixels);
    }

    private static string TenClasses(TemporaryFolder folder)
    {
        Fill(folder["ten"], 2, [.. Enumerable.Range(0, 10).Select(i => $"c{i}")]);
        return folder["ten"];
    }

    private static void Fill(string root, int each, params string[] classes)
    {
        foreach (var (c, name) in classes.Index())
        {
            Directory.CreateDirectory(Path.Combine(root, name));
            for (int i = 0; i < each; i++)
                File.WriteAllBytes(Path.Combine(root, name, $"{i}.png"), Write((w, s) => w.WritePng(Flat(20 + i, 24, c), 20 + i, 24, ColorComponents.RedGreenBlue, s)));
        }
    }

    // The class's channel is bright.
    private static byte[] Flat(int width, int height, int channel) => [.. Enumerable.Range(0, 3 * width * height).Select(i => (byte)(i % 3 == channel % 3 ? 220 : i / 3 % 90))];

    private static byte[] Write(Action<ImageWriter, Stream> write)
    {
        using var file = new MemoryStream();
        write(new ImageWriter(), file);
        return file.ToArray();
    }
}
