namespace Nabla.Cli;

/// <summary>A line of a model's summary.</summary>
internal sealed record LayerRow(string Path, string Type, string Output, long Parameters);
