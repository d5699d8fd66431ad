using System.Diagnostics;

namespace Nabla.Cli.Tests;

/// <summary>The program in a process of its own, as built.</summary>
internal static class ChildProcess
{
    private static string Program { get; } = typeof(App).Assembly.Location;

    internal static Process Start(string arguments) => Start("dotnet", ["exec", Program, .. arguments.Split(' ')]);

    /// <summary>Runs a script in which <c>nabla</c> is the program; what it writes to standard output is the outcome's.</summary>
    internal static Outcome Shell(string script) => Finish(Start("sh", Words(script)));

    /// <summary>The same as the root of a name space, where file systems of one's own may be mounted; they end with it.</summary>
    internal static Outcome RootShell(string script)
    {
        Assert.SkipUnless(s_mounts.Value, "mounting is not allowed here");
        return Finish(Start("unshare", ["-rm", "sh", .. Words(script)]));
    }

    private static readonly Lazy<bool> s_mounts = new(() =>
    {
        try
        {
            return OperatingSystem.IsLinux() && Finish(Start("unshare", ["-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"])).Code == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    });

    private static string[] Words(string script) => ["-c", $"nabla() {{ dotnet exec '{Program}' \"$@\"; }}\n{script}"];

    private static Process Start(string file, string[] words) =>
        Process.Start(new ProcessStartInfo(file, words) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    private static Outcome Finish(Process process)
    {
        using (process)
        {
            var error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return new(process.ExitCode, output, error.Result);
        }
    }
}
