namespace Nabla.Nn;

/// <summary>What of a checkpoint a module took, and what it did not.</summary>
/// <param name="Matched">The checkpoint's names that were taken.</param>
/// <param name="Missing">The module's parameters and buffers that the checkpoint lacks; they keep their values, but for batch norm's <c>num_batches_tracked</c>, which becomes 0 where its mean is there.</param>
/// <param name="Unknown">The checkpoint's names that the module lacks.</param>
/// <param name="Misfit">What has another shape or type, or differs from what it is tied to, and why; it was not taken.</param>
public sealed record LoadReport(IReadOnlyList<string> Matched, IReadOnlyList<string> Missing, IReadOnlyList<string> Unknown, IReadOnlyList<string> Misfit)
{
    /// <summary>True when everything was taken and nothing is missing but batch norm's counters, which PyTorch before 0.4 did not write.</summary>
    public bool Complete => !Problems.Any();

    /// <summary>All that does not fit, as one line.</summary>
    public override string ToString() =>
        string.Join("; ", [$"{Matched.Count} matched", .. Problems]);

    // Of many the first are told: of what is there, but other, there are seldom many.
    internal IEnumerable<string> Problems =>
        [.. Misfit, .. Missing.Where(k => !BatchNorm.IsCounter(k)).Select(k => $"{k} is missing"), .. Unknown.Select(k => $"{k} is unknown")];
}
