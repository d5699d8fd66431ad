using System.CommandLine;
using Nabla.Io;
using Nabla.Nn;
using Nabla.Zoo;
using StbImageWriteSharp;

namespace Nabla.Cli;

/// <summary><c>nabla explain RUN|MODEL picture --out FILE.png</c>: where in a picture the evidence for a class lies.</summary>
internal static class ExplainCommand
{
    private const string Cam = "grad-cam", Pixels = "saliency";

    internal static Command Create(Terminal terminal)
    {
        var source = new Argument<string>("source") { Description = "A run folder that 'nabla train' made, or a model with --weights" };
        var file = new Argument<string>("file") { Description = "A PNG or JPEG file" };
        var output = Options.Text("--out", "file", "The picture to write, .png", f => Path.GetExtension(f) == ".png", "a name that ends in .png");
        var method = Options.Choice("--method", "name", $"{Cam}, or {Pixels}: the pixels that the answer depends on most [{Cam}]", Cam, Pixels);
        var label = new Option<string?>("--class") { Description = "The class to explain [the likeliest]", HelpName = "name" };
        var layer = new Option<string?>("--layer") { Description = $"Of {Cam}: the layer whose map is shown, see 'nabla models MODEL' [the last map]", HelpName = "path" };
        var weights = new Option<string?>("--weights") { Description = "Of a model: its weights (safetensors, torchvision's names), head included", HelpName = "file" };
        var size = Options.Integer("--size", "pixels", "Of a model: the side that pictures are brought to [the model's]", most: 4096);
        var command = new Command("explain", "Draws where in a picture the evidence for a class lies.") { source, file, output, method, label, layer, weights, size, Options.Json() };
        command.Validators.Add(r =>
        {
            if (r.GetResult(output) is null)
                r.AddError("explain: no --out is given. Give the picture to write: --out picture.png.");
            if (r.GetResult(layer) is not null && r.GetResult(method) is { Tokens: [{ Value: Pixels }] })
                r.AddError($"explain: --layer is given, but {Pixels} is of pixels. Leave it out, or use {Cam}.");
        });
        command.SetAction(p => Run(p.GetRequiredValue(source), PictureModel.Open(p.GetRequiredValue(source), p.GetValue(weights), p.GetValue(size), terminal), p.GetRequiredValue(file), p.GetValue(output)!, p.GetValue(method) ?? Cam, p.GetValue(label), p.GetValue(layer), terminal));
        return command;
    }

    private static int Run(string run, RunModel loaded, string file, string output, string method, string? name, string? layer, Terminal terminal)
    {
        string[] classes = loaded.Classes!;
        using var scope = new Scope();
        var image = PictureFiles.Naming(file, () => Sight.Of(file, loaded.Input));
        double[] p = PictureFiles.Naming(file, () => Classification.Probabilities(loaded.Model.Forward(image).ToArray<float>()));
        if (p.Any(double.IsNaN))
            throw new DataException(file, "the model's answer is not a number. Train it again.");
        int label = name is null ? Array.IndexOf(p, p.Max()) : Array.IndexOf(classes, name);
        if (label < 0)
            throw new DataException(run, $"has no class '{name}'.{Suggest.For(name!, classes)} Its classes are {string.Join(", ", classes.Take(20))}{(classes.Length > 20 ? " and others" : "")}.");
        layer = method == Cam ? layer ?? GradCam.LastMap(loaded.Model, image) : null;
        var map = method == Cam ? GradCam.Map(loaded.Model, image, label, layer) : Saliency.Map(loaded.Model, image, label);
        var picture = Heat.Over(Sight.Large(file, loaded.Input), map.ToArray<float>(), map.Shape[0], map.Shape[1]);
        if (map.Max().Item() <= 0)
            terminal.Warn($"nothing in {file} speaks for {classes[label]}: the map is 0 everywhere, and the picture is drawn without it.");
        Save(output, picture);
        terminal.Emit("explanation", json =>
        {
            json.WriteString("image", file);
            json.WriteString("class", classes[label]);
            json.WriteFinite("probability", p[label]);
            json.WriteString("method", method);
            json.WriteString("layer", layer);
            json.WriteString("picture", Path.GetFullPath(output));
        });
        if (!terminal.Json)
            terminal.Say($"{file}: {classes[label]} ({100 * p[label]:F1} %), by {method}{(layer is null ? "" : $" at {layer}")}, in {output}");
        return ExitCodes.Done;
    }

    private static void Save(string path, Raster image)
    {
        int size = image.Height * image.Width;
        byte[] pixels = new byte[3 * size];
        for (int i = 0; i < pixels.Length; i++)                             // (C, H, W) to (H, W, C)
            pixels[i] = (byte)MathF.Round(255 * Math.Clamp(image.Pixels[i % 3 * size + i / 3], 0, 1));
        AtomicFile.Write(path, s => new ImageWriter().WritePng(pixels, image.Width, image.Height, ColorComponents.RedGreenBlue, s));
    }
}
