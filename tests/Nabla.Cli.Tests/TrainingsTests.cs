using System.Text.Json;
using System.Text.RegularExpressions;
using Nabla.Tests;

namespace Nabla.Cli.Tests;

/// <summary>Every command of docs/Trainings.md in a short form: two epochs of few samples, of MNIST's small set or of coloured pictures in place of CIFAR.</summary>
public partial class TrainingsTests(ITestOutputHelper output)
{
    private const int Classes = 10, Side = 32;

    /// <summary>Each but for what the short form has of its own.</summary>
    public static TheoryData<string> Commands =>
        [.. Command().Matches(File.ReadAllText(Repository.PathOf("docs", "Trainings.md"))).Select(m => Long().Replace(m.Groups[1].Value, "")).Distinct()];

    [Fact]
    public void The_page_has_trainings_on_digits_and_in_colour() =>
        Assert.All(["lenet5 --data mnist", "mnist-cnn", "lenet5 --data cifar10-5k --augment standard", "resnet20 --data cifar10-5k --augment standard", "plain56 --data cifar10-5k"], c => Assert.Contains(c, Commands.Select(row => row.Data)));

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_short_form_learns_whatever_the_threads_and_goes_on_bit_for_bit(string command)
    {
        using var folder = new TemporaryFolder();
        string training = $"train {OnFew(command, folder)} --epochs 2 --batch 8 --warmup 0 --json";
        var one = CommandLine.Run($"{training} --threads 1 --out {folder["one"]}");
        Assert.Equal((0, ""), (one.Code, one.Error));
        double[] losses = [.. File.ReadLines(folder["one/metrics.jsonl"]).Select(l => JsonDocument.Parse(l).RootElement).Where(e => e.GetProperty("event").GetString() == "step").Select(e => e.GetProperty("loss").GetDouble())];
        int part = losses.Length / 4;
        var (first, last) = (losses[..part].Average(), losses[^part..].Average());
        output.WriteLine($"loss {first:F3} to {last:F3}, {command}");
        Assert.InRange(first, 2, 6);
        if (!command.StartsWith("plain56", StringComparison.Ordinal))          // so deep and without shortcuts it begins later than this: He et al. 2016, figure 1
            Assert.InRange(last, 0, 0.95 * first);

        Assert.Equal(ExitCodes.Interrupted, CommandLine.RunUntil("\"event\":\"epoch\",\"epoch\":1", $"{training} --threads 2 --out {folder["two"]}").Code);
        Assert.Equal(one.Weights, CommandLine.Run($"train --resume {folder["two"]} --threads 2 --json").Weights);
        Assert.Equal(File.ReadAllText(folder["one/metrics.jsonl"]), File.ReadAllText(folder["two/metrics.jsonl"]));
    }

    private static string OnFew(string command, TemporaryFolder folder)
    {
        string data = Data().Match(command) is { Success: true } given ? given.Groups[1].Value : Catalog.Get(command.Split(' ')[0]).Recipe.Data;
        string few = data.StartsWith("cifar", StringComparison.Ordinal) ? $"--data {Pictures(folder["photos"])} --size {Side}" : "--data mnist-mini --limit 240";
        string rate = command.StartsWith("resnet56", StringComparison.Ordinal) ? " --lr 0.01" : "";        // at the long form's 0.1 twenty steps of so many layers lead anywhere
        return $"{Data().Replace(command, "")} {few}{rate}";
    }

    // Ten pictures of each class, two of them to test on: its colour, with stripes that differ.
    private static string Pictures(string root)
    {
        for (int c = 0; c < Classes; c++)
            for (int i = 0; i < 10; i++)
                Cli.Tests.Pictures.Save(Path.Combine(root, $"c{c}", $"{i}.png"), new(3, Side, Side,
                    [.. Enumerable.Range(0, 3 * Side * Side).Select(j => 0.8f * ((c + 1) * (j / (Side * Side) + 2) % 11) / 10f + 0.2f * ((j + i) % (3 + i)) / (3 + i))]));
        return root;
    }

    [GeneratedRegex("`nabla train ([a-z][^`]*)`")]
    private static partial Regex Command();

    [GeneratedRegex(" --(epochs|seed) [0-9]+")]
    private static partial Regex Long();

    [GeneratedRegex(" --data ([^ ]+)")]
    private static partial Regex Data();
}
