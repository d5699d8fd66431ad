using System.Globalization;
using System.Text;

namespace Nabla.Nn;

/// <summary>One layer of a <see cref="ModelSummary"/>.</summary>
/// <param name="Path">Where it stands in the model.</param>
/// <param name="Type">Its class.</param>
/// <param name="Output">The shape of its output, batch included.</param>
/// <param name="Parameters">Numbers of its own that are learned; shared ones count at their first place.</param>
/// <param name="MultiplyAdds">Multiplications with an addition in its matrix products and convolutions, over all its calls.</param>
/// <param name="ActivationBytes">Bytes of its results, over all its calls, that training would keep for backward.</param>
public sealed record LayerSummary(string Path, string Type, Shape Output, long Parameters, long MultiplyAdds, long ActivationBytes);

/// <summary>What a model consists of and costs for one input.</summary>
/// <param name="Layers">Its layers in the order in which they computed.</param>
/// <param name="Parameters">All numbers that are learned.</param>
/// <param name="MultiplyAdds">All multiplications with an addition, those between layers included.</param>
/// <param name="ActivationBytes">Bytes of all results that training would keep for backward.</param>
public sealed record ModelSummary(IReadOnlyList<LayerSummary> Layers, long Parameters, long MultiplyAdds, long ActivationBytes)
{
    /// <summary>Runs a model once on zeros of a shape, batch included, evaluating. The model must have values.</summary>
    public static ModelSummary Of(Module<Tensor, Tensor> model, Shape input) => Of(model, () => Tensor.Zeros(input));

    /// <summary>Runs a model once on an input, evaluating. The model must have values.</summary>
    public static ModelSummary Of<TIn, TOut>(Module<TIn, TOut> model, TIn input) => Of(model, () => input);

    private static ModelSummary Of<TIn, TOut>(Module<TIn, TOut> model, Func<TIn> input)
    {
        using var tape = Tape.Start(Mode.Evaluate);
        var x = input();
        foreach (var t in Outputs.Of(x!) ?? [])
            if (t.DType.IsFloat())
                tape.Watch(t);
        var outputs = new OutputShapes();
        using (model.Observe(outputs))
            model.Forward(x);
        var own = model.Parameters().ToLookup(p => p.Path.LastIndexOf('.') is > 0 and var dot ? p.Path[..dot] : "", p => p.Parameter.Shape.Count);
        var nodes = tape.Nodes.ToLookup(n => n.ModulePath ?? "");
        // A storage counts once, where it was made: not for the views of it, nor of parameters.
        var made = tape.Nodes.Where(n => n.Output!.View.Storage.Owner is not null).DistinctBy(n => n.Output!.View.Storage);
        var bytes = made.ToLookup(n => n.ModulePath ?? "", n => n.Output!.Shape.Count * n.Output.DType.Size());
        var parents = model.Modules().Select(m => m.Path).Where(p => p.Contains('.')).Select(p => p[..p.LastIndexOf('.')]).ToHashSet();
        var layers = from o in outputs.Seen
                     let parameters = own[o.Module == model ? "" : o.Path].Sum()
                     where parameters > 0 || (o.Module != model && !parents.Contains(o.Path))       // not mere containers
                     select new LayerSummary(o.Path, o.Module.GetType().Name, o.Shape, parameters, nodes[o.Path].Sum(n => n.MultiplyAdds), bytes[o.Path].Sum());
        return new([.. layers], model.ParameterCount, tape.Nodes.Sum(n => n.MultiplyAdds), bytes.Sum(b => b.Sum()));
    }

    /// <summary>A table for a terminal: a line for each layer, and the totals.</summary>
    public override string ToString()
    {
        List<string[]> rows = [["layer", "type", "output", "parameters", "multiply-adds", "activations"]];
        rows.AddRange(Layers.Select(l => new[] { l.Path, l.Type, $"{l.Output}", Number(l.Parameters), Number(l.MultiplyAdds), $"{Number(l.ActivationBytes)} B" }));
        rows.Add(["", "", "", Number(Parameters), Number(MultiplyAdds), $"{Number(ActivationBytes)} B"]);
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(c => rows.Max(r => r[c].Length))];
        var text = new StringBuilder();
        foreach (var row in rows)
            text.AppendLine(string.Join("  ", row.Select((cell, c) => c < 3 ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c]))).TrimEnd());
        return text.ToString();

        static string Number(long n) => n.ToString("N0", CultureInfo.InvariantCulture);
    }

    private sealed class OutputShapes : IObserver
    {
        internal List<(string Path, Module Module, Shape Shape)> Seen { get; } = [];

        public void Activation(string path, Module module, Tensor output)
        {
            if (Seen.All(s => s.Path != path))
                Seen.Add((path, module, output.Shape));
        }
    }
}
