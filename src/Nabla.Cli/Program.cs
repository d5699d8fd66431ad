using System.CommandLine;
using Nabla;
using Nabla.Cli;

var root = new RootCommand("Nabla: deep learning for .NET.\nExit codes: 0 done, 2 usage, 3 bad input, 4 diverged, 130 interrupted.") { TrainCommand.Create() };
var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
        Console.Error.WriteLine($"nabla: {error.Message}");
    Console.Error.WriteLine("nabla: see nabla --help.");
    return ExitCodes.Usage;
}

try
{
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (DivergedException e)
{
    Console.Error.WriteLine($"nabla: {e.Message}");
    return ExitCodes.Diverged;
}
catch (NablaException e)
{
    Console.Error.WriteLine($"nabla: {e.Message}");
    return ExitCodes.BadInput;
}
