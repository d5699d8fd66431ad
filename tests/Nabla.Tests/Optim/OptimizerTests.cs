using Nabla.Nn;
using Nabla.Optim;

namespace Nabla.Tests.Optim;

public class OptimizerTests
{
    private sealed class Pair : Module<Tensor, Tensor>
    {
        internal readonly Linear A = new(3, 5), B = new(5, 1, bias: false);

        protected internal override Members Members => [("a", A), ("b", B)];

        protected override Tensor Compute(Tensor x) => B.Forward(A.Forward(x).Tanh());
    }

    private static Pair Model(DType type = DType.F32)
    {
        var model = new Pair();
        model.Init(seed: 3);
        using var scope = new Scope();
        model.Load(model.State().ToDictionary(p => p.Key, p => p.Value.To(type)));
        return model;
    }

    private static Gradients Gradient(Tape tape, Pair model, long step)
    {
        var x = Tensor.Of<double>([0.3, -0.5, 1 + 0.1 * step], [1, 3]).To(model.A.Parameters().First().Parameter.Value.DType);
        var y = model.Forward(x);
        return tape.Backward((y * y).Sum());
    }

    private static void Train(Pair model, Optimizer optimizer, int from, int to)
    {
        for (int step = from; step < to; step++)
        {
            using var tape = Tape.Start(Mode.Train, 0, step);
            optimizer.Step(Gradient(tape, model, step), 0.05 / (1 + step));
        }
    }

    public static TheoryData<string> Names => [.. Optimizers.Keys];

    private static readonly Dictionary<string, Func<Module, Optimizer>> Optimizers = new()
    {
        ["sgd"] = m => new Sgd(m),
        ["sgd with momentum"] = m => new Sgd(m, 0.9, 0.01),
        ["sgd, nesterov"] = m => new Sgd(m, 0.8, nesterov: true),
        ["adam"] = m => new Adam(m, decay: 0.1),
        ["adamw, groups"] = m => new AdamW(ParameterGroups.Of(m).DecayMatricesOnly().Set("b.*", rateFactor: 2)),
        ["nadam"] = m => new NAdam(m),
        ["adagrad"] = m => new AdaGrad(m),
        ["rmsprop"] = m => new RmsProp(m),
        ["rmsprop, centred, momentum"] = m => new RmsProp(m, momentum: 0.5, centered: true),
        ["lion"] = m => new Lion(m),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Goes_on_with_the_same_bits_after_save_and_load(string name)
    {
        var whole = Model();
        Train(whole, Optimizers[name](whole), 0, 20);

        var half = Model();
        var first = Optimizers[name](half);
        Train(half, first, 0, 9);
        using var file = new MemoryStream();
        Nabla.Io.SafeTensors.Write(file, first.State());
        file.Position = 0;
        var rest = Model();
        rest.Load(half.State());
        var second = Optimizers[name](rest);
        second.Load(Nabla.Io.SafeTensors.Read(file, "state", out _));
        Assert.Equal(9, second.Steps);
        Train(half, first, 9, 12);                              // what was saved is a copy
        Train(rest, second, 9, 20);
        foreach (var (path, value) in whole.State())
            Assert.Equal(value.ToArray<float>(), rest.State()[path].ToArray<float>());
    }

    [Fact]
    public void A_parameter_without_a_gradient_stays_and_counts_its_own_steps()
    {
        var model = Model(DType.F64);
        model.B.Frozen = true;
        double[] before = model.State()["b.weight"].ToArray<double>();
        var adam = new Adam(model);
        Train(model, adam, 0, 3);
        Assert.Equal(before, model.State()["b.weight"].ToArray<double>());
        Assert.DoesNotContain("step.b.weight", adam.State().Keys);
        model.B.Frozen = false;
        Train(model, adam, 3, 4);
        Assert.Equal(1, adam.State()["step.b.weight"].Item());
        Assert.Equal(4, adam.State()["step.a.weight"].Item());
        Assert.Equal(4, adam.Steps);
        // Its first step is as long as the rate, since the bias is corrected for its own count.
        double moved = Math.Abs(model.State()["b.weight"].ToArray<double>()[0] - before[0]);
        Assert.Equal(0.05 / 4, moved, 1e-6);
    }

    [Fact]
    public void A_step_is_noticed_by_what_was_saved_for_backward()
    {
        var model = Model();
        var sgd = new Sgd(model);
        using var kept = Tape.Start();
        var loss = model.Forward(Tensor.Ones([1, 3])).Sum();
        using (var tape = Tape.Start())
            sgd.Step(Gradient(tape, model, 0), 0.1);
        Assert.Contains("was changed", Assert.Throws<TapeException>(() => kept.Backward(loss)).Message);
    }

    [Fact]
    public void Warm_steps_allocate_no_native_memory()
    {
        var model = Model();
        var adam = new Adam(model);
        Train(model, adam, 0, 3);
        long before = BufferPool.ThreadAllocations;
        Train(model, adam, 3, 103);
        Assert.Equal(before, BufferPool.ThreadAllocations);
    }

    [Fact]
    public void State_that_does_not_fit_is_refused_and_changes_nothing()
    {
        var model = Model();
        var adam = new Adam(model);
        Train(model, adam, 0, 2);
        var state = adam.State();
        using var scope = new Scope();
        var wrong = new Dictionary<string, Tensor>(state)
        {
            ["momentum.a.weight"] = Tensor.Zeros([5, 3]),
            ["exp_avg.b.weight"] = Tensor.Zeros([1, 4]),
            ["step"] = Tensor.Zeros([2], DType.I64),
        };
        wrong.Remove("exp_avg_sq.a.bias");
        string message = Assert.Throws<DataException>(() => adam.Load(wrong)).Message;
        Assert.Contains("does not fit Adam: momentum.a.weight is unknown; exp_avg_sq.a.bias is missing; exp_avg.b.weight is F32 (1, 4), F32 (1, 5) was expected; step is I64 (2), one I64 number was expected. Check", message);
        Assert.Equal(2, adam.Steps);
        Assert.Contains("step is missing", Assert.Throws<DataException>(() => adam.Load(new Dictionary<string, Tensor>())).Message);
        foreach (string counter in new[] { "step", "step.a.bias" })
        {
            var negative = new Dictionary<string, Tensor>(state) { [counter] = Tensor.Of<long>([-3], []) };
            Assert.Equal($"load: the state does not fit Adam: {counter} is -3, 0 or more was expected. Check that it was saved by this optimizer of this model.", Assert.Throws<DataException>(() => adam.Load(negative)).Message);
        }

        foreach (string name in new[] { "step", "step.a.bias", "exp_avg.a.bias" })
        {
            var hole = new Dictionary<string, Tensor>(state) { [name] = null! };
            Assert.Equal($"load: {name} is null; a tensor was expected. Check what should have made it.", Assert.Throws<NablaException>(() => adam.Load(hole)).Message);
        }

        Assert.Equal(2, adam.Steps);
        Assert.Throws<ArgumentNullException>(() => adam.Load(null!));
    }

    [Fact]
    public void What_is_null_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => new Sgd((Module)null!));
        Assert.Throws<ArgumentNullException>(() => new Sgd((ParameterGroups)null!));
        Assert.Throws<ArgumentNullException>(() => ParameterGroups.Of(null!));
        Assert.Throws<ArgumentNullException>(() => ParameterGroups.Of(Model()).Set((Func<string, Parameter, bool>)null!, decay: 0));
    }

    [Fact]
    public void An_epsilon_that_is_0_in_float32_is_refused_where_parameters_are_float32()
    {
        foreach (var make in new Func<Module, double, Optimizer>[] { (m, e) => new Adam(m, epsilon: e), (m, e) => new AdamW(m, epsilon: e), (m, e) => new NAdam(m, epsilon: e), (m, e) => new AdaGrad(m, epsilon: e), (m, e) => new RmsProp(m, epsilon: e) })
        {
            foreach (double epsilon in new[] { 1e-50, 1e-40, 1e50 })
            {
                string expected = $"epsilon {epsilon} is not possible in F32. Give a number from 1.2E-38 to 3.4E38, or compute in F64.";
                Assert.EndsWith($": {expected}", Assert.Throws<RangeException>(() => make(Model(), epsilon)).Message);
                var late = new Pair();
                var optimizer = make(late, epsilon);
                late.Init(1);
                Assert.EndsWith($": {expected}", Assert.Throws<RangeException>(() => Train(late, optimizer, 0, 1)).Message);
                Assert.Equal(0, optimizer.Steps);
                var doubles = Model(DType.F64);
                Train(doubles, make(doubles, epsilon), 0, 2);
                Assert.All(doubles.Parameters(), p => Assert.True(p.Parameter.Value.AllFinite()));
            }

            var single = Model();
            Train(single, make(single, 1.2e-38), 0, 2);
            Assert.All(single.Parameters(), p => Assert.True(p.Parameter.Value.AllFinite()));
        }
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void An_impossible_rate_is_refused(double rate)
    {
        var model = Model();
        using var tape = Tape.Start();
        var g = Gradient(tape, model, 0);
        Assert.StartsWith($"adam: learning rate {rate} is not possible.", Assert.Throws<RangeException>(() => new Adam(model).Step(g, rate)).Message);
    }

    public static TheoryData<string, double, double, string> Overflowing => new()
    {
        { "sgd", 1e39, 0, "sgd: learning rate" },
        { "sgd with momentum", 1e39, 0, "sgd: learning rate" },
        { "sgd", 0.1, 1e39, "sgd: decay" },
        { "sgd", 1e30, 1e30, "sgd: learning rate times decay" },
        { "adam", 1e39, 0, "adam: learning rate" },
        { "adam", 1e38, 0, "adam: bias-corrected learning rate" },
        { "adamw", 1e38, 0, "adamw: bias-corrected learning rate" },
        { "adamw", 1e25, 1e25, "adamw: learning rate times decay" },
        { "nadam", 1e39, 0, "nadam: learning rate" },
        { "nadam", 3e38, 0, "nadam: bias-corrected learning rate" },
        { "adagrad", 1e39, 0, "adagrad: learning rate" },
        { "rmsprop", 1e39, 0, "rmsprop: learning rate" },
        { "lion", 0.1, 1e40, "lion: decay" },
    };

    [Theory]
    [MemberData(nameof(Overflowing))]
    public void What_float32_cannot_hold_is_refused_before_any_parameter_changes(string name, double rate, double decay, string what)
    {
        var model = Model();
        var before = model.State().ToDictionary(p => p.Key, p => p.Value.ToArray<float>());
        var optimizer = With(name, model, decay);
        using (var tape = Tape.Start())
        {
            string found = Assert.Throws<RangeException>(() => optimizer.Step(Gradient(tape, model, 0), rate)).Message;
            Assert.Matches($"^{what} [\\d.]+E\\+\\d\\d is not possible in F32. Give a number from 0 to 3.4E38, or compute in F64.$", found);
        }

        Assert.Equal(0, optimizer.Steps);
        Assert.Equal(["step"], optimizer.State().Keys);
        Assert.All(model.State(), p => Assert.Equal(before[p.Key], p.Value.ToArray<float>()));
        var doubles = Model(DType.F64);
        using (var tape = Tape.Start())
            With(name, doubles, decay).Step(Gradient(tape, doubles, 0), rate);
        Assert.All(doubles.Parameters(), p => Assert.True(p.Parameter.Value.AllFinite()));
    }

    private static Optimizer With(string name, Module m, double decay) => name switch
    {
        "sgd" => new Sgd(m, decay: decay),
        "sgd with momentum" => new Sgd(m, 0.9, decay),
        "adam" => new Adam(m, decay: decay),
        "adamw" => new AdamW(m, decay: decay),
        "nadam" => new NAdam(m, momentumDecay: 1e6, decay: decay),
        "adagrad" => new AdaGrad(m, decay: decay),
        "rmsprop" => new RmsProp(m, decay: decay),
        _ => new Lion(m, decay: decay),
    };

    [Fact]
    public void A_groups_rate_may_be_too_large_where_the_rate_is_not()
    {
        foreach (var (type, rate, message) in new[] { (DType.F32, 1e38, "1E+39 is not possible in F32. Give a number from 0 to 3.4E38, or compute in F64."), (DType.F64, 1e308, $"{double.PositiveInfinity} is not possible in F64. Give a number from 0 to 1.7E308.") })
        {
            var model = Model(type);
            double[] before = model.State()["a.weight"].To(DType.F64).ToArray<double>();
            using var tape = Tape.Start();
            var g = Gradient(tape, model, 0);
            Assert.Equal($"sgd: learning rate {message}", Assert.Throws<RangeException>(() => new Sgd(ParameterGroups.Of(model).Set("b.*", rateFactor: 10)).Step(g, rate)).Message);
            Assert.Equal(before, model.State()["a.weight"].To(DType.F64).ToArray<double>());
        }
    }

    public static TheoryData<string, string> Refused => new()
    {
        { "nesterov", "sgd: Nesterov's form needs a momentum above 0. Give one, such as 0.9." },
        { "momentum 1", "sgd: momentum 1 is not possible. Give a number in [0, 1)." },
        { "decay NaN", "sgd: decay NaN is not possible. Give a finite number, 0 or more." },
        { "beta1", "adam: beta1 -0.1 is not possible. Give a number in [0, 1)." },
        { "beta2", "adamw: beta2 1 is not possible. Give a number in [0, 1)." },
        { "epsilon", "adam: epsilon 0 is not possible. Give a finite number above 0." },
        { "alpha", "rmsprop: alpha 2 is not possible. Give a number in [0, 1)." },
        { "psi", "nadam: momentum decay -1 is not possible. Give a finite number, 0 or more." },
        { "adagrad", "adagrad: epsilon -1 is not possible. Give a finite number above 0." },
        { "lion", "lion: beta2 1.5 is not possible. Give a number in [0, 1)." },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Impossible_options_are_refused(string what, string message)
    {
        var model = Model();
        Assert.Equal(message, Assert.Throws<RangeException>(() => _ = what switch
        {
            "nesterov" => new Sgd(model, nesterov: true),
            "momentum 1" => new Sgd(model, 1),
            "decay NaN" => new Sgd(model, decay: double.NaN),
            "beta1" => new Adam(model, beta1: -0.1),
            "beta2" => new AdamW(model, beta2: 1),
            "epsilon" => new Adam(model, epsilon: 0),
            "alpha" => new RmsProp(model, alpha: 2),
            "psi" => new NAdam(model, momentumDecay: -1),
            "adagrad" => new AdaGrad(model, -1),
            _ => (Optimizer)new Lion(model, beta2: 1.5),
        }).Message);
    }

    [Fact]
    public void An_epsilon_of_0_is_refused()
    {
        var model = Model();
        Func<Optimizer>[] made = [() => new Adam(model, epsilon: 0), () => new AdamW(model, epsilon: 0), () => new NAdam(model, epsilon: 0), () => new AdaGrad(model, 0), () => new AdaGrad(model, 0, epsilonInRoot: true), () => new RmsProp(model, epsilon: 0)];
        Assert.All(made, make => Assert.EndsWith(": epsilon 0 is not possible. Give a finite number above 0.", Assert.Throws<RangeException>(make).Message));
    }

    [Fact]
    public void A_momentum_for_one_step_replaces_the_optimizers()
    {
        Pair given = Model(), made = Model();
        Sgd a = new(given, momentum: 0.9), b = new(made, momentum: 0.3);
        for (int step = 0; step < 3; step++)
        {
            using (var tape = Tape.Start())
                a.Step(Gradient(tape, given, step), 0.1, momentum: 0.3);
            using (var tape = Tape.Start())
                b.Step(Gradient(tape, made, step), 0.1);
        }

        Assert.Equal(made.State()["a.weight"].ToArray<float>(), given.State()["a.weight"].ToArray<float>());
        using var last = Tape.Start();
        var g = Gradient(last, given, 0);
        Assert.Equal("sgd: momentum 1 is not possible. Give a number in [0, 1).", Assert.Throws<RangeException>(() => a.Step(g, 0.1, momentum: 1)).Message);
        Assert.Equal("adagrad: it has no momentum to change. Leave the momentum out, or make the optimizer with one.", Assert.Throws<RangeException>(() => new AdaGrad(given).Step(g, 0.1, momentum: 0.5)).Message);
    }

    [Fact]
    public void NAdam_finds_its_product_of_momenta_anew_for_a_parameter_that_lags_behind()
    {
        Pair model = Model(), frozen = Model();
        NAdam all = new(model), lagging = new(frozen);
        frozen.B.Frozen = true;
        Train(frozen, lagging, 0, 3);
        frozen.B.Frozen = false;
        frozen.Load(model.State());
        lagging.Load(new Dictionary<string, Tensor>(lagging.State().Where(p => p.Key is "step" || p.Key.EndsWith(".a.weight") || p.Key.EndsWith(".a.bias"))));
        using (var tape = Tape.Start())
            lagging.Step(Gradient(tape, frozen, 0), 0.01);
        using (var tape = Tape.Start())
            all.Step(Gradient(tape, model, 0), 0.01);
        Assert.Equal(model.State()["b.weight"].ToArray<float>(), frozen.State()["b.weight"].ToArray<float>());   // its first step, beside the others' fourth
    }
}
