using Nabla.Nn;
using Spectre.Console;

namespace Nabla.Cli;

/// <summary>Predictions of pictures: draws what the model sees of a picture, and what it makes of it.</summary>
internal static class ImagePrediction
{
    private const int LongestBar = 30;

    internal static int Run(Module<Tensor, Tensor> model, Shape input, string[] images, Terminal terminal)
    {
        if (input != [1, Digit.Side, Digit.Side])
            throw new DataException("predict", $"reads grey pictures of one digit; this model sees images {input}. Use 'nabla eval' with a data set.");
        return PictureFiles.ForEach(images, terminal, image =>
        {
            float[] pixels = Digit.Prepare(GrayImage.Read(image), image);
            Tell(terminal, image, pixels, Predict(model, pixels, input));
        });
    }

    private static double[] Predict(Module<Tensor, Tensor> model, float[] pixels, Shape input)
    {
        using var scope = new Scope();
        float[] logits = model.Forward(Tensor.Of<float>(pixels, [1, .. input])).ToArray<float>();
        return Classification.Probabilities(logits);
    }

    private static void Tell(Terminal terminal, string image, float[] pixels, double[] p)
    {
        int best = Array.IndexOf(p, p.Max());
        if (best < 0)
            throw new DataException(image, "the model's answer is not a number. Train it again.");
        terminal.Emit("prediction", json =>
        {
            json.WriteString("image", image);
            json.WriteString("class", $"{best}");
            json.WriteFinite("probability", p[best]);
            json.WriteNumbers("probabilities", p);
        });
        if (terminal.Json)
            return;
        terminal.Say($"{image}: {best} ({100 * p[best]:F1} %)");
        int taken = Digit.Side * (terminal.IsLive ? 1 : 2) + "   0  100.0 %".Length;
        int width = Math.Clamp(terminal.Console.Profile.Width - taken, 0, LongestBar);
        string[] bars = [.. p.Select((q, i) => Bar(i, q, i == best, width))];
        foreach (var (row, line) in Picture.Draw(pixels, Digit.Side, terminal.IsLive).Index())
            terminal.Console.MarkupLine(row < bars.Length ? $"{line}   {bars[row]}" : line);
    }

    private static string Bar(int digit, double p, bool best, int width)
    {
        string bar = $"[{(best ? "green" : "grey")}]{new string('█', (int)Math.Round(p * width)).PadRight(width)}[/]";
        return $"{(best ? $"[bold]{digit}[/]" : $"{digit}")} {bar} {100 * p,5:F1} %";
    }
}
