using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;

namespace Nabla.Cli;

/// <summary>The program without its process: commands, messages and exit codes.</summary>
internal static class App
{
    private const string About = """
        Nabla: deep learning for .NET.

        Exit codes: 0 done, 2 the command line cannot be understood, 3 bad input (a file, a folder or their contents),
        4 training diverged, 130 interrupted.
        """;

    /// <summary>Runs one command line; <paramref name="cancel"/> is what Ctrl-C sets.</summary>
    internal static int Run(string[] args, Terminal terminal, CancellationToken cancel = default)
    {
        var parsed = Commands(terminal, cancel).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        terminal.Json = parsed.GetResult(Options.JsonName) is OptionResult { Implicit: false };
        bool help = parsed.Action is HelpAction || args.Length == 0;
        if (parsed.Errors.Count > 0 && !help)
            return Fail(terminal, ExitCodes.Usage, Problem(parsed), $"See '{Path(parsed)} --help'.");
        try
        {
            var streams = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = terminal.Out, Error = terminal.Error };
            int code = args.Length == 0 ? new HelpAction().Invoke(parsed) : parsed.Invoke(streams);
            return args.Length == 0 ? ExitCodes.Usage : code;
        }
        catch (DivergedException e)
        {
            return Fail(terminal, ExitCodes.Diverged, e.Message);
        }
        catch (NablaException e)
        {
            return Fail(terminal, ExitCodes.BadInput, e.Message);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return Fail(terminal, ExitCodes.Interrupted, "interrupted.");
        }
    }

    private static RootCommand Commands(Terminal terminal, CancellationToken cancel) => new(About)
    {
        TrainCommand.Create(terminal, cancel),
        EvalCommand.Create(terminal, cancel),
        PredictCommand.Create(terminal),
        ModelsCommand.Create(terminal),
        DataCommand.Create(terminal, cancel),
        EnvCommand.Create(terminal),
    };

    private static int Fail(Terminal terminal, int code, params string[] lines)
    {
        terminal.Emit("error", json =>
        {
            json.WriteNumber("exit", code);
            json.WriteString("message", lines[0]);
        });
        foreach (string line in lines)
            terminal.Warn(line);
        if (terminal.Advice is { } advice)
            terminal.Warn(advice);
        return code;
    }

    // One message: what follows an unknown word usually only follows from it.
    private static string Problem(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens.Count == 0)
            return parsed.Errors[0].Message;
        string word = parsed.UnmatchedTokens[0];
        var command = parsed.CommandResult.Command;
        var known = command.Options.Concat<Symbol>(command.Subcommands).Select(s => s.Name);
        return $"'{word}' is not known to '{Path(parsed)}'.{Suggest.For(word, known)}";
    }

    private static string Path(ParseResult parsed)
    {
        string path = "";
        for (var c = parsed.CommandResult; c is not null; c = c.Parent as CommandResult)
            path = (c.Parent is null ? "nabla" : c.Command.Name) + (path.Length > 0 ? " " : "") + path;
        return path;
    }
}
