namespace Nabla.Tests.Proof;

/// <summary>Flips the sign of one contribution of one node's backward at a time, and sees whether the row's gradient check notices.</summary>
/// <remarks>It walks the recorded nodes itself, as a tape would, so that the product needs no hook.</remarks>
internal static class Mutants
{
    /// <summary>A contribution: the n-th node of a name, and its n-th call of Give.</summary>
    internal readonly record struct Site(Type Node, string Name, int Occurrence, int Call)
    {
        public override string ToString() => $"{Node.Name} \"{Name}\" {Occurrence}, contribution {Call}";
    }

    /// <summary>All contributions of a row whose flip changes any gradient in a small case, and whether any case noticed it.</summary>
    internal static Dictionary<Site, bool> Of(Op op)
    {
        var noticed = new Dictionary<Site, bool>();
        foreach (var (_, inputs) in Proofs.SmallCases(op))
            Try(op, inputs, noticed);
        return noticed;
    }

    private static void Try(Op op, Input[] inputs, Dictionary<Site, bool> noticed)
    {
        using var tape = Tape.Start(op.Mode, seed: 7);
        var x = Array.ConvertAll(inputs, i => Layouts.Place(i, DType.F64, Layout.RowMajor));
        int[] differentiable = [.. Run.Differentiable(op, inputs)];
        foreach (int i in differentiable)
            tape.Watch(x[i]);
        var (y, wrt) = op.Apply(x);
        if (y.Node is null)
            return;
        var numeric = differentiable.Select(i => Differences.Of(op, inputs, i)).ToArray();
        using var scope = new Scope();                     // backward records nothing in a plain scope
        var walk = new Walk(y, [.. differentiable.Select(i => wrt[i])]);
        double[][] sound = walk.Back(null);
        Assert.True(Right(sound), $"{op}: backward is wrong even without a flipped sign");
        foreach (var site in walk.Sites.ToList())
            if (walk.Back(site) is var mutated && !mutated.Zip(sound, Enumerable.SequenceEqual).All(same => same))
                noticed[site] = noticed.GetValueOrDefault(site) || !Right(mutated);

        bool Right(double[][] gradients) => gradients.Zip(numeric, Differences.Error).All(e => e <= Differences.Tolerance);
    }

    private sealed class Walk : IGradientSink
    {
        private readonly Tensor output;
        private readonly Tensor[] inputs;
        private readonly List<(Node Node, int Occurrence)> nodes = [];
        private readonly Dictionary<Tensor, Tensor> gradients = new(ReferenceEqualityComparer.Instance);
        private (Node Node, int Occurrence) passing;
        private int call;
        private Site? flipped;

        internal Walk(Tensor output, Tensor[] inputs)
        {
            (this.output, this.inputs) = (output, inputs);
            Visit(output.Node!, []);
            foreach (var (node, _) in nodes)
                node.Sink = this;
        }

        /// <summary>The contributions seen.</summary>
        internal HashSet<Site> Sites { get; } = [];

        /// <summary>The gradients of the inputs, with one contribution flipped.</summary>
        internal double[][] Back(Site? flip)
        {
            flipped = flip;
            gradients.Clear();
            gradients[output] = Tensor.Of<double>(Op.Ramp(output.Shape.Count), output.Shape);
            foreach (var entry in Enumerable.Reverse(nodes))
            {
                (passing, call) = (entry, 0);
                if (gradients.TryGetValue(entry.Node.Output!, out var dy))
                    entry.Node.Backward(dy);
            }

            return Array.ConvertAll(inputs, x => gradients.TryGetValue(x, out var g) ? Run.Doubles(g) : new double[x.Shape.Count]);
        }

        public bool Wants(Tensor t) => t.Trainable || t.Node is not null || inputs.Contains(t, ReferenceEqualityComparer.Instance);

        public void Give(Tensor t, Tensor gradient)
        {
            var site = new Site(passing.Node.GetType(), passing.Node.Name, passing.Occurrence, call++);
            if (site == flipped)
                gradient = gradient * -1;
            Sites.Add(site);
            gradients[t] = gradients.TryGetValue(t, out var sum) ? sum + gradient : gradient;
        }

        // Inputs first: the order of recording.
        private void Visit(Node node, HashSet<Node> seen)
        {
            if (!seen.Add(node))
                return;
            foreach (var t in node.Inputs)
                if (t?.Node is { } made)
                    Visit(made, seen);
            nodes.Add((node, nodes.Count(n => n.Node.Name == node.Name)));
        }
    }
}
