using Nabla.Nn;
using Nabla.Optim;
using Nabla.Training;

namespace Nabla.Tests.Nn;

/// <summary>Two modules that share a parameter: it learns from both, steps, counts and is saved once.</summary>
public sealed class TyingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("nabla-tying").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    // An embedding and an output layer with one table (5, 3).
    private sealed class Language : Module<Tensor, Tensor>
    {
        private readonly Embedding embed = new(5, 3);
        private readonly Linear head;

        internal Language() => head = new(3, 5, tied: embed.Weight);

        protected internal override Members Members => [("embed", embed), ("head", head)];

        protected override Tensor Compute(Tensor index) => head.Forward(embed.Forward(index).Tanh());
    }

    private static Language Model(ulong seed = 1)
    {
        var model = new Language();
        model.Init(seed);
        return model;
    }

    private static Tensor Words() => Tensor.Of<long>([0, 2, 4, 2], [4]);

    private static Tensor Next() => Tensor.Of<long>([2, 4, 2, 1], [4]);

    [Fact]
    public void Counts_initializes_and_is_summed_up_once()
    {
        var model = Model();
        Assert.Equal(["embed.weight", "head.bias"], model.Parameters().Select(p => p.Path));
        Assert.Equal(20, model.ParameterCount);
        var summary = ModelSummary.Of(model, Words());
        Assert.Equal([15, 5], summary.Layers.Select(l => l.Parameters));
        Assert.Equal(4 * 5 * 3, summary.MultiplyAdds);
    }

    [Fact]
    public void Learns_from_both_places_and_steps_once()
    {
        var model = Model();
        var table = model.Parameters().First().Parameter;
        double[] before = Proof.Run.Doubles(table.Value), apart = Untied(before, model.State()["head.bias"]);
        var optimizer = new Sgd(model);
        double[] g;
        using (var tape = Tape.Start())
        {
            var gradients = tape.Backward(Loss.CrossEntropy(model.Forward(Words()), Next()));
            g = Proof.Run.Doubles(gradients[table.Value]);
            Assert.Equal(2, gradients.Count);
            optimizer.Step(gradients, 0.5);
        }

        double[] after = Proof.Run.Doubles(table.Value);
        for (int i = 0; i < g.Length; i++)
            Assert.Equal(before[i] - 0.5 * g[i], after[i], 1e-6);
        Assert.Equal(apart, g, (a, b) => Math.Abs(a - b) < 1e-6);
    }

    /// <summary>The sum of the gradients of two parameters that begin alike.</summary>
    private static double[] Untied(double[] table, Tensor bias)
    {
        using var tape = Tape.Start();
        Tensor embed = tape.Watch(Tensor.Of<double>(table, [5, 3]).To(DType.F32).Detach()), head = tape.Watch(Tensor.Of<double>(table, [5, 3]).To(DType.F32).Detach());
        var loss = Loss.CrossEntropy(embed.Embedding(Words()).Tanh().Linear(head, bias), Next());
        var g = tape.Backward(loss);
        return [.. Proof.Run.Doubles(g[embed]).Zip(Proof.Run.Doubles(g[head]), (a, b) => a + b)];
    }

    [Fact]
    public void Is_saved_once_and_loads_by_either_name()
    {
        var model = Model();
        var state = model.State();
        Assert.Equal(["embed.weight", "head.bias"], state.Keys);
        var byOther = new Dictionary<string, Tensor> { ["head.weight"] = state["embed.weight"], ["head.bias"] = state["head.bias"] };
        var by = new Dictionary<string, Tensor>(byOther) { ["embed.weight"] = state["embed.weight"] };
        foreach (var saved in new[] { state, byOther, by })
        {
            var other = Model(2);
            Assert.True(other.Load(saved).Complete);
            Assert.Equal(model.Forward(Words()).ToArray<float>(), other.Forward(Words()).ToArray<float>());
        }

        by["head.weight"] = Tensor.Zeros([5, 3]);
        Assert.Equal("load: the checkpoint does not fit Language: head.weight differs from embed.weight, to which it is tied. Check that it belongs to this model.",
            Assert.Throws<DataException>(() => Model(2).Load(by)).Message);
    }

    [Fact]
    public void A_checkpoint_resumes_it_exactly()
    {
        string path = Path.Combine(folder, "checkpoint");
        Language model = Model(), resumed = Model(2);
        Adam optimizer = new(model), again = new(resumed);
        Train(model, optimizer, 3);
        Checkpoint.Save(path, model, optimizer, 3);
        Checkpoint.Load(path, resumed, again);
        Train(model, optimizer, 3);
        Train(resumed, again, 3);
        Assert.Equal(WeightsHash.Of(model), WeightsHash.Of(resumed));

        static void Train(Language model, Adam optimizer, int steps)
        {
            for (int step = 0; step < steps; step++)
            {
                using var tape = Tape.Start();
                optimizer.Step(tape.Backward(Loss.CrossEntropy(model.Forward(Words()), Next())), 0.1);
            }
        }
    }

    [Fact]
    public void Shapes_must_agree() =>
        Assert.Equal("linear: a parameter of shape (5, 3) cannot be shared as a weight of shape (5, 4). The shapes must agree.",
            Assert.Throws<ShapeException>(() => new Linear(4, 5, tied: new Embedding(5, 3).Weight)).Message);
}
