using System.Text.Json;
using Nabla.Zoo;

namespace Nabla.Cli.Tests;

/// <summary>Models of colour images, and those that have no data.</summary>
public class ResidualTests
{
    [Fact]
    public void Models_lists_all_architectures_with_their_costs()
    {
        var models = CommandLine.Run("models --json").Json.Where(m => m.GetProperty("event").GetString() == "model").ToDictionary(m => m.GetProperty("name").GetString()!);
        Assert.Equal(25_557_032, models["resnet50"].GetProperty("parameters").GetInt64());
        Assert.InRange(models["resnet50"].GetProperty("multiplyAdds").GetInt64(), 4_050_000_000, 4_150_000_000);
        Assert.InRange(models["resnet20"].GetProperty("multiplyAdds").GetInt64(), 40_000_000, 42_000_000);
        Assert.All(models.Values, m => Assert.True(m.GetProperty("activationBytes").GetInt64() > 0));
        Assert.Contains("resnet50", CommandLine.Run("models").Out);
    }

    [Fact]
    public void An_architecture_without_data_of_its_own_asks_for_some()
    {
        var o = CommandLine.Run("models efficientnet-b0");
        Assert.Contains("nabla train efficientnet-b0 stands for: --data (a folder of pictures, or cifar10) --epochs 30", o.Out);
        o = CommandLine.Run("train efficientnet-b0");
        Assert.Equal(3, o.Code);
        Assert.Contains("train: efficientnet-b0 has no data set of its own. Give one with --data: a folder of pictures, or cifar10.", o.Error);
    }

    [Fact]
    public void Every_architecture_can_be_trained_for_other_classes()
    {
        Assert.Equal(Architectures.All.Select(a => a.Name).Order(), Catalog.Models.Select(m => m.Name).Except(["lenet5", "mnist-cnn", "mlp"]).Order());
        foreach (var m in Catalog.Models.Where(m => m.OfClasses is not null))
        {
            var model = m.Make(m.Input, 3);
            string head = ((IClassifier)model).Heads.Single();
            Assert.Equal([3], model.Parameters().Single(p => p.Path == $"{head}.bias").Parameter.Shape);
        }
    }

    [Fact]
    public void LeNet5_takes_grey_and_colour_of_two_sizes_and_the_classes_of_the_data()
    {
        var entry = Catalog.Get("lenet5");
        Assert.All((Shape[])[[1, 28, 28], [3, 28, 28], [1, 32, 32], [3, 32, 32]], images => Assert.True(entry.Takes(images, 7)));
        Assert.All((Shape[])[[1, 30, 30], [2, 28, 28], [1, 28, 32], [3, 64, 64]], images => Assert.False(entry.Takes(images, 10)));
        Assert.Equal(61_706 + 2 * 150 - 3 * 85, entry.Make([3, 32, 32], 7).ParameterCount);
        var summary = CommandLine.Run("summary lenet5 --size 32 --classes 100 --json").End;
        Assert.Equal(61_706 + 90 * 85, summary.GetProperty("parameters").GetInt64());
        var o = CommandLine.Run("summary lenet5 --size 64");
        Assert.Equal(3, o.Code);
        Assert.Contains("lenet5: images (1, 64, 64): 1 or 3 channels of 28×28 or 32×32 were expected.", o.Error);
    }

    [Fact]
    public void The_CNN_for_MNIST_moves_its_digits_unless_told_otherwise()
    {
        Assert.Contains("--data mnist --epochs 12 --batch 64 --lr 0.05 --schedule cosine --warmup 0 --optimizer sgd --weight-decay 0.0005 --augment standard --seed 0", CommandLine.Run("models mnist-cnn").Out);
        using var folder = new TemporaryFolder();
        CommandLine.Run($"train mnist-cnn --data mnist-mini --limit 64 --epochs 1 --out {folder["own"]}");
        CommandLine.Run($"train mnist-cnn --data mnist-mini --limit 64 --epochs 1 --augment none --out {folder["none"]}");
        Assert.Equal("standard", Setting("own"));
        Assert.Null(Setting("none"));
        Assert.Contains("was started with augment standard, but none is asked for now", CommandLine.Run($"train --resume {folder["own"]} --augment none").Error);

        string? Setting(string run) => JsonDocument.Parse(File.ReadAllText(folder[$"{run}/config.json"])).RootElement.TryGetProperty("augment", out var value) ? value.GetString() : null;
    }

    [Fact]
    public void Other_images_are_told_before_training()
    {
        using var folder = new TemporaryFolder();
        var o = CommandLine.Run($"train resnet20 --data mnist-mini --out {folder["run"]}");
        Assert.Equal(3, o.Code);
        Assert.Contains("has images of shape (1, 28, 28) in 10 classes; resnet20 expects (3, 32, 32) in 10.", o.Error);
    }

    [Fact]
    public void ResNet20_trains_on_CIFAR10_and_is_evaluated()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["cifar10"]);
        for (int i = 1; i <= 6; i++)
            File.WriteAllBytes(Path.Combine(folder["cifar10"], i == 6 ? "test_batch.bin" : $"data_batch_{i}.bin"), [.. Enumerable.Range(0, 20).SelectMany(l => Enumerable.Repeat((byte)(l % 10), 3073))]);
        for (int i = 0; i < 20; i++)
            Pictures.Save(folder[$"ten/{i % 10}/{i}.png"], new(3, 50, 40));
        var o = ChildProcess.Shell($"""
            export NABLA_DATA={folder.Root}
            nabla train resnet20 --data cifar10 --epochs 1 --batch 50 --warmup 0 --json --out {folder["run"]} && nabla eval {folder["run"]} && nabla train resnet18 --data cifar10 --limit 2 --epochs 1 --batch 2 --warmup 0 --json --out {folder["wide"]} && nabla eval {folder["wide"]} --data {folder["ten"]} --json && nabla predict {folder["run"]} nothing.png
            """);
        Assert.Contains("\"event\":\"end\"", o.Out);
        Assert.Contains("\"event\":\"eval\",\"model\":\"resnet18\"", o.Out);        // pictures of any size, brought to CIFAR-10's
        Assert.True(File.Exists(Path.Combine(folder["run"], "report.html")));
        Assert.Equal(3, o.Code);
        Assert.Contains("nothing.png: could not be read: ", o.Error);
    }
}
