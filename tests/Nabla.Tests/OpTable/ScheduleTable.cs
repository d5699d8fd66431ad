using Nabla.Optim;

namespace Nabla.Tests;

/// <summary>One row per schedule and option: its first 500 values, compared with PyTorch's.</summary>
internal static class ScheduleTable
{
    internal const int Steps = 500;

    internal static readonly Dictionary<string, Schedule> Rows = new()
    {
        ["Constant"] = Schedules.Constant(0.1),
        ["StepDecay"] = Schedules.StepDecay(0.1, 30, 0.7),
        ["StepDecay: continuous"] = Schedules.StepDecay(0.1, 30, 0.7, continuous: true),
        ["MultiStep"] = Schedules.MultiStep(0.1, [300, 50, 51], 0.3),
        ["Exponential"] = Schedules.Exponential(0.1, 0.99),
        ["Cosine"] = Schedules.Cosine(0.1, 500, floor: 0.003),
        ["CosineRestarts"] = Schedules.CosineRestarts(0.1, 60, floor: 0.003),
        ["CosineRestarts: growing"] = Schedules.CosineRestarts(0.1, 20, growth: 3),
        ["Linear"] = Schedules.Linear(0.03, 0.1, 300),
        ["Polynomial"] = Schedules.Polynomial(0.1, 450, power: 2),
        ["OneCycle"] = Schedules.OneCycle(0.1, 500),
        ["OneCycle: linear"] = Schedules.OneCycle(0.1, 500, rise: 0.41, linear: true, divide: 10, finalDivide: 100),
        ["OneCycle: three phases"] = Schedules.OneCycle(0.1, 500, rise: 0.4, threePhases: true),
        ["OneCycleMomentum"] = Schedules.OneCycleMomentum(500),
        ["OneCycleMomentum: linear, three phases"] = Schedules.OneCycleMomentum(500, 0.8, 0.9, rise: 0.4, linear: true, threePhases: true),
        ["InverseSquareRoot"] = Schedules.InverseSquareRoot(512, warmup: 100),
        ["Warmup"] = Schedules.Cosine(0.1, 500).Warmup(40),
        ["Then"] = Schedules.Constant(0.1).Then(100, Schedules.Exponential(0.1, 0.98)),
        ["Times"] = Schedules.Exponential(0.1, 0.99).Times(Schedules.Linear(0.5, 1, 50)).Times(2),
        ["ForBatch"] = Schedules.Constant(0.1).ForBatch(8, warmup: 50),
    };
}
