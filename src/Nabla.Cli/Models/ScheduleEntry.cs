using Nabla.Optim;

namespace Nabla.Cli;

/// <summary>The numbers of a schedule; null where none was given.</summary>
internal sealed record ScheduleNumbers(double Rate, long Steps)
{
    internal double Floor { get; init; }

    internal double? Gamma { get; init; }

    internal int? Every { get; init; }

    internal int? Growth { get; init; }

    internal long[]? Milestones { get; init; }

    internal bool Continuous { get; init; }

    internal double? Power { get; init; }

    internal double? Rise { get; init; }

    internal int? Warmup { get; init; }

    internal bool Linear { get; init; }

    internal bool ThreePhases { get; init; }
}

/// <summary>A schedule that <c>nabla schedule</c> draws.</summary>
/// <param name="Name">On the command line.</param>
/// <param name="Formula">The rate at step t of T.</param>
/// <param name="Options">The options it has beside those of all.</param>
/// <param name="Make">The schedule of these numbers.</param>
/// <param name="Momentum">The momentum that goes with it.</param>
internal sealed record ScheduleEntry(string Name, string Formula, string[] Options, Func<ScheduleNumbers, Schedule> Make, Func<ScheduleNumbers, Schedule>? Momentum = null)
{
    internal static IReadOnlyList<ScheduleEntry> All { get; } =
    [
        new("constant", "lr", [], n => Schedules.Constant(n.Rate)),
        new("step", "lr·γ^⌊t/every⌋, continuous lr·γ^(t/every)", ["--gamma", "--every", "--continuous"], n => Schedules.StepDecay(n.Rate, n.Every ?? Part(n, 3), n.Gamma ?? 0.1, n.Continuous)),
        new("multi-step", "lr·γ^(milestones up to t)", ["--gamma", "--milestones"], n => Schedules.MultiStep(n.Rate, n.Milestones ?? [n.Steps / 2, n.Steps - n.Steps / 4], n.Gamma ?? 0.1)),
        new("exponential", "lr·γᵗ", ["--gamma"], n => Schedules.Exponential(n.Rate, n.Gamma ?? Math.Pow(0.01, 1.0 / n.Steps))),
        new("cosine", "floor + (lr − floor)·½(1 + cos(π·t/T))", ["--floor"], n => Schedules.Cosine(n.Rate, n.Steps, n.Floor)),
        new("cosine-restarts", "cosine over each of every, every·growth, … steps", ["--floor", "--every", "--growth"], n => Schedules.CosineRestarts(n.Rate, n.Every ?? Part(n, 4), n.Growth ?? 1, n.Floor)),
        new("linear", "straight from lr to floor", ["--floor"], Falling),
        new("polynomial", "floor + (lr − floor)·(1 − t/T)^power", ["--floor", "--power"], n => Schedules.Polynomial(n.Rate, n.Steps, n.Power ?? 2, n.Floor)),
        new("one-cycle", "lr/25 up to lr, down to lr/250,000", ["--rise", "--linear", "--three-phases"],
            n => Schedules.OneCycle(n.Rate, n.Steps, n.Rise ?? 0.3, n.Linear, threePhases: n.ThreePhases),
            n => Schedules.OneCycleMomentum(n.Steps, rise: n.Rise ?? 0.3, linear: n.Linear, threePhases: n.ThreePhases)),
        new("inverse-root", "lr·√warmup·min(1/√(t + 1), (t + 1)/warmup^1.5)", ["--warmup"],
            n => Schedules.InverseSquareRoot(1, n.Warmup ?? Part(n, 10), n.Rate * Math.Sqrt(n.Warmup ?? Part(n, 10)))),
    ];

    /// <summary>The schedule of a name that has been checked.</summary>
    internal static ScheduleEntry Get(string name) => All.First(s => s.Name == name);

    /// <summary>The rate, after a rise over the first steps where one is asked for.</summary>
    internal Schedule Rate(ScheduleNumbers numbers)
    {
        var schedule = Make(numbers);
        return numbers.Warmup is { } steps && !Options.Contains("--warmup") ? schedule.Warmup(steps) : schedule;
    }

    // The library's goes up too, from one rate to another; here the second is a floor, as that of the others.
    private static Schedule Falling(ScheduleNumbers n) => n.Floor <= n.Rate ? Schedules.Linear(n.Rate, n.Floor, n.Steps)
        : throw new RangeException("linear", $"floor {n.Floor} is not possible. Give a number from 0 to the rate, {n.Rate}.");

    private static long Part(ScheduleNumbers n, int parts) => Math.Max(1, n.Steps / parts);
}
