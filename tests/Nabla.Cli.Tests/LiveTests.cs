using Spectre.Console;

namespace Nabla.Cli.Tests;

/// <summary>What a terminal shows while a model trains.</summary>
public class LiveTests
{
    [Theory]
    [InlineData(90, true)]
    [InlineData(60, false)]
    public void An_epochs_line_stands_above_the_bar_to_the_full_width(int width, bool training)
    {
        using var folder = new TemporaryFolder();
        var (code, shown) = Train(width, folder["run"]);
        Assert.Equal(0, code);
        string line = Assert.Single(shown.Split('\n'), l => l.Contains("test loss"));
        line = line[line.IndexOf("epoch 1/1  ", StringComparison.Ordinal)..];
        Assert.Equal(training, line.Contains("  loss "));
        Assert.Equal(width, line.IndexOf(" s", StringComparison.Ordinal) + line[line.IndexOf(" s", StringComparison.Ordinal)..].TrimEnd('\r').Length);
    }

    [Fact]
    public void The_table_of_layers_fits_60_characters()
    {
        using var folder = new TemporaryFolder();
        string shown = Train(60, folder["run"]).Shown;
        Assert.All(["multiply-adds", "(1, 16, 10, 10) ", "416,520"], words => Assert.Contains(words, shown));
    }

    private static (int Code, string Shown) Train(int width, string run)
    {
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(output) });
        (console.Profile.Width, console.Profile.Capabilities.Unicode) = (width, true);      // whatever the real console of the moment can do
        int code = App.Run([.. CommandLine.Short.Split(' '), "--out", run], new Terminal(output, output, console));
        return (code, output.ToString());
    }
}
