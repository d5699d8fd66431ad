using System.CommandLine;
using System.CommandLine.Parsing;

namespace Nabla.Cli;

/// <summary>What a command line lacks, or has too often, in the words of all messages.</summary>
internal static class Missing
{
    /// <summary>The message; null when nothing lacks.</summary>
    internal static string? In(CommandResult given)
    {
        var command = given.Command;
        if (command.Subcommands.Count > 0 && command.Action is null)
            return $"{command.Name}: no command is given. Give one of {string.Join(", ", command.Subcommands.Select(c => c.Name))}.";
        foreach (var option in given.Children.OfType<OptionResult>().Where(o => !o.Implicit))
        {
            string name = option.Option.Name;
            if (option.Option.Arity.MinimumNumberOfValues > option.Tokens.Count)
                return $"{name}: no value is given. Give one: {name} {option.Option.HelpName}.";
            if (option.IdentifierTokenCount > option.Option.Arity.MaximumNumberOfValues && option.Option.Arity.MaximumNumberOfValues > 0)
                return $"{name}: it is given {option.IdentifierTokenCount} times. Give it once.";
        }

        return command.Arguments.FirstOrDefault(a => a.Arity.MinimumNumberOfValues > 0 && given.GetResult(a) is not { Tokens.Count: > 0 }) is { } lacking
            ? $"{command.Name}: no {lacking.Name} is given. Give {Start(lacking.Description!)}." : null;
    }

    // A description goes on a sentence; only a common word loses its capital.
    private static string Start(string text) => text is [_, ' ' or (>= 'a' and <= 'z'), ..] ? char.ToLowerInvariant(text[0]) + text[1..] : text;
}
