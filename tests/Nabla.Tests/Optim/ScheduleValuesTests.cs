using Nabla.Io;
using Nabla.Optim;

namespace Nabla.Tests.Optim;

/// <summary>The first 500 values of each schedule, against libtorch's recorded ones and against the formulas of PyTorch's documentation.</summary>
public class ScheduleValuesTests
{
    private static readonly Dictionary<string, Tensor> Recorded = SafeTensors.Load(Repository.PathOf("tests", "Fixtures", "schedule.safetensors"));

    /// <summary>Written down from the documentation of torch.optim.lr_scheduler, or from the paper, with the numbers of ScheduleTable.</summary>
    private static readonly Dictionary<string, Func<int, double>> Formulas = new()
    {
        ["Constant"] = _ => 0.1,
        ["StepDecay"] = t => 0.1 * Power(0.7, t / 30),
        ["StepDecay: continuous"] = t => 0.1 * Math.Exp(Math.Log(0.7) * t / 30),
        ["MultiStep"] = t => 0.1 * Power(0.3, t < 50 ? 0 : t < 51 ? 1 : t < 300 ? 2 : 3),
        ["Exponential"] = t => 0.1 * Power(0.99, t),
        ["Cosine"] = t => 0.003 + (0.1 - 0.003) / 2 * (1 + Math.Cos(t * Math.PI / 500)),
        ["CosineRestarts"] = t => 0.003 + (0.1 - 0.003) / 2 * (1 + Math.Cos(t % 60 * Math.PI / 60)),
        // Lengths 20, 60, 180, 540: they begin at 0, 20, 80, 260.
        ["CosineRestarts: growing"] = t => t < 20 ? HalfCosine(t / 20.0) : t < 80 ? HalfCosine((t - 20) / 60.0) : t < 260 ? HalfCosine((t - 80) / 180.0) : HalfCosine((t - 260) / 540.0),
        ["Linear"] = t => 0.1 * (0.3 + (1 - 0.3) * Math.Min(t, 300) / 300),
        ["Polynomial"] = t => 0.1 * Math.Pow(1 - Math.Min(t, 450) / 450.0, 2),
        ["OneCycle"] = t => t <= 149 ? Anneal(0.1 / 25, 0.1, t / 149.0) : Anneal(0.1, 0.1 / 25 / 1e4, (t - 149) / 350.0),
        ["OneCycle: linear"] = t => t <= 204 ? 0.01 + (0.1 - 0.01) * t / 204 : 0.1 + (0.0001 - 0.1) * (t - 204) / 295,
        ["OneCycle: three phases"] = t => t <= 199 ? Anneal(0.1 / 25, 0.1, t / 199.0) : t <= 398 ? Anneal(0.1, 0.1 / 25, (t - 199) / 199.0) : Anneal(0.1 / 25, 0.1 / 25 / 1e4, (t - 398) / 101.0),
        ["OneCycleMomentum"] = t => t <= 149 ? Anneal(0.95, 0.85, t / 149.0) : Anneal(0.85, 0.95, (t - 149) / 350.0),
        ["OneCycleMomentum: linear, three phases"] = t => t <= 199 ? 0.9 - 0.1 * t / 199 : t <= 398 ? 0.8 + 0.1 * (t - 199) / 199 : 0.9,
        ["InverseSquareRoot"] = t => Math.Pow(512, -0.5) * Math.Min(Math.Pow(t + 1, -0.5), (t + 1) * Math.Pow(100, -1.5)),
        ["Warmup"] = t => HalfCosine(t / 500.0) * Math.Min(1, (t + 1) / 40.0),
        ["Then"] = t => 0.1 * Power(0.98, Math.Max(0, t - 100)),
        ["Times"] = t => 0.2 * Power(0.99, t) * (0.5 + 0.5 * Math.Min(1, t / 50.0)),
        ["ForBatch"] = t => t < 50 ? 0.1 + 0.7 * t / 50 : 0.8,
    };

    public static TheoryData<string> Rows => [.. ScheduleTable.Rows.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Agrees_with_its_formula_and_with_libtorch(string row)
    {
        Assert.True(Formulas.ContainsKey(row), $"{row} has no formula here");
        double[]? recorded = Recorded.TryGetValue(row, out var r) ? r.ToArray<double>() : null;
        for (int t = 0; t < ScheduleTable.Steps; t++)
        {
            double found = ScheduleTable.Rows[row](t);
            Assert.InRange(found - Formulas[row](t), -1e-12, 1e-12);
            if (recorded is not null)
                Assert.InRange(found - recorded[t], -1e-12, 1e-12);
        }
    }

    [Fact]
    public void What_libtorch_has_is_recorded()
    {
        Assert.Empty(Recorded.Keys.Except(ScheduleTable.Rows.Keys));
        Assert.Equal(11, Recorded.Count);
    }

    [Fact]
    public void Every_schedule_has_a_row() =>
        Assert.Empty(typeof(Schedules).GetMethods().Where(m => m.ReturnType == typeof(Schedule)).Select(m => m.Name).Except(ScheduleTable.Rows.Keys.Select(k => k.Split(':')[0])));

    private static double Power(double x, int n) => Enumerable.Repeat(x, n).Aggregate(1.0, (a, b) => a * b);

    private static double HalfCosine(double p) => 0.1 * Math.Pow(Math.Cos(Math.PI * p / 2), 2);

    private static double Anneal(double from, double to, double p) => to + (from - to) / 2 * (1 + Math.Cos(Math.PI * p));
}
