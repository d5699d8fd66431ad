using System.Globalization;

namespace DigitEmbeddings;

/// <summary>The command line of the sample.</summary>
internal static class Sample
{
    internal const string Usage = "Usage: DigitEmbeddings [steps] [seed], by default 1500 0. Learns an embedding with each of three losses.";

    /// <summary>Learns with each loss in turn. Exit codes: 0 done, 2 for arguments that are not possible.</summary>
    internal static int Run(string[] args, TextWriter output, TextWriter error)
    {
        if (args.Any(a => a is "--help" or "-h" or "-?"))
        {
            output.WriteLine(Usage);
            return 0;
        }

        int steps = 1500;
        ulong seed = 0;
        string? problem = args.Length > 2 ? $"{args.Length} arguments were given, 2 at most were expected. Leave out '{args[2]}'."
            : args.Length > 0 && !(int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out steps) && steps > 0) ? $"steps: '{args[0]}' is not possible. Give a whole number from 1 to {int.MaxValue}."
            : args.Length > 1 && !ulong.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out seed) ? $"seed: '{args[1]}' is not possible. Give a whole number from 0 to {ulong.MaxValue}."
            : null;
        if (problem is not null)
        {
            error.WriteLine(problem);
            error.WriteLine(Usage);
            return 2;
        }

        foreach (string loss in Embedding.Losses.Keys)
            output.WriteLine(FormattableString.Invariant($"{loss,-8} nearest neighbour right for {100 * Embedding.Learn(loss, steps, seed):F1} % of the test digits"));
        return 0;
    }
}
