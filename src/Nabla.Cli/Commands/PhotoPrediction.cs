using Nabla.Nn;
using Nabla.Zoo;
using Spectre.Console;

namespace Nabla.Cli;

/// <summary>Predictions of photographs: the likeliest classes.</summary>
internal static class PhotoPrediction
{
    private const int Shown = 5, LongestBar = 30;

    internal static int Run(Module<Tensor, Tensor> model, Shape input, string[] classes, string[] files, Terminal terminal) =>
        PictureFiles.ForEach(files, terminal, file =>
        {
            using var scope = new Scope();
            float[] pixels = Cover.To(ImageFile.ReadColour(file), input[1], input[2]).Pixels;
            double[] p = Classification.Probabilities(model.Forward(Tensor.Of<float>(pixels, [1, .. input])).ToArray<float>());
            if (p.Any(double.IsNaN))
                throw new DataException(file, "the model's answer is not a number. Train it again.");
            Tell(terminal, file, classes, p);
        });

    private static void Tell(Terminal terminal, string file, string[] classes, double[] p)
    {
        (string Class, double P)[] top = [.. classes.Zip(p).OrderByDescending(c => c.Second).Take(Shown)];
        terminal.Emit("prediction", json =>
        {
            json.WriteString("image", file);
            json.WriteString("class", top[0].Class);
            json.WriteNumber("probability", top[0].P);
            json.WriteStartArray("probabilities");
            foreach (double q in p)
                json.WriteNumberValue(q);
            json.WriteEndArray();
            json.WriteStrings("classes", classes);
        });
        if (terminal.Json)
            return;
        terminal.Say($"{file}: {top[0].Class} ({100 * top[0].P:F1} %)");
        int names = top.Max(t => t.Class.Length), width = Math.Clamp(terminal.Console.Profile.Width - names - "  100.0 %".Length, 0, LongestBar);
        foreach (var (i, (name, q)) in top.Index())
            terminal.Console.MarkupLine($"{Markup.Escape(name.PadRight(names))} [{(i == 0 ? "green" : "grey")}]{new string('█', (int)Math.Round(q * width)).PadRight(width)}[/] {100 * q,5:F1} %");
    }
}
