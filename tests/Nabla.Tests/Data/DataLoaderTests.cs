using CsCheck;
using Nabla.Data;

namespace Nabla.Tests.Data;

public class DataLoaderTests
{
    [Fact]
    public void An_epoch_gives_every_sample_once_and_a_partial_last_batch()
    {
        var batches = Copies(new DataLoader(new Squares(10), batch: 4).Epoch(0));
        Assert.Equal([4, 4, 2], batches.Select(b => b.Y.Length));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (long)i), batches.SelectMany(b => b.Y).Order());
        foreach (var b in batches)
            for (int row = 0; row < b.Y.Length; row++)
                Assert.Equal((b.Y[row], b.Y[row] * b.Y[row]), ((long)b.X[row * 3], (long)b.X[row * 3 + 1]));
    }

    [Fact]
    public void The_last_batch_can_be_dropped()
    {
        var loader = new DataLoader(new Squares(10), batch: 4, dropLast: true);
        Assert.Equal(2, loader.StepsPerEpoch);
        Assert.Equal([4, 4], Copies(loader.Epoch(3)).Select(b => b.Y.Length));
    }

    [Fact]
    public void A_batch_tells_what_it_is()
    {
        var loader = new DataLoader(new Squares(10), batch: 4);
        var batch = loader.From(5).First();
        var (x, y) = batch;
        Assert.Equal((4 - 2, 5L, 1L), (batch.Count, batch.Step, batch.Epoch));
        Assert.Equal([2, 3], x.Shape.ToArray());
        Assert.Equal(y.ToArray<long>(), batch.Indices.ToArray().Select(i => (long)i));
        Assert.Contains("declares 2", Assert.Throws<RangeException>(() => batch[2]).Message);
    }

    [Fact]
    public void Without_shuffle_the_order_is_the_data_sets()
    {
        var batches = Copies(new DataLoader(new Squares(10), batch: 4, shuffle: false).Epoch(7));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (long)i), batches.SelectMany(b => b.Y));
    }

    [Fact]
    public void Epochs_and_seeds_differ_in_order_and_in_random_numbers()
    {
        var a = new DataLoader(new Squares(50), batch: 50, seed: 1);
        var b = new DataLoader(new Squares(50), batch: 50, seed: 2);
        var (first, second, other) = (Copies(a.Epoch(0))[0], Copies(a.Epoch(1))[0], Copies(b.Epoch(0))[0]);
        Assert.NotEqual(first.Y, second.Y);
        Assert.NotEqual(first.Y, other.Y);
        float[] noise = [.. new[] { first, second, other }.SelectMany(e => e.X.Where((_, i) => i % 3 == 2))];
        Assert.Equal(150, noise.Distinct().Count());
    }

    [Fact]
    public void Enumerating_again_goes_on_with_the_next_epoch()
    {
        var loader = new DataLoader(new Squares(10), batch: 3);
        foreach (long epoch in new[] { 0L, 1, 2 })
            Same(Copies(loader.Epoch(epoch)), Copies(loader));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(32)]
    [InlineData(100)]
    public void Reading_ahead_changes_no_bit(int batch)
    {
        var expected = Copies(new DataLoader(new Squares(100), batch, seed: 9, prefetch: 0).From(2).Take(20));
        foreach (int prefetch in new[] { 1, 2, 3, 8 })
            Same(expected, Copies(new DataLoader(new Squares(100), batch, seed: 9, prefetch: prefetch).From(2).Take(20)));
    }

    [Fact]
    public void The_samples_of_an_epoch_do_not_depend_on_the_batch_size()
    {
        var expected = Copies(new DataLoader(new Squares(100), batch: 100, seed: 9).Epoch(4))[0];
        foreach (int batch in new[] { 1, 3, 8, 64 })
            foreach (int prefetch in new[] { 0, 3 })
                Assert.Equal(expected.X, Copies(new DataLoader(new Squares(100), batch, seed: 9, prefetch: prefetch).Epoch(4)).SelectMany(b => b.X));
    }

    [Fact]
    public void Going_on_from_any_step_equals_the_uninterrupted_stream() => Gen.Select(Gen.Int[1, 60], Gen.Int[1, 20], Gen.Int[0, 30], Gen.Int[0, 3], Gen.Bool, Gen.ULong)
        .Sample((count, batch, step, prefetch, drop, seed) =>
        {
            var data = new Squares(count);
            drop &= count >= batch;
            DataLoader Loader() => new(data, batch, seed, shuffle: true, drop, prefetch);
            Same(Copies(Loader().From(0).Take(step + 4)).Skip(step), Copies(Loader().From(step).Take(4)));
        }, iter: 200);

    [Fact]
    public void An_error_in_read_reaches_the_consumer_with_the_sample()
    {
        foreach (int prefetch in new[] { 0, 1, 4 })
        {
            var loader = new DataLoader(new Squares(20, failsAt: 13), batch: 4, shuffle: false, prefetch: prefetch);
            int got = 0;
            var error = Assert.Throws<DataException>(() =>
            {
                foreach (var b in loader.Epoch(0))
                    got += b.Count;
            });
            Assert.Equal(12, got);                             // the batches before it are delivered
            Assert.Equal("loader: sample 13 of squares could not be read (batch 3 of epoch 0): The disk is on fire.", error.Message);
            Assert.IsType<IOException>(error.InnerException);
        }
    }

    [Fact]
    public void Nonsense_is_refused()
    {
        var data = new Squares(10);
        Assert.Contains("batch 0", Assert.Throws<RangeException>(() => new DataLoader(data, 0)).Message);
        Assert.Contains("prefetch -1", Assert.Throws<RangeException>(() => new DataLoader(data, 1, prefetch: -1)).Message);
        Assert.Contains("fewer than one batch", Assert.Throws<RangeException>(() => new DataLoader(data, 11, dropLast: true)).Message);
        Assert.Contains("0 samples", Assert.Throws<DataException>(() => new DataLoader(new Squares(0), 1)).Message);
        Assert.Contains("step -1", Assert.Throws<RangeException>(() => new DataLoader(data, 1).From(-1)).Message);
        Assert.Contains("epoch -1", Assert.Throws<RangeException>(() => new DataLoader(data, 1).Epoch(-1)).Message);
    }

    private static List<(float[] X, long[] Y)> Copies(IEnumerable<Batch> batches) => [.. batches.Select(b => (b.X.ToArray<float>(), b.Y.ToArray<long>()))];

    private static void Same(IEnumerable<(float[] X, long[] Y)> expected, IEnumerable<(float[] X, long[] Y)> actual)
    {
        Assert.Equal(expected.Select(b => b.Y), actual.Select(b => b.Y));
        Assert.Equal(expected.Select(b => b.X), actual.Select(b => b.X));
    }
}
