using System.CommandLine;
using System.Reflection;
using System.Runtime;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;
using Nabla.Zoo;
using Spectre.Console;

namespace Nabla.Cli;

/// <summary><c>nabla env</c>: what this build runs on, for bug reports and for the smoke test of the AOT build.</summary>
internal static class EnvCommand
{
    internal static Command Create(Terminal terminal)
    {
        var command = new Command("env", "Tells what Nabla runs on: processor, vector width, threads, memory, data folders.") { Options.Json() };
        command.SetAction(_ => Run(terminal));
        return command;
    }

    internal static string Version { get; } =
        typeof(EnvCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private static int Run(Terminal terminal)
    {
        if (terminal.Json)
        {
            terminal.Emit("env", Write);
            return ExitCodes.Done;
        }

        var table = new Table().HideHeaders().AddColumns("", "").Border(TableBorder.None);
        foreach (var (name, value) in People())
            table.AddRow(new Text(name, new Style(decoration: Decoration.Dim)), new Text(value));
        terminal.Console.Write(table);
        return ExitCodes.Done;
    }

    private static int VectorBits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;

    private static DataPlaces Places { get; } = DataPlaces.FromEnvironment();

    private static bool Aot => !RuntimeFeature.IsDynamicCodeSupported;

    private static long MemoryBytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    private static IEnumerable<(string Name, string Value)> People() =>
    [
        ("nabla", $"{Version}{(Aot ? ", compiled ahead of time" : "")}"),
        ("runtime", $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}"),
        ("system", RuntimeInformation.OSDescription),
        ("processor", $"{Processor.Name}, {Environment.ProcessorCount} available"),
        ("vectors", VectorBits == 0 ? "none: computing is slow" : $"{VectorBits} bits"),
        ("threads", $"{Device.Cpu.Threads}"),
        ("memory", $"{MemoryBytes / (double)(1 << 30):F1} GiB"),
        ("collector", $"{(GCSettings.IsServerGC ? "server" : "workstation")}, {(GCSettings.LatencyMode == GCLatencyMode.Batch ? "not concurrent" : "concurrent")}"),
        ("data", Places.Data ?? "NABLA_DATA is not set"),
        ("cache", Places.Cache),
    ];

    private static void Write(Utf8JsonWriter json)
    {
        json.WriteString("version", Version);
        json.WriteBoolean("aot", Aot);
        json.WriteString("runtime", RuntimeInformation.FrameworkDescription);
        json.WriteString("rid", RuntimeInformation.RuntimeIdentifier);
        json.WriteString("system", RuntimeInformation.OSDescription);
        json.WriteString("processor", Processor.Name);
        json.WriteNumber("processors", Environment.ProcessorCount);
        json.WriteNumber("vectorBits", VectorBits);
        json.WriteBoolean("vector256", Vector256.IsHardwareAccelerated);
        json.WriteBoolean("vector512", Vector512.IsHardwareAccelerated);
        json.WriteNumber("threads", Device.Cpu.Threads);
        json.WriteNumber("memoryBytes", MemoryBytes);
        json.WriteBoolean("serverGC", GCSettings.IsServerGC);
        json.WriteString("data", Places.Data);
        json.WriteString("cache", Places.Cache);
    }
}
