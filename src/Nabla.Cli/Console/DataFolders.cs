namespace Nabla.Cli;

/// <summary>Where data sets are looked for; the same rule as the zoo's.</summary>
internal static class DataFolders
{
    /// <summary>What NABLA_DATA names; null when it is not set.</summary>
    internal static string? Given => Environment.GetEnvironmentVariable("NABLA_DATA") is { Length: > 0 } folder ? folder : null;

    /// <summary>Where downloads go.</summary>
    internal static string Cache => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "nabla");
}
