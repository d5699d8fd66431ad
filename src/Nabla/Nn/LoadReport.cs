namespace Nabla.Nn;

/// <summary>What of a checkpoint a module took, and what it did not.</summary>
/// <param name="Matched">The checkpoint's names that were taken.</param>
/// <param name="Missing">The module's parameters and buffers that the checkpoint lacks; they keep their values.</param>
/// <param name="Unknown">The checkpoint's names that the module lacks.</param>
/// <param name="Misfit">What has another shape or type, or differs from what it is tied to, and why; it was not taken.</param>
public sealed record LoadReport(IReadOnlyList<string> Matched, IReadOnlyList<string> Missing, IReadOnlyList<string> Unknown, IReadOnlyList<string> Misfit)
{
    /// <summary>True when everything was taken and nothing is missing.</summary>
    public bool Complete => Missing.Count + Unknown.Count + Misfit.Count == 0;

    /// <summary>All that does not fit, as one line.</summary>
    public override string ToString() =>
        string.Join("; ", [$"{Matched.Count} matched", .. Problems]);

    internal IEnumerable<string> Problems => [.. Missing.Select(k => $"{k} is missing"), .. Unknown.Select(k => $"{k} is unknown"), .. Misfit];
}
