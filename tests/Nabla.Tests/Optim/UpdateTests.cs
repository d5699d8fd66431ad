using Nabla.Nn;
using Nabla.Optim;

namespace Nabla.Tests.Optim;

/// <summary>The update rules, against loops written from their papers.</summary>
public class UpdateTests
{
    private const int Steps = 50;

    private sealed class Vector(int n) : Module<Tensor, Tensor>
    {
        private readonly Parameter theta = new([n], Nabla.Nn.Init.Normal(1));

        protected internal override Members Members => [("theta", theta)];

        protected override Tensor Compute(Tensor x) => theta.Value * x;

        internal Tensor Value => theta.Value;
    }

    /// <summary>Runs 50 steps on gradients that do not depend on θ, and the same in plain float64.</summary>
    private static (double[] Found, double[] Expected) Run(DType type, int n, Func<Module, Optimizer> create, Action<double[], double[], int> step)
    {
        var model = new Vector(n);
        using (new Scope())
            model.Load(new Dictionary<string, Tensor> { ["theta"] = Tensor.Of<double>(Draw(n, 0), [n]).To(type) });
        var optimizer = create(model);
        double[] theta = [.. Draw(n, 0).Select(v => type == DType.F32 ? (float)v : v)];
        for (int t = 1; t <= Steps; t++)
        {
            double[] g = [.. Draw(n, t).Select(v => type == DType.F32 ? (float)v : v)];
            using var tape = Tape.Start();
            optimizer.Step(tape.Backward(model.Forward(Tensor.Of<double>(g, [n]).To(type)).Sum()), Rate(t));
            step(theta, g, t);
        }

        using var scope = new Scope();
        return (model.Value.To(DType.F64).ToArray<double>(), theta);
    }

    private static double Rate(int t) => 0.1 / t;

    private static double[] Draw(int n, int t) => [.. Enumerable.Range(0, n).Select(i => new Philox(5, (ulong)t).Normal((ulong)i))];

    [Theory]
    [InlineData(DType.F64, 7, 1e-14)]
    [InlineData(DType.F32, 1, 1e-5)]
    [InlineData(DType.F32, 8, 1e-5)]
    [InlineData(DType.F32, 2 * 16384 + 13, 1e-5)]
    [InlineData(DType.F32, 0, 1e-5)]
    public void Sgd(DType type, int n, double tolerance)
    {
        foreach (var (momentum, decay, nesterov) in new[] { (0.0, 0.0, false), (0.0, 0.1, false), (0.9, 0.01, false), (0.9, 0.01, true) })
        {
            var velocity = new double[n];
            var (found, expected) = Run(type, n, m => new Sgd(m, momentum, decay, nesterov), (theta, g, t) =>
            {
                // torch.optim.SGD's documented algorithm, dampening 0.
                for (int i = 0; i < n; i++)
                {
                    double d = g[i] + decay * theta[i];
                    velocity[i] = t == 1 ? d : momentum * velocity[i] + d;
                    theta[i] -= Rate(t) * (nesterov ? d + momentum * velocity[i] : momentum > 0 ? velocity[i] : d);
                }
            });
            Same(found, expected, tolerance);
        }
    }

    [Theory]
    [InlineData(DType.F64, 7, 1e-14)]
    [InlineData(DType.F32, 1, 1e-5)]
    [InlineData(DType.F32, 8, 1e-5)]
    [InlineData(DType.F32, 2 * 16384 + 13, 1e-5)]
    [InlineData(DType.F32, 0, 1e-5)]
    public void Adam(DType type, int n, double tolerance)
    {
        foreach (double decay in new[] { 0, 0.01 })
        {
            double[] m = new double[n], v = new double[n];
            var (found, expected) = Run(type, n, x => new Adam(x, decay: decay), (theta, g, t) =>
            {
                // Kingma and Ba 2015, algorithm 1, with L2 decay in the gradient.
                for (int i = 0; i < n; i++)
                {
                    double d = g[i] + decay * theta[i];
                    m[i] = 0.9 * m[i] + (1 - 0.9) * d;
                    v[i] = 0.999 * v[i] + (1 - 0.999) * d * d;
                    theta[i] -= Rate(t) * (m[i] / (1 - Math.Pow(0.9, t))) / (Math.Sqrt(v[i] / (1 - Math.Pow(0.999, t))) + 1e-8);
                }
            });
            Same(found, expected, tolerance);
        }
    }

    [Fact]
    public void Momentum_on_a_constant_gradient_follows_its_closed_form()
    {
        var model = new Vector(1);
        model.Load(new Dictionary<string, Tensor> { ["theta"] = Tensor.Of(0.0) });
        var sgd = new Sgd(model, momentum: 0.5);
        for (int t = 1; t <= 10; t++)
        {
            using var tape = Tape.Start();
            sgd.Step(tape.Backward(model.Forward(Tensor.Of(3.0)).Sum()), 0.1);
            // v_t = 3·(2 − 2^(1−t)), so θ_t = −0.3·(2t − 2 + 2^(1−t)).
            Assert.Equal(-0.3 * (2 * t - 2 + Math.Pow(2, 1 - t)), model.Value.Item(), 1e-14);
        }
    }

    [Fact]
    public void Adam_on_a_constant_gradient_steps_by_its_rate()
    {
        var model = new Vector(2);
        model.Load(new Dictionary<string, Tensor> { ["theta"] = Tensor.Of(0.0, 0.0) });
        var adam = new Adam(model);
        for (int t = 1; t <= 20; t++)
        {
            using var tape = Tape.Start();
            adam.Step(tape.Backward(model.Forward(Tensor.Of(100.0, -0.01)).Sum()), 0.1);
            // m̂ = g and v̂ = g² at every step.
            Assert.Equal(-0.1 * t, model.Value.ToArray<double>()[0], 1e-8);
            Assert.Equal(0.1 * t, model.Value.ToArray<double>()[1], 1e-5);
        }
    }

    [Fact]
    public void The_same_bits_for_any_number_of_threads()
    {
        int n = 3 * 16384 + 5, before = Device.Cpu.Threads;
        try
        {
            Device.Cpu.Threads = 1;
            var one = Run(DType.F32, n, m => new Adam(m), (_, _, _) => { }).Found;
            Device.Cpu.Threads = 2;
            Assert.Equal(one, Run(DType.F32, n, m => new Adam(m), (_, _, _) => { }).Found);
        }
        finally
        {
            Device.Cpu.Threads = before;
        }
    }

    [Fact]
    public void Gradients_of_any_strides_step_alike()
    {
        var model = new Linear(3, 2, bias: false);
        model.Load(new Dictionary<string, Tensor> { ["weight"] = Tensor.Zeros([2, 3]) });
        using var tape = Tape.Start();
        var w = model.State()["weight"];
        var transposed = (w.T * Tensor.Of<float>([1, 2, 3, 4, 5, 6], [3, 2])).Sum();
        new Sgd(model).Step(tape.Backward(transposed), 1);
        Assert.Equal([-1, -3, -5, -2, -4, -6], w.ToArray<float>());
    }

    private static void Same(double[] found, double[] expected, double tolerance)
    {
        double rms = expected.Length == 0 ? 0 : Math.Sqrt(expected.Average(x => x * x));
        for (int i = 0; i < expected.Length; i++)
            Assert.InRange(Math.Abs(found[i] - expected[i]), 0, tolerance * Math.Max(Math.Abs(expected[i]), rms));
    }
}
