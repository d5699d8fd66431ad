using System.Runtime.InteropServices;
using Nabla.Cli;

Console.OutputEncoding = System.Text.Encoding.UTF8;
using var cancel = new CancellationTokenSource();

// The first signal asks the command to stop at a good point; a second one ends the process at once.
void Stop(PosixSignalContext context)
{
    context.Cancel = !cancel.IsCancellationRequested;
    cancel.Cancel();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

// A file beyond the limit on sizes shall be an error of its write, not the end of the process.
const PosixSignal fileSizeExceeded = (PosixSignal)25;
using var limit = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(fileSizeExceeded, context => context.Cancel = true);
return App.Run(args, Terminal.OfProcess(), cancel.Token);
