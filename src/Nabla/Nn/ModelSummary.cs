namespace Nabla.Nn;

/// <summary>One layer of a <see cref="ModelSummary"/>.</summary>
/// <param name="Path">Where it stands in the model.</param>
/// <param name="Type">Its class.</param>
/// <param name="Output">The shape of its output, batch included.</param>
/// <param name="Parameters">Numbers of its own that are learned; shared ones count at their first place.</param>
/// <param name="MultiplyAdds">Multiplications with an addition in its matrix products and convolutions.</param>
public sealed record LayerSummary(string Path, string Type, Shape Output, long Parameters, long MultiplyAdds);

/// <summary>What a model consists of and costs for one input.</summary>
/// <param name="Layers">Its layers in the order in which they computed.</param>
/// <param name="Parameters">All numbers that are learned.</param>
/// <param name="MultiplyAdds">All multiplications with an addition, those between layers included.</param>
/// <param name="ActivationBytes">Bytes of all results that training would keep for backward.</param>
public sealed record ModelSummary(IReadOnlyList<LayerSummary> Layers, long Parameters, long MultiplyAdds, long ActivationBytes)
{
    /// <summary>Runs a model once on zeros of a shape, batch included, evaluating. The model must have values.</summary>
    public static ModelSummary Of(Module<Tensor, Tensor> model, Shape input)
    {
        using var tape = Tape.Start(Mode.Evaluate);
        var outputs = new Outputs();
        using (model.Observe(outputs))
            model.Forward(tape.Watch(Tensor.Zeros(input)));
        var own = model.Parameters().ToLookup(p => p.Path.LastIndexOf('.') is > 0 and var dot ? p.Path[..dot] : "", p => p.Parameter.Shape.Count);
        var work = tape.Nodes.ToLookup(n => n.ModulePath ?? "", n => n.MultiplyAdds);
        var parents = model.Modules().Select(m => m.Path).Where(p => p.Contains('.')).Select(p => p[..p.LastIndexOf('.')]).ToHashSet();
        var layers = from o in outputs.Seen
                     let parameters = own[o.Module == model ? "" : o.Path].Sum()
                     where parameters > 0 || (o.Module != model && !parents.Contains(o.Path))       // not mere containers
                     select new LayerSummary(o.Path, o.Module.GetType().Name, o.Shape, parameters, work[o.Path].Sum());
        var storages = tape.Nodes.Select(n => n.Output!.View).Where(v => v.Storage.Owner is not null).DistinctBy(v => v.Storage);      // no views of parameters
        return new([.. layers], model.ParameterCount, tape.Nodes.Sum(n => n.MultiplyAdds), storages.Sum(v => v.Shape.Count * v.DType.Size()));
    }

    private sealed class Outputs : IObserver
    {
        internal List<(string Path, Module Module, Shape Shape)> Seen { get; } = [];

        public void Activation(string path, Module module, Tensor output)
        {
            if (Seen.All(s => s.Path != path))
                Seen.Add((path, module, output.Shape));
        }
    }
}
