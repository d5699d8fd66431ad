namespace Nabla.Tests.Io.Fuzz;

/// <summary>The harness itself: it sees a reader that fails, and one seed gives one run.</summary>
public class FuzzRunTests
{
    [Fact]
    public void A_reader_that_throws_anything_else_is_seen() =>
        Assert.Equal("Faulty, file 0 of seed 3: FormatException: bad", Failure(_ => throw new FormatException("bad")));

    [Fact]
    public void A_reader_that_takes_memory_is_seen()
    {
        Assert.Matches("^Faulty, file 0 of seed 3: .* bytes took .* managed and 0 native ones$", Failure(_ => new byte[1 << 20]));
        var held = new List<Tensor>();                       // so that a later one cannot come out of the pool
        Assert.Matches("^Faulty, file . of seed 3: .* bytes took .* managed and .* native ones$", Failure(_ => { held.Add(Tensor.Persistent([35_000_000], DType.U8)); return 1; }));
    }

    [Fact]
    public void A_reader_that_never_returns_is_seen()
    {
        using var end = new ManualResetEventSlim();
        Assert.Equal("Faulty, file 0 of seed 3 takes more than 0.3 s", Assert.Throws<TimeoutException>(() => new FuzzRun(new Faulty(_ => { end.Wait(); return 1; }), 3, 0.3).Feed(5)).Message);
        end.Set();
    }

    [Fact]
    public void A_seed_gives_the_same_files_again()
    {
        static byte[][] Files(ulong seed)
        {
            var files = new List<byte[]>();
            new FuzzRun(new Faulty(f => { files.Add(f); return f; }), seed).Feed(500);
            return [.. files];
        }

        byte[][] files = Files(1);
        Assert.Equal(files, Files(1));
        Assert.NotEqual(files, Files(2));
        Assert.InRange(files.Distinct(EqualityComparer<byte[]>.Create((a, b) => a.AsSpan().SequenceEqual(b), a => a.Length)).Count(), 400, 500);
    }

    private static string Failure(Func<byte[], object> read) => Assert.Throws<InvalidOperationException>(() => new FuzzRun(new Faulty(read), 3).Feed(5)).Message;

    private sealed class Faulty(Func<byte[], object> read) : FuzzTarget
    {
        internal override byte[][] Seeds { get; } = [[.. "a valid file, 16"u8], [.. "another one, 17 b"u8]];

        internal override object Read(byte[] file) => read(file);

        protected override byte[] MutateStructure(byte[] file, Draws d) => [.. file, .. d.Bytes(3)];
    }
}
