using Nabla.Nn;

namespace Nabla.Tests.Nn;

public class ForwardTests
{
    private sealed class Of<TOut>(Func<Tensor, TOut> f, params (string Name, Module? Module)[] below) : Module<Tensor, TOut>
    {
        protected internal override Members Members => [.. below.Select(m => (Member)m)];

        protected override TOut Compute(Tensor x) => f(x);
    }

    private sealed class Attend : Module<(Tensor Query, Tensor Key), (Tensor Sum, (Tensor A, Tensor[] More) Parts)>
    {
        protected internal override Members Members => [];

        protected override (Tensor Sum, (Tensor A, Tensor[] More) Parts) Compute((Tensor Query, Tensor Key) x) =>
            (x.Query + x.Key, (x.Query * 2, [x.Key * 3, x.Query]));
    }

    [Fact]
    public void What_passes_a_module_untouched_is_copied_from_a_loaders_batch()
    {
        var results = new List<Tensor>();
        foreach (var (x, _) in new Nabla.Data.DataLoader(new Nabla.Data.TensorDataset(Tensor.Arange(0, 8).To(DType.F32), Tensor.Arange(0, 8)), batch: 2).Epoch(0))
            results.Add(new Dropout(0.5).Forward(x));
        Assert.Equal(28, results.Sum(r => r.Sum().Item()));
    }

    [Fact]
    public void Without_a_scope_the_tensors_of_a_tuple_are_kept()
    {
        var (sum, (a, rest)) = new Attend().Forward((Tensor.Of(1f, 2f), Tensor.Of(10f, 20f)));
        Assert.Null(Scope.Current);
        for (int i = 0; i < 8; i++)
            using (new Scope())
                Tensor.Zeros([2]);                             // would overwrite memory that went back
        Assert.Equal([11f, 22f], sum.ToArray<float>());
        Assert.Equal([2f, 4f], a.ToArray<float>());
        Assert.Equal([30f, 60f], rest[0].ToArray<float>());
        Assert.Equal([1f, 2f], rest[1].ToArray<float>());
    }

    [Fact]
    public void Without_a_scope_other_outputs_are_refused()
    {
        string message = Assert.Throws<TapeException>(() => new Of<double>(x => x.Item()).Forward(Tensor.Of(1f))).Message;
        Assert.StartsWith("forward: Of`1 gives a Double, of which no scope can keep the tensors. Call it inside a scope", message);
        using var scope = new Scope();
        Assert.Equal(1, new Of<double>(x => x.Item()).Forward(Tensor.Of(1f)));
    }

    [Fact]
    public void Errors_name_the_innermost_listed_module_even_through_a_scope_of_its_own()
    {
        var bad = new Of<Tensor>(x => x.Reshape([7]));
        var middle = new Of<Tensor>(x =>
        {
            using var inner = new Scope();
            return bad.Forward(x);
        }, ("bad", bad));
        var model = new Of<Tensor>(middle.Forward, ("middle", middle));
        Assert.Equal("middle.bad", Assert.Throws<ShapeException>(() => model.Forward(Tensor.Ones([2]))).ModulePath);
        Assert.Equal("bad", Assert.Throws<ShapeException>(() => middle.Forward(Tensor.Ones([2]))).ModulePath);
        Assert.Equal("Of`1", Assert.Throws<ShapeException>(() => bad.Forward(Tensor.Ones([2]))).ModulePath);
        var unlisted = new Of<Tensor>(x => bad.Forward(x), ("other", new Flatten()));
        Assert.Equal("Of`1", Assert.Throws<ShapeException>(() => unlisted.Forward(Tensor.Ones([2]))).ModulePath);
    }

    [Fact]
    public void Errors_of_backward_name_the_module_of_the_operation()
    {
        var model = new Sequential(("fc", new Linear(2, 2, bias: false)));
        model.Init(0);
        var weight = model.Parameters().Single().Parameter;
        using var tape = Tape.Start();
        var loss = model.Forward(tape.Watch(Tensor.Ones([1, 2]))).Sum();
        weight.Assign(Tensor.Ones([2, 2]));
        Assert.EndsWith("[in fc]", Assert.Throws<TapeException>(() => tape.Backward(loss)).Message);
    }

    [Fact]
    public void Forward_without_a_tape_runs_on_many_threads_at_once()
    {
        for (int round = 0; round < 20; round++)
        {
            var model = new Sequential(new Linear(4, 16), new Tanh(), new Dropout(0.5), new Linear(16, 3));
            model.Init((ulong)round);
            var x = Tensor.Ones([2, 4]);
            float[][] results = new float[8][];
            var threads = Enumerable.Range(0, results.Length).Select(i => new Thread(() => results[i] = model.Forward(x).ToArray<float>())).ToArray();
            Array.ForEach(threads, t => t.Start());
            Array.ForEach(threads, t => t.Join());
            Assert.All(results, r => Assert.Equal(results[0], r));
        }
    }

    [Fact]
    public void A_warm_forward_allocates_little()
    {
        var model = new Sequential([.. Enumerable.Repeat(0, 100).Select(_ => new Flatten())]);
        using var scope = new Scope();
        var x = Tensor.Ones([2, 3]);
        model.Forward(x);
        long before = GC.GetAllocatedBytesForCurrentThread();
        model.Forward(x);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100);          // one scope, whatever the number of modules
    }
}
