using Nabla.Nn;

namespace Nabla.Cli;

/// <summary>A model's layers with the shapes they give, seen by watching one forward pass.</summary>
internal static class ModelSummary
{
    internal static IReadOnlyList<LayerRow> Of(Module<Tensor, Tensor> model, Shape input)
    {
        using var scope = new Scope();
        if (!model.Parameters().All(p => p.Parameter.HasValue))
            model.Init(0);
        var rows = new Rows();
        using (model.Observe(rows))
            model.Forward(Tensor.Zeros([1, .. input]));
        return rows.Seen;
    }

    private sealed class Rows : IObserver
    {
        internal List<LayerRow> Seen { get; } = [];

        public void Activation(string path, Module module, Tensor output)
        {
            Module[] below = [.. module.Modules().Select(m => m.Module)];
            long own = module.Parameters().Select(p => p.Parameter).Except(below.SelectMany(m => m.Parameters()).Select(p => p.Parameter)).Sum(p => p.Shape.Count);
            if (below.Length == 0 || own > 0)           // a container's parts speak for it
                Seen.Add(new(path, module.GetType().Name, Shape(output.Shape), own));
        }

        // N for the batch.
        private static string Shape(Shape s) => $"(N, {string.Join(", ", s.ToArray()[1..])})";
    }
}
