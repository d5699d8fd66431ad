using Nabla.Nn;
using Nabla.Optim;
using Nabla.Tests.Proof;

namespace Nabla.Tests.Optim;

/// <summary>The fused updates, against the loops of <see cref="UpdateLoops"/>.</summary>
public class UpdateTests
{
    private const int Steps = 50;

    public static TheoryData<string> Names => [.. UpdateLoops.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Follows_its_loop(string name)
    {
        foreach (var (type, n, steps, tolerance) in new[] { (DType.F64, 7, Steps, 1e-13), (DType.F32, 1, Steps, 2e-5), (DType.F32, 8, Steps, 2e-5), (DType.F32, 2 * 16384 + 13, 3, 2e-5), (DType.F32, 0, 1, 1) })
        {
            double[] found = Run(type, n, UpdateLoops.All[name].Make, steps), expected = new double[n];
            for (int i = 0; i < n; i++)
            {
                var state = new double[3];
                expected[i] = Draw(type, 0, i);
                for (int t = 1; t <= steps; t++)
                    expected[i] = UpdateLoops.All[name].Rule(expected[i], Draw(type, t, i), t, Rate(t), state);
            }

            Close.Check($"{name}, {type}, {n} numbers", found, expected, tolerance);
        }
    }

    [Fact]
    public void Every_row_of_the_table_has_its_loop() =>
        Assert.Empty(OptimizerTable.Rows.Keys.Select(r => r.Split(':')[0]).Except(UpdateLoops.All.Keys.Select(r => r.Split(':')[0])));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_bits_for_any_number_of_threads(string name)
    {
        int n = 3 * 16384 + 5, before = Device.Cpu.Threads;
        try
        {
            Device.Cpu.Threads = 1;
            var one = Run(DType.F32, n, UpdateLoops.All[name].Make, steps: 3);
            Device.Cpu.Threads = 2;
            Assert.Equal(one, Run(DType.F32, n, UpdateLoops.All[name].Make, steps: 3));
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

    [Fact]
    public void A_gradient_that_is_not_a_number_reaches_the_parameter()
    {
        foreach (var (make, _) in UpdateLoops.All.Values)
        {
            var model = new Vector(1);
            model.Init(0);
            model.Step(make(model), 0.1, double.NaN);
            Assert.True(double.IsNaN(model.Value.Item()));
        }
    }

    /// <summary>θ after steps on gradients that do not depend on it.</summary>
    private static double[] Run(DType type, int n, Func<Module, Optimizer> make, int steps)
    {
        var model = new Vector(n);
        using (new Scope())
            model.Load(new Dictionary<string, Tensor> { ["theta"] = Tensor.Of<double>(Draws(0), [n]).To(type) });
        var optimizer = make(model);
        for (int t = 1; t <= steps; t++)
            model.Step(optimizer, Rate(t), Draws(t));
        using var scope = new Scope();
        return model.Value.To(DType.F64).ToArray<double>();

        double[] Draws(int t) => [.. Enumerable.Range(0, n).Select(i => Draw(type, t, i))];
    }

    private static double Rate(int t) => 0.1 / t;

    private static double Draw(DType type, int t, int i)
    {
        double value = new Philox(5, (ulong)t).Normal((ulong)i);
        return type == DType.F32 ? (float)value : value;
    }
}
