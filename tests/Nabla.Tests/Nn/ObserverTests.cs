using Nabla.Nn;

namespace Nabla.Tests.Nn;

public class ObserverTests
{
    private sealed class Log : IObserver
    {
        internal readonly List<string> Seen = [];

        public void Activation(string path, Module module, Tensor output) => Seen.Add($"{path}: {module.GetType().Name} {output.Shape} {output.Sum().Item():0}");

        public void Gradient(string path, Parameter parameter, Tensor gradient) => Seen.Add($"d {path} {gradient.Sum().Item():0}");
    }

    private sealed class Two : Module<Tensor, (Tensor, Tensor)>
    {
        protected internal override Members Members => [];

        protected override (Tensor, Tensor) Compute(Tensor x) => (x, x * 2);
    }

    private static Sequential Model()
    {
        var model = new Sequential(("body", new Sequential(new Linear(2, 1, bias: false), new ReLU())), ("head", new Linear(1, 3)));
        model.Load(new Dictionary<string, Tensor> { ["body.0.weight"] = Tensor.Of<float>([1, 2], [1, 2]), ["head.weight"] = Tensor.Of<float>([3, 4, 5], [3, 1]), ["head.bias"] = Tensor.Zeros([3]) });
        return model;
    }

    [Fact]
    public void Sees_outputs_innermost_first_and_then_gradients()
    {
        var model = Model();
        var log = new Log();
        using var tape = Tape.Start();
        using (model.Observe(log))
            tape.Backward(model.Forward(Tensor.Ones([1, 2])).Sum());
        Assert.Equal([
            "body.0: Linear (1, 1) 3", "body.1: ReLU (1, 1) 3", "body: Sequential (1, 1) 3", "head: Linear (1, 3) 36", "Sequential: Sequential (1, 3) 36",
            "d body.0.weight 24", "d head.weight 9", "d head.bias 3"], log.Seen);
    }

    [Fact]
    public void A_part_is_observed_under_its_own_paths_until_disposed()
    {
        var model = Model();
        Log part = new(), whole = new();
        using var scope = new Scope();
        var a = model.Modules().First().Module.Observe(part);
        var b = model.Observe(whole);
        using (new Scope())
            model.Forward(Tensor.Ones([1, 2]));
        Assert.Equal(["0: Linear (1, 1) 3", "1: ReLU (1, 1) 3", "Sequential: Sequential (1, 1) 3"], part.Seen);
        Assert.Equal(5, whole.Seen.Count);
        a.Dispose();
        model.Forward(Tensor.Ones([1, 2]));
        Assert.Equal(3, part.Seen.Count);
        Assert.Equal(10, whole.Seen.Count);
        b.Dispose();
        model.Forward(Tensor.Ones([1, 2]));
        Assert.Equal(10, whole.Seen.Count);
    }

    [Fact]
    public void Several_outputs_are_numbered()
    {
        var log = new Log();
        using var scope = new Scope();
        var two = new Two();
        using (two.Observe(log))
            two.Forward(Tensor.Of(1f));
        Assert.Equal(["Two[0]: Two (1) 1", "Two[1]: Two (1) 2"], log.Seen);
    }

    [Fact]
    public void Observing_changes_no_bit_and_records_nothing()
    {
        var (count, gradient) = Run(observed: true);
        Assert.Equal(Run(observed: false).Count, count);
        Assert.Equal(Run(observed: false).Gradient, gradient);

        static (int Count, float[] Gradient) Run(bool observed)
        {
            var model = Model();
            using var tape = Tape.Start(Mode.Train, seed: 1);
            using var observation = observed ? model.Observe(new Log()) : null;
            var loss = model.Forward(Tensor.Ones([5, 2])).Dropout(0.5).Sum();
            int count = tape.Count;
            return (count, tape.Backward(loss)[model.State()["body.0.weight"]].ToArray<float>());
        }
    }

    [Fact]
    public void Other_threads_are_not_observed()
    {
        var model = Model();
        var log = new Log();
        using var scope = new Scope();
        using (model.Observe(log))
        {
            var other = new Thread(() => model.Forward(Tensor.Ones([1, 2])));
            other.Start();
            other.Join();
        }

        Assert.Empty(log.Seen);
    }

    [Fact]
    public void Needs_a_scope() =>
        Assert.StartsWith("observe: no scope is current", Assert.Throws<TapeException>(() => Model().Observe(new Log())).Message);
}
