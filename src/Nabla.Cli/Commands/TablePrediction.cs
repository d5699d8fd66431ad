using System.Globalization;
using Nabla.Io;
using Nabla.Nn;
using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary>Predictions of a table's rows: CSV with a line for each row, in its order, to standard output or a file; JSON lines with <c>--json</c>.</summary>
internal static class TablePrediction
{
    private const int BatchSize = 1024;

    internal static int Run(Module<Tensor, Tensor> model, TableSchema schema, string file, string? output, Terminal terminal)
    {
        var table = TableTask.Read(file);
        float[] answers = Answers(model, schema, table);
        if (answers.Any(a => !float.IsFinite(a)))
            throw new DataException(file, "the model's answer is not a finite number. Look for values far outside those it was trained on, or train it again.");
        var lines = new List<string>();
        var classes = schema.Target.Classes;
        lines.Add(classes is null ? ColumnNames.Quote(schema.Target.Name) : $"{ColumnNames.Quote(schema.Target.Name)},probability");
        for (int r = 0; r < table.Count; r++)
            lines.Add(classes is null ? Number(r + 1, answers[r] * schema.Target.Scale + schema.Target.Mean) : Class(r + 1, Classification.Probabilities(answers.AsSpan(r * classes.Count, classes.Count))));
        if (output is not null)
            AtomicFile.Write(output, s => s.Write(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n")));
        else if (!terminal.Json)
            lines.ForEach(terminal.Say);
        if (output is not null)
            terminal.Say($"{table.Count:N0} predictions in {output}");
        return ExitCodes.Done;

        string Number(int row, double value)
        {
            terminal.Emit("prediction", json =>
            {
                json.WriteNumber("row", row);
                json.WriteFinite("value", value);
            });
            return value.ToString("R", CultureInfo.InvariantCulture);
        }

        string Class(int row, double[] p)
        {
            int best = Array.IndexOf(p, p.Max());
            terminal.Emit("prediction", json =>
            {
                json.WriteNumber("row", row);
                json.WriteString("class", classes[best]);
                json.WriteFinite("probability", p[best]);
                json.WriteNumbers("probabilities", p);
            });
            return string.Create(CultureInfo.InvariantCulture, $"{ColumnNames.Quote(classes[best])},{p[best]:F6}");
        }
    }

    private static float[] Answers(Module<Tensor, Tensor> model, TableSchema schema, TextTable table)
    {
        using var all = new Scope();
        var x = schema.Encode(table);
        float[] answers = new float[table.Count * schema.Outputs];
        for (int at = 0; at < table.Count; at += BatchSize)
        {
            using var scope = new Scope();
            model.Forward(x[at..Math.Min(at + BatchSize, table.Count)]).ToArray<float>().CopyTo(answers, at * schema.Outputs);
        }

        return answers;
    }
}
