using Nabla.Nn;

namespace Nabla.Optim;

/// <summary>A module's parameters, with what an optimizer shall do otherwise to some of them: another rate, another weight decay.</summary>
/// <remarks>Immutable: each setting gives new groups. Where several settings meet, the last one wins. A module by itself is one group.</remarks>
/// <example><code>
/// new AdamW(ParameterGroups.Of(model).DecayMatricesOnly().Set("head.*", rateFactor: 10))
/// </code></example>
public sealed class ParameterGroups
{
    private readonly Entry[] entries;

    private ParameterGroups(IEnumerable<Entry> entries) => this.entries = [.. entries];

    /// <summary>All parameters of a module in one group; a shared one once.</summary>
    public static ParameterGroups Of(Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        return new(module.Parameters().Select(p => new Entry(p.Path, p.Parameter, 1, null)));
    }

    /// <summary>A module where groups are asked for: one group.</summary>
    public static implicit operator ParameterGroups(Module module) => Of(module);

    /// <summary>Sets rate and decay of the parameters whose paths match: <c>*.bias</c>, <c>layer1.*</c>.</summary>
    /// <param name="pattern"><c>*</c> stands for any characters, dots too, <c>?</c> for one.</param>
    /// <param name="rateFactor">Their rate, in units of the schedule's; null leaves it.</param>
    /// <param name="decay">Their weight decay, in place of the optimizer's; null leaves it.</param>
    /// <exception cref="RangeException">Nothing matches, or a number is not possible.</exception>
    public ParameterGroups Set(string pattern, double? rateFactor = null, double? decay = null)
    {
        if (pattern is null)
            throw new NablaException("parameter_groups", "the pattern is null; one of paths was expected, such as '*.bias'. Give one.");
        if (!entries.Any(e => Glob.Matches(pattern, e.Path)))
            throw new RangeException("parameter_groups", $"no parameter's path matches '{pattern}'. Near: {string.Join(", ", entries.Select(e => e.Path).OrderBy(p => Glob.Distance(pattern, p)).Take(3))}.");
        return Set((path, _) => Glob.Matches(pattern, path), rateFactor, decay);
    }

    /// <summary>Sets rate and decay of the parameters that <paramref name="where"/> accepts, by path and parameter; it may be none.</summary>
    /// <param name="where">Whether the setting is for this parameter.</param>
    /// <param name="rateFactor">Their rate, in units of the schedule's; null leaves it.</param>
    /// <param name="decay">Their weight decay, in place of the optimizer's; null leaves it.</param>
    public ParameterGroups Set(Func<string, Parameter, bool> where, double? rateFactor = null, double? decay = null)
    {
        ArgumentNullException.ThrowIfNull(where);
        Checks.NotNegative("parameter_groups", "rate factor", rateFactor ?? 0);
        Checks.NotNegative("parameter_groups", "decay", decay ?? 0);
        return new(entries.Select(e => !where(e.Path, e.Parameter) ? e : e with { RateFactor = rateFactor ?? e.RateFactor, Decay = decay ?? e.Decay }));
    }

    /// <summary>No decay for what is no weight: biases, the gains and shifts of norms over any axes, slopes of PReLU; see <see cref="Parameter.Decays"/>. He et al. 2019, section 3.1 ("no bias decay").</summary>
    public ParameterGroups DecayMatricesOnly() => Set(static (_, p) => !p.Decays, decay: 0);

    /// <summary>One slot a parameter, for an optimizer of this decay.</summary>
    internal Slot[] Slots(double decay, string[] stateNames) =>
        [.. entries.Select(e => new Slot(e.Path, e.Parameter, stateNames) { RateFactor = e.RateFactor, Decay = e.Decay ?? decay })];

    private sealed record Entry(string Path, Parameter Parameter, double RateFactor, double? Decay);
}
