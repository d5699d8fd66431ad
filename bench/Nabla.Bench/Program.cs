using System.CommandLine;
using System.Globalization;
using Nabla.Bench.Report;
using Nabla.Bench.Running;
using Nabla.Bench.Workloads;

// Times Nabla against libtorch and ONNX Runtime; README.md says how.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["--child", var engine, var group, var name, var threadCount])
    return Child.Serve(Table.All.Single(w => w.Group == group && w.Name == name), Enum.Parse<Engine>(engine), int.Parse(threadCount));

var filter = new Option<string?>("--filter") { Description = "Only workloads whose group or name contains this text; RESULTS.md then stays as it is" };
var threadOption = new Option<int?>("--threads") { Description = "1 or 2; both unless given" };
var roundOption = new Option<int>("--rounds") { Description = "Rounds of about 60 ms for each engine, in turn", DefaultValueFactory = _ => 15 };
var json = new Option<bool>("--json") { Description = "One JSON object a measurement on standard output, and nothing else" };
var command = new RootCommand("Times Nabla against libtorch and ONNX Runtime, each in a process of its own, and writes bench/RESULTS.md.") { filter, threadOption, roundOption, json };
command.SetAction((parsed, cancel) =>
{
    int[] threads = parsed.GetValue(threadOption) is { } t ? [t] : [1, 2];
    var machine = Machine.Of(threads);
    string? text = parsed.GetValue(filter);
    Workload[] chosen = [.. Table.All.Where(w => text is null || w.Name.Contains(text, StringComparison.OrdinalIgnoreCase) || w.Group.Contains(text, StringComparison.OrdinalIgnoreCase))];
    if (chosen.Length == 0)
    {
        Console.Error.WriteLine($"--filter {text}: no workload has this in its name or group.");
        return Task.FromResult(2);
    }

    var all = new List<Measurement>();
    foreach (var (workload, count) in from n in threads from w in chosen select (w, n))
    {
        if (cancel.IsCancellationRequested)
            return Task.FromResult(130);
        Console.Error.Write($"\r{all.Select(m => (m.Workload, m.Threads)).Distinct().Count() + 1}/{chosen.Length * threads.Length} {workload.Name}, {count} threads".PadRight(90));
        var measured = Contest.Run(workload, count, parsed.GetValue(roundOption), cancel);
        all.AddRange(measured);
        if (parsed.GetValue(json))
            measured.ForEach(m => Console.WriteLine(JsonLine.Of(m)));
    }

    Console.Error.WriteLine();
    string page = ResultsPage.Of(all, machine, parsed.GetValue(roundOption));
    if (!parsed.GetValue(json))
        Console.WriteLine(page);
    if (text is null && threads.Length == 2)
        File.WriteAllText(Path.Combine(Repository.Root, "bench", "RESULTS.md"), page);
    return Task.FromResult(all.Any(m => m.Failure is not null) ? 1 : 0);
});
return await command.Parse(args).InvokeAsync();
