using System.Text.RegularExpressions;
using Nabla.Zoo;
using StbImageWriteSharp;

namespace Nabla.Cli.Tests;

/// <summary>What can be done with a trained run: eval, predict, the report.</summary>
public class TryTests(TrainedRun run) : IClassFixture<TrainedRun>
{
    [Fact]
    public void Eval_agrees_with_training()
    {
        var o = CommandLine.Run($"eval {run.Path} --json");
        Assert.Equal(0, o.Code);
        Assert.Equal("eval", o.End.GetProperty("event").GetString());
        Assert.Equal(run.Training.Weights, o.Weights);
        Assert.Equal(run.Training.End.GetProperty("test").GetRawText(), o.End.GetProperty("test").GetRawText());
        int[][] confusion = [.. o.End.GetProperty("confusion").EnumerateArray().Select(r => r.EnumerateArray().Select(c => c.GetInt32()).ToArray())];
        Assert.Equal(1000, confusion.Sum(r => r.Sum()));
        Assert.Equal(85, confusion[0].Sum());                                // zeros among the first 1,000 test images
        Assert.Equal(o.End.GetProperty("test").GetProperty("accuracy").GetDouble(), Enumerable.Range(0, 10).Sum(i => confusion[i][i]) / 1000.0, 1e-9);
    }

    [Fact]
    public void Eval_tells_people_the_confusion()
    {
        var o = CommandLine.Run($"eval {run.Path} --threads 1");
        Assert.Equal(0, o.Code);
        Assert.Contains("true \\ answer", o.Out);
        Assert.Contains("of 1,000", o.Out);
    }

    [Theory]
    [InlineData("a digit.png")]
    [InlineData("a digit.jpg")]
    public void Predict_draws_what_it_saw_and_the_probabilities(string name)
    {
        using var folder = new TemporaryFolder();
        string image = folder[name];
        WriteDigit(image, index: 0);                                          // the first test image is a seven
        var people = CommandLine.Run("predict", run.Path, image);
        Assert.Equal(0, people.Code);
        string[] lines = people.Out.TrimEnd('\n').Split('\n');
        Assert.Equal(1 + 28, lines.Length);
        Assert.Contains(": 7 (", lines[0]);
        Assert.Contains("@", people.Out);
        Assert.Contains("7 ██", people.Out);

        var json = CommandLine.Run("predict", run.Path, image, image, "--json");
        Assert.Equal(2, json.Json.Length);
        double[] p = [.. json.End.GetProperty("probabilities").EnumerateArray().Select(e => e.GetDouble())];
        Assert.Equal((10, "7"), (p.Length, json.End.GetProperty("class").GetString()));
        Assert.Equal(1, p.Sum(), 1e-9);
    }

    [Fact]
    public void Predict_refuses_what_it_cannot_read()
    {
        var o = CommandLine.Run("predict", run.Path, run["config.json"]);
        Assert.Equal(3, o.Code);
        Assert.Contains("is neither a PNG nor a JPEG file", o.Error);
        Assert.Equal("", o.Out);
    }

    [Fact]
    public void The_report_stands_by_itself()
    {
        string page = File.ReadAllText(run["report.html"]);
        Assert.StartsWith("<!doctype html>", page);
        Assert.EndsWith("</html>\n", page);
        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("<link", page);
        Assert.DoesNotMatch("(src|href)=\"(?!data:)", page);
        Assert.DoesNotMatch("url\\((?!#)|@import", page);
        string[] ids = [.. Regex.Matches(page, "id=\"([^\"]*)\"").Select(m => m.Groups[1].Value)];
        Assert.Equal(ids.Distinct(), ids);
        Assert.Equal(3, page.Split("<svg").Length - 1);
        Assert.Equal(24, page.Split("data:image/png;base64,").Length - 1);
        Assert.Contains(run.Training.Weights, page);
        Assert.Contains("61,706", page);
        double accuracy = run.Training.End.GetProperty("test").GetProperty("accuracy").GetDouble();
        Assert.Contains($"{100 * accuracy:F2} %", page);
    }

    [Fact]
    public void The_charts_show_their_axes()
    {
        string page = File.ReadAllText(run["report.html"]);
        Assert.Equal(3, Regex.Count(page, "<svg viewBox=\"0 0 620 300\" [^>]*>"));
        var clips = Regex.Matches(page, "<clipPath[^>]*>\\s*<rect [^>]*>");
        Assert.NotEmpty(clips);
        Assert.All(clips, c => Assert.Matches("width=\"[1-9][0-9.]*\" height=\"[1-9][0-9.]*\"", c.Value));    // without, it hides all that it clips
        Assert.All(["epoch", "loss", "accuracy, %", "rate", "training", "test", "0.2", "0.04", "95"], text => Assert.Matches($"<text[^>]*>\\s*{text}\\s*</text>", page));
    }

    [Fact]
    public void The_reports_pictures_are_png()
    {
        string page = File.ReadAllText(run["report.html"]);
        int at = page.IndexOf("base64,", StringComparison.Ordinal) + 7;
        byte[] png = Convert.FromBase64String(page[at..page.IndexOf('"', at)]);
        var image = GrayImage.Read(png, "report");
        Assert.Equal((28, 28), (image.Width, image.Height));
    }

    private static void WriteDigit(string path, int index)
    {
        using var file = File.Create(path);
        byte[] pixels = MnistMini.Test().Pixels(index).ToArray();
        if (path.EndsWith(".jpg", StringComparison.Ordinal))
            new ImageWriter().WriteJpg(pixels, 28, 28, ColorComponents.Grey, file, 90);
        else
            new ImageWriter().WritePng(pixels, 28, 28, ColorComponents.Grey, file);
    }
}
