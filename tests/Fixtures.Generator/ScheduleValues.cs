using Nabla.Tests;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch.optim.lr_scheduler;

namespace Nabla.Fixtures;

/// <summary>The first values of the schedulers that TorchSharp has, on the rows of ScheduleTable.</summary>
internal static class ScheduleValues
{
    private static readonly Dictionary<string, Func<SGD, LRScheduler>> Rows = new()
    {
        ["StepDecay"] = o => StepLR(o, 30, 0.7),
        ["MultiStep"] = o => MultiStepLR(o, [50, 51, 300], 0.3),
        ["Exponential"] = o => ExponentialLR(o, 0.99),
        ["Cosine"] = o => CosineAnnealingLR(o, 500, 0.003),
        ["Linear"] = o => LinearLR(o, 0.3, 1, 300),
        ["Polynomial"] = o => PolynomialLR(o, 450, 2),
        ["OneCycle"] = o => OneCycleLR(o, 0.1, total_steps: 500),
        ["OneCycle: linear"] = o => OneCycleLR(o, 0.1, total_steps: 500, pct_start: 0.41, anneal_strategy: torch.optim.lr_scheduler.impl.OneCycleLR.AnnealStrategy.Linear, div_factor: 10, final_div_factor: 100),
        ["OneCycle: three phases"] = o => OneCycleLR(o, 0.1, total_steps: 500, pct_start: 0.4, three_phase: true),
        ["OneCycleMomentum"] = o => OneCycleLR(o, 0.1, total_steps: 500),
        ["OneCycleMomentum: linear, three phases"] = o => OneCycleLR(o, 0.1, total_steps: 500, pct_start: 0.4, anneal_strategy: torch.optim.lr_scheduler.impl.OneCycleLR.AnnealStrategy.Linear, base_momentum: 0.8, max_momentum: 0.9, three_phase: true),
    };

    internal static Dictionary<string, Nabla.Tensor> Record() => Rows.ToDictionary(r => r.Key, r => Nabla.Tensor.Of(Values(r.Key, r.Value)));

    private static double[] Values(string name, Func<SGD, LRScheduler> make)
    {
        var optimizer = torch.optim.SGD([new Parameter(torch.zeros(1))], 0.1, momentum: 0.9);
        var scheduler = make(optimizer);
        var values = new double[ScheduleTable.Steps];
        for (int i = 0; i < values.Length; i++)
        {
            var group = (SGD.ParamGroup)optimizer.ParamGroups.Single();
            values[i] = name.StartsWith("OneCycleMomentum", StringComparison.Ordinal) ? group.Momentum : group.LearningRate;
            if (i + 1 < values.Length)
                scheduler.step();
        }

        return values;
    }
}
