namespace Nabla.Tests.Io.Fuzz;

/// <summary>Spoiled files for each reader: a few thousand here; NABLA_FUZZ=100000 asks for so many of each (CONTRIBUTING).</summary>
public class FuzzTests
{
    private const int Short = 2000;

    private static readonly int Files = int.TryParse(Environment.GetEnvironmentVariable("NABLA_FUZZ"), out int n) ? n : Short;
    private static readonly ulong Seed = ulong.TryParse(Environment.GetEnvironmentVariable("NABLA_FUZZ_SEED"), out ulong seed) ? seed : 1;

    [Fact]
    public void SafeTensors_files()
    {
        using var target = new SafeTensorsTarget();
        Run(target, texts: 25);
    }

    [Fact]
    public void Npy_files() => Run(new NpyTarget(), texts: 20);

    [Fact]
    public void Npz_files() => Run(new NpzTarget(), texts: 20);

    [Fact]
    public void Idx_files() => Run(new IdxTarget(zipped: false), texts: 5);

    [Fact]
    public void Gzip_files() => Run(new IdxTarget(zipped: true), texts: 6);

    [Fact]
    public void Valid_files_are_read()
    {
        using var safeTensors = new SafeTensorsTarget();
        foreach (var target in (FuzzTarget[])[new NpyTarget(), new NpzTarget(), new IdxTarget(false), new IdxTarget(true)])
            Assert.All(target.Seeds, file => target.Check(target.Read(file)));
        Assert.All(safeTensors.Seeds.SkipLast(1), file => safeTensors.Check(safeTensors.Read(file)));      // the last has a type that is refused
    }

    // Enough files must pass, and enough different checks be reached, or the changes are not worth their time.
    private static void Run(FuzzTarget target, int texts)
    {
        var run = new FuzzRun(target, Seed).Feed(Files);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Files:N0} files: {run.Read:N0} read, {run.Refused:N0} refused with {run.Texts.Count} texts; at most {run.Worst.Managed:N0} managed and {run.Worst.Native:N0} native bytes and {run.Worst.Milliseconds:0.0} ms for one");
        Assert.Equal(Files, run.Read + run.Refused);
        Assert.InRange(run.Read, Files / 50, Files);
        Assert.InRange(run.Texts.Count, texts, int.MaxValue);
    }
}
