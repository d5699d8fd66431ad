using System.Diagnostics;
using System.Globalization;
using Nabla.Bench.Running;

namespace Nabla.Bench.Workloads;

/// <summary>A whole process: started, one linear layer computed and printed, ended. libtorch's is compiled just in time, as TorchSharp must be.</summary>
/// <param name="Name">The row.</param>
/// <param name="Aot">Nabla compiled ahead of time, else just in time.</param>
internal sealed record Startup(string Name, bool Aot) : Workload(Aot ? TitleAot : TitleJit, Name)
{
    internal const string TitleAot = "process start to first result, ahead-of-time", TitleJit = "process start to first result, just-in-time";

    private const string Project = "bench/Start/Nabla.Start", TorchProject = "bench/Start/Torch.Start";

    internal static IEnumerable<Workload> All => [new Startup("linear 16×32×64 in a new process (AOT)", Aot: true), new Startup("linear 16×32×64 in a new process (JIT)", Aot: false)];

    internal override IReadOnlyList<Engine> Engines => [Engine.Nabla, Engine.Libtorch];

    /// <summary>What each program takes on disk, in megabytes, without the .NET runtime where it is not part of it; only of those that were published.</summary>
    internal static IEnumerable<(string Program, double Megabytes)> Sizes =>
        from p in new[] { ("Nabla, one native file", "nabla-aot"), ("Nabla, just in time", "nabla-jit"), ("TorchSharp and libtorch", "libtorch") }
        where Directory.Exists(Folder(p.Item2))
        select (p.Item1, Directory.EnumerateFiles(Folder(p.Item2), "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length) / 1e6);

    internal override Work Prepare(Engine engine, int threads)
    {
        if (engine == Engine.Libtorch)
            Environment.SetEnvironmentVariable("LD_PRELOAD", Competitor.PrepareLibtorch(Path.GetDirectoryName(Publish(TorchProject, "libtorch", "Torch.Start"))!));
        string program = engine == Engine.Libtorch ? Path.Combine(Folder("libtorch"), "Torch.Start")
            : Aot ? Publish(Project, "nabla-aot", "Nabla.Start", "-p:PublishAot=true") : Publish(Project, "nabla-jit", "Nabla.Start", "--self-contained", "false");
        return new(() => Run(program), () => [[Run(program)]]);
    }

    private static float Run(string program)
    {
        using var process = Process.Start(new ProcessStartInfo(program) { RedirectStandardOutput = true })!;
        string answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? float.Parse(answer, CultureInfo.InvariantCulture) : throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }

    private static string Publish(string project, string name, string program, params string[] options)
    {
        var dotnet = new ProcessStartInfo("dotnet", ["publish", Path.Combine(Repository.Root, project), "-c", "Release", "-r", "linux-x64", "-o", Folder(name), "-v", "q", .. options]) { RedirectStandardOutput = true };
        foreach (string loader in (string[])["LD_PRELOAD", "OMP_NUM_THREADS"])
            dotnet.Environment.Remove(loader);
        using var process = Process.Start(dotnet)!;
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? Path.Combine(Folder(name), program) : throw new InvalidOperationException($"dotnet publish {project}: {said}");
    }

    private static string Folder(string name) => Path.Combine(Repository.Root, "artifacts", "start", name);
}
