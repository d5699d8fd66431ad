using System.CommandLine;

namespace Nabla.Cli;

/// <summary><c>nabla predict RUN file…</c>: what a trained model makes of pictures, or of the rows of a table.</summary>
internal static class PredictCommand
{
    internal static Command Create(Terminal terminal)
    {
        var run = new Argument<string>("run") { Description = "A run folder that 'nabla train' made" };
        var files = new Argument<string[]>("file") { Description = "PNG or JPEG files: photographs, or a digit each for a model of grey images; for a model of tables one CSV file", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string?>("--out") { Description = "Tables: the CSV file to write predictions to [standard output]", HelpName = "file" };
        var command = new Command("predict", "Recognizes pictures with a trained model, and shows what it saw; or predicts a table's rows.") { run, files, output, Options.Json() };
        command.SetAction(p =>
        {
            var folder = RunFolder.Open(p.GetRequiredValue(run));
            var loaded = RunModel.Load(folder, terminal);
            var (given, file) = (p.GetRequiredValue(files), p.GetValue(output));
            if (loaded.Schema is { } schema)
                return given is [var one] ? TablePrediction.Run(loaded.Model, schema, one, file, terminal)
                    : throw new DataException("predict", $"{given.Length} files are given, one CSV file was expected. Predict one after the other.");
            return file is null ? PredictImages(loaded, given, terminal)
                : throw new DataException("predict", "--out is given, but predictions of pictures are not written to a file. Leave it out, or use --json.");
        });
        return command;
    }

    private static int PredictImages(RunModel loaded, string[] files, Terminal terminal) =>
        loaded.Input[0] != 3 ? ImagePrediction.Run(loaded.Model, loaded.Input, files, terminal)
        : PhotoPrediction.Run(loaded.Model, loaded.Input, loaded.Classes!, files, terminal);
}
