using System.CommandLine;
using System.CommandLine.Parsing;
using Nabla.Optim;
using Spectre.Console;

namespace Nabla.Cli;

/// <summary><c>nabla schedule NAME</c>: draws a learning-rate schedule in the terminal, and as a picture with <c>--out</c>.</summary>
internal static class ScheduleCommand
{
    internal static Command Create(Terminal terminal)
    {
        string[] names = [.. ScheduleEntry.All.Select(s => s.Name)];
        var name = Options.ChoiceArgument("name", $"The schedule: {string.Join(", ", names)}", names);
        Option<double?> lr = Options.Positive("--lr", "rate", "The highest learning rate [0.1]"), gamma = Options.Positive("--gamma", "γ", "step, multi-step, exponential: what is left of the rate at each fall [0.1; 1 % at the end]"),
            floor = Options.Number("--floor", "rate", "cosine, cosine-restarts, linear, polynomial: the last rate, at most --lr [0]", v => v >= 0 && double.IsFinite(v), "a finite number, 0 or more"), power = Options.Positive("--power", "p", "polynomial: its power [2]"),
            rise = Options.Positive("--rise", "part", "one-cycle: the part of the steps that rises [0.3]");
        Option<int?> steps = Options.Integer("--steps", "n", "T, the steps of the training [1000]", most: 10_000_000), warmup = Options.Integer("--warmup", "n", "Steps over which the rate rises first"),
            every = Options.Integer("--every", "n", "step, cosine-restarts: steps from one fall or restart to the next"), growth = Options.Integer("--growth", "k", "cosine-restarts: how many times longer each is [1]");
        var milestones = Options.Milestones("multi-step: the steps at which the rate falls [half and three quarters of all]");
        var continuous = new Option<bool>("--continuous") { Description = "step: falls between its steps too, without the floor" };
        var linear = new Option<bool>("--linear") { Description = "one-cycle: straight instead of along cosines" };
        var threePhases = new Option<bool>("--three-phases") { Description = "one-cycle: down as it came up, then to the end" };
        var file = new Option<string?>("--out") { Description = "Draws a picture too: a file that ends in .svg", HelpName = "file" };
        var command = new Command("schedule", "Draws a learning-rate schedule.") { name, lr, steps, warmup, floor, gamma, every, continuous, milestones, growth, power, rise, linear, threePhases, file, Options.Json() };
        Option[] own = [floor, gamma, every, continuous, milestones, growth, power, rise, linear, threePhases];
        command.Validators.Add(r => CheckBelongs(r, r.GetResult(name)?.Tokens.FirstOrDefault()?.Value, own));
        command.Validators.Add(r => CheckPicture(r, r.GetValue(file)));
        command.SetAction(p => Run(terminal, ScheduleEntry.All.Single(s => s.Name == p.GetRequiredValue(name)), p.GetValue(file), new(p.GetValue(lr) ?? 0.1, p.GetValue(steps) ?? 1000)
        {
            Floor = p.GetValue(floor) ?? 0,
            Gamma = p.GetValue(gamma),
            Every = p.GetValue(every),
            Growth = p.GetValue(growth),
            Milestones = Options.ParseMilestones(p.GetValue(milestones)),
            Continuous = p.GetValue(continuous),
            Power = p.GetValue(power),
            Rise = p.GetValue(rise),
            Warmup = p.GetValue(warmup),
            Linear = p.GetValue(linear),
            ThreePhases = p.GetValue(threePhases),
        }));
        return command;
    }

    private static void CheckBelongs(CommandResult result, string? name, Option[] own)
    {
        if (ScheduleEntry.All.FirstOrDefault(s => s.Name == name) is not { } entry)
            return;
        foreach (var option in own.Where(o => result.GetResult(o) is { Implicit: false } && !entry.Options.Contains(o.Name)))
            result.AddError($"{option.Name}: it does not belong to the schedule {name}, which has {string.Join(", ", entry.Options.Append("--lr").Append("--steps"))}. Leave it out.");
    }

    private static void CheckPicture(CommandResult result, string? file)
    {
        if (file is not null && !file.EndsWith(".svg", StringComparison.OrdinalIgnoreCase))
            result.AddError($"--out: '{file}' is not possible. Give a file that ends in .svg.");
    }

    private static int Run(Terminal terminal, ScheduleEntry entry, string? file, ScheduleNumbers numbers)
    {
        double[] rates = Values(entry.Rate(numbers), (int)numbers.Steps);
        double[]? momenta = entry.Momentum is { } momentum ? Values(momentum(numbers), (int)numbers.Steps) : null;
        if (file is not null)
            Io.AtomicFile.Write(file, s => s.Write(System.Text.Encoding.UTF8.GetBytes(ScheduleChart.Draw(entry, rates, momenta))));
        terminal.Emit("schedule", json =>
        {
            json.WriteString("name", entry.Name);
            json.WriteNumbers("values", rates);
            if (momenta is not null)
                json.WriteNumbers("momentum", momenta);
            if (file is not null)
                json.WriteString("picture", System.IO.Path.GetFullPath(file));
        });
        if (terminal.Json)
            return ExitCodes.Done;
        terminal.Console.Write(new Text($"{entry.Name}: {entry.Formula}\n"));
        terminal.Console.Write(new Text(TextChart.Draw(rates, terminal.Console.Profile.Width)));
        int top = Array.IndexOf(rates, rates.Max());
        terminal.Say($"{rates[0]:G4} at step 0, highest {rates[top]:G4} at step {top:N0}, last {rates[^1]:G4} at step {rates.Length - 1:N0}");
        if (momenta is not null)
            terminal.Say($"momentum {momenta[0]:G4} at step 0, lowest {momenta.Min():G4} at step {Array.IndexOf(momenta, momenta.Min()):N0}, last {momenta[^1]:G4}");
        if (file is not null)
            terminal.Say($"picture: {file}");
        return ExitCodes.Done;
    }

    private static double[] Values(Schedule schedule, int steps) => [.. Enumerable.Range(0, steps).Select(t => schedule(t))];
}
