using System.Runtime.CompilerServices;
using Nabla.Data;

namespace Nabla.Tests.Data;

public class LoaderMemoryTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void A_batch_is_stale_once_the_next_is_asked_for(int prefetch)
    {
        Tensor? before = null;
        foreach (var (x, _) in new DataLoader(new Squares(20), batch: 4, prefetch: prefetch).Epoch(0))
        {
            if (before is not null)
            {
                string message = Assert.Throws<ReleasedException>(() => before.Exp()).Message;
                Assert.Contains("DataLoader over squares", message);
                Assert.Contains("Keep()", message);
                Assert.Throws<ReleasedException>(() => before.Keep());
            }

            before = x;
            Assert.Equal(12, x.ToArray<float>().Length);
        }

        Assert.Equal(12, before!.ToArray<float>().Length);     // the last one stays until the loader goes on
    }

    [Fact]
    public void One_batch_can_be_taken_until_the_loader_is_used_again()
    {
        var loader = new DataLoader(new Squares(20), batch: 4);
        var batch = loader.Epoch(0).First();
        Assert.Equal(4, batch.Y.ToArray<long>().Length);
        _ = loader.Epoch(0).First();
        Assert.Throws<ReleasedException>(() => batch.Y.ToArray<long>());
    }

    [Fact]
    public void Keep_copies_out_of_the_ring()
    {
        List<Tensor> kept = [];
        var loader = new DataLoader(new Squares(20), batch: 4, shuffle: false);
        foreach (var (x, _) in loader.Epoch(0))
            using (new Scope())
                kept.Add(x.T.Keep());
        Assert.Equal([3, 4], kept[0].Shape.ToArray());
        Assert.Equal([0f, 1, 2, 3], kept[0].ToArray<float>()[..4]);
        Assert.Equal([16f, 17, 18, 19], kept[4].ToArray<float>()[..4]);
    }

    [Fact]
    public void Loaders_used_at_once_do_not_share_a_ring()
    {
        var loader = new DataLoader(new Squares(20), batch: 4);
        foreach (var (outer, inner) in loader.Epoch(0).Zip(loader.Epoch(0)))
            Assert.Equal(outer.X.ToArray<float>(), inner.X.ToArray<float>());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Warm_batches_allocate_nothing_native_and_next_to_nothing_managed(int prefetch)
    {
        var loader = new DataLoader(new Squares(5_000), batch: 50, prefetch: prefetch);
        Pass(loader);
        long native = BufferPool.ThreadAllocations, managed = GC.GetAllocatedBytesForCurrentThread();
        Pass(loader);
        Assert.Equal(native, BufferPool.ThreadAllocations);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - managed) / loader.StepsPerEpoch, 0, 2_000);

        static void Pass(DataLoader loader)
        {
            foreach (var (x, y) in loader)
                Assert.Equal(x.Shape[0], y.Shape[0]);
        }
    }

    [Fact]
    public void Nothing_is_read_after_the_enumeration_ended()
    {
        var data = new Squares(10_000);
        var loader = new DataLoader(data, batch: 10, prefetch: 50);
        foreach (var batch in loader.From(0))
            if (batch.Step == 5)
                break;
        int reads = data.Reads;
        Thread.Sleep(20);
        Assert.Equal(reads, data.Reads);
    }

    [Fact]
    public void An_abandoned_enumerator_is_collected()
    {
        var data = new Squares(10_000);
        var storage = Abandon(data);
        for (int i = 0; i < 3000 && storage.IsAlive; i++)
        {
            Thread.Sleep(10);                                  // reading ahead ends when the ring is full, on a busy machine late
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(storage.IsAlive);
        Assert.InRange(data.Reads, 1, 40);                     // four slots of ten

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Abandon(Dataset data)
        {
            var batches = new DataLoader(data, batch: 10, prefetch: 3).From(0).GetEnumerator();
            batches.MoveNext();
            return new(batches.Current);
        }
    }
}
