using System.CommandLine;
using System.Globalization;
using System.Text;
using Nabla.Io;
using Nabla.Nn;
using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary><c>nabla features RUN|MODEL picture…</c>: what enters a classifier's head.</summary>
internal static class FeaturesCommand
{
    internal static Command Create(Terminal terminal)
    {
        var source = new Argument<string>("source") { Description = "A run folder that 'nabla train' made, or a model with --weights" };
        var files = new Argument<string[]>("file") { Description = "PNG or JPEG files", Arity = ArgumentArity.OneOrMore };
        var weights = new Option<string?>("--weights") { Description = "Of a model: its weights (safetensors, torchvision's names)", HelpName = "file" };
        var size = Options.Integer("--size", "pixels", "Of a model: the side that pictures are brought to [the model's]", most: 4096);
        var output = Options.Text("--out", "file", "The file to write, .npy (pictures × features) or .csv [CSV to standard output]", f => Path.GetExtension(f) is ".npy" or ".csv", "a name that ends in .npy or .csv");
        var command = new Command("features", "Writes the numbers that a classifier computes of pictures before its head.") { source, files, weights, size, output, Options.Json() };
        command.SetAction(p =>
        {
            var loaded = PictureModel.Open(p.GetRequiredValue(source), p.GetValue(weights), p.GetValue(size), terminal, needsHead: false);
            return Run(loaded.Model, loaded.Input, p.GetRequiredValue(files), p.GetValue(output), terminal);
        });
        return command;
    }

    private static int Run(Module<Tensor, Tensor> model, Shape input, string[] files, string? output, Terminal terminal)
    {
        using var scope = new Scope();
        var rows = new List<float[]>();
        foreach (string file in files)
        {
            float[] values = PictureFiles.Naming(file, () => Features.Of(model, Sight.Of(file, input)).ToArray<float>());
            if (!values.All(float.IsFinite))
                throw new DataException(file, "the model's features are not finite numbers. Train it again.");
            rows.Add(values);
            terminal.Emit("features", json =>
            {
                json.WriteString("image", file);
                json.WriteNumbers("features", Array.ConvertAll(values, v => (double)v));
            });
        }

        if (output is null && !terminal.Json)
            foreach (string line in Csv(files, rows))
                terminal.Say(line);
        if (output is null)
            return ExitCodes.Done;
        if (Path.GetExtension(output) == ".npy")
            Npy.Save(output, Tensor.Of<float>([.. rows.SelectMany(r => r)], [rows.Count, rows[0].Length]));
        else
            AtomicFile.Write(output, s => s.Write(Encoding.UTF8.GetBytes(string.Join('\n', Csv(files, rows)) + "\n")));
        terminal.Say($"{rows[0].Length:N0} features of {rows.Count:N0} picture{(rows.Count == 1 ? "" : "s")} in {output}");
        return ExitCodes.Done;
    }

    private static IEnumerable<string> Csv(string[] files, List<float[]> rows) =>
    [
        $"image,{string.Join(',', Enumerable.Range(0, rows[0].Length).Select(i => $"f{i}"))}",
        .. rows.Select((r, i) => $"{ColumnNames.Quote(files[i])},{string.Join(',', r.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))}"),
    ];
}
