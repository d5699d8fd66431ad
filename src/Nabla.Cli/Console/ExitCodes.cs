namespace Nabla.Cli;

/// <summary>What the process returns; <c>nabla --help</c> lists them.</summary>
internal static class ExitCodes
{
    internal const int Done = 0, Usage = 2, BadInput = 3, Diverged = 4, Interrupted = 130;
}
