using Nabla.Zoo;

namespace Nabla.Cli.Tests;

/// <summary>Pictures of which some are none.</summary>
public class SeveralPicturesTests(TrainedRun run) : IClassFixture<TrainedRun>
{
    [Fact]
    public void One_that_cannot_be_read_keeps_no_other_from_its_answer()
    {
        using var folder = new TemporaryFolder();
        Pictures.Save(folder["a.png"], Stroke());
        Pictures.Save(folder["c.png"], Stroke());
        File.WriteAllText(folder["bad.png"], "no picture");
        string problem = $"{folder["bad.png"]}: is neither a PNG nor a JPEG file. Convert it to one of them.", end = "predict: 1 of 3 pictures got no answer, for the reasons above. Mend them, or leave them out.";
        var o = CommandLine.Run("predict", run.Path, folder["a.png"], folder["bad.png"], folder["c.png"]);
        Assert.Equal((3, $"nabla: {problem}\nnabla: {end}\n"), (o.Code, o.Error));
        Assert.Contains($"{folder["a.png"]}: ", o.Out);
        Assert.Contains($"{folder["c.png"]}: ", o.Out);
        o = CommandLine.Run("predict", run.Path, folder["a.png"], folder["bad.png"], folder["c.png"], "--json");
        Assert.Equal(["prediction", "skipped", "prediction", "error"], o.Json.Select(e => e.GetProperty("event").GetString()));
        Assert.Equal((folder["bad.png"], problem), (o.Json[1].GetProperty("image").GetString(), o.Json[1].GetProperty("message").GetString()));
        Assert.Equal(end, o.End.GetProperty("message").GetString());
        o = CommandLine.Run("predict", run.Path, folder["bad.png"]);
        Assert.Equal((3, $"nabla: {problem}\n"), (o.Code, o.Error));
    }

    [Fact]
    public void Whatever_goes_wrong_with_one_is_told_by_its_name_and_the_others_are_answered()
    {
        List<string> answered = [];
        using var told = new StringWriter();
        void Answer(string file)
        {
            if (file == "b.png")
                throw new RangeException("resize", "a size of 0 pixels is given. Use 1 or more.");
            answered.Add(file);
        }

        var e = Assert.Throws<DataException>(() => PictureFiles.ForEach(["a.png", "b.png", "c.png"], new Terminal(TextWriter.Null, told), Answer));
        Assert.Equal("predict: 1 of 3 pictures got no answer, for the reasons above. Mend them, or leave them out.", e.Message);
        Assert.Equal("nabla: b.png: resize: a size of 0 pixels is given. Use 1 or more.\n", told.ToString());
        Assert.Equal(["a.png", "c.png"], answered);
        e = Assert.Throws<DataException>(() => PictureFiles.ForEach(["b.png"], new Terminal(TextWriter.Null, told), Answer));
        Assert.Equal("b.png: resize: a size of 0 pixels is given. Use 1 or more.", e.Message);
    }

    [Fact]
    public void A_folder_is_said_to_be_one()
    {
        using var folder = new TemporaryFolder();
        Pictures.Save(folder["photos/a.png"], Stroke());
        string text = $"nabla: {folder["photos"]}: is a folder. Give its pictures: {Path.Combine(folder["photos"], "*.png")}.\n";
        Assert.Equal((3, text), Error("predict", run.Path, folder["photos"]));
        Assert.Equal((3, text), Error("features", run.Path, folder["photos"]));
        Assert.Equal((3, text), Error("explain", run.Path, folder["photos"], "--out", folder["x.png"]));

        static (int, string) Error(params string[] line)
        {
            var o = CommandLine.Run(line);
            return (o.Code, o.Error);
        }
    }

    // White on black, as the digits are.
    private static Raster Stroke() => new(3, 28, 28, [.. Enumerable.Range(0, 3 * 784).Select(i => i % 28 is 13 or 14 && i % 784 / 28 is > 5 and < 22 ? 1f : 0)]);
}
