using Nabla.Backends.Cpu;

namespace Nabla.Tests.Backends;

/// <summary>Workers are shared by the process, so tests that set their number run alone.</summary>
[CollectionDefinition(nameof(WorkersCollection), DisableParallelization = true)]
public sealed class WorkersCollection;

[Collection(nameof(WorkersCollection))]
public sealed unsafe class WorkersTests : IDisposable
{
    private readonly int _count = Workers.Count;

    public void Dispose() => Workers.Count = _count;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void EveryChunkRunsOnce(int threads)
    {
        Workers.Count = threads;
        int* hits = stackalloc int[100];
        for (int round = 1; round <= 200; round++)
        {
            int chunks = round % 100;
            new Span<int>(hits, 100).Clear();
            Workers.For(chunks, &Hit, hits);
            for (int i = 0; i < 100; i++) Assert.Equal(i < chunks ? 1 : 0, hits[i]);
        }
    }

    [Fact]
    public void ParkedWorkersWake()
    {
        Workers.Count = 3;
        int* hits = stackalloc int[8];
        for (int round = 1; round <= 20; round++)
        {
            Workers.For(8, &Hit, hits);
            for (int i = 0; i < 8; i++) Assert.Equal(round, hits[i]);
            Thread.Sleep(2);
        }
    }

    [Fact]
    public void TheNumberOfThreadsMayFallAndRise()
    {
        int* hits = stackalloc int[16];
        for (int round = 1; round <= 60; round++)
        {
            Workers.Count = 1 + round % 4;
            Workers.For(16, &Hit, hits);
            for (int i = 0; i < 16; i++) Assert.Equal(round, hits[i]);
        }
    }

    [Fact]
    public void NestedCallsRunInline()
    {
        Workers.Count = 2;
        int* hits = stackalloc int[4];
        Workers.For(6, &Nest, hits);
        for (int i = 0; i < 4; i++) Assert.Equal(6, hits[i]);
    }

    [Fact]
    public void CallersOnManyThreadsDoNotMix()
    {
        Workers.Count = 2;
        Parallel.For(0, 4, _ =>
        {
            int* hits = stackalloc int[10];
            for (int round = 1; round <= 500; round++)
            {
                Workers.For(10, &Hit, hits);
                for (int i = 0; i < 10; i++) Assert.Equal(round, Volatile.Read(ref hits[i]));
            }
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void AnExceptionReachesTheCallerAndThePoolGoesOn(int threads)
    {
        Workers.Count = threads;
        for (int round = 0; round < 20; round++)
            Assert.Throws<InvalidOperationException>(() => Workers.For(10, &Fail, null));
        int* hits = stackalloc int[10];
        Workers.For(10, &Hit, hits);
        for (int i = 0; i < 10; i++) Assert.Equal(1, hits[i]);
    }

    [Fact]
    public void WarmCallsDoNotAllocate()
    {
        Workers.Count = 2;
        int* hits = stackalloc int[4];
        Workers.For(4, &Hit, hits);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) Workers.For(4, &Hit, hits);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void AtLeastOneThreadIsNeeded()
        => Assert.Throws<ArgumentOutOfRangeException>(() => Workers.Count = 0);

    private static void Hit(void* state, int chunk) => Interlocked.Increment(ref ((int*)state)[chunk]);

    private static void Nest(void* state, int chunk) => Workers.For(4, &Hit, state);

    private static void Fail(void* state, int chunk)
    {
        if (chunk == 3) throw new InvalidOperationException("chunk 3");
    }
}
