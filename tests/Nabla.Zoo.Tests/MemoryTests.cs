using Nabla.Data;
using Nabla.Optim;

namespace Nabla.Zoo.Tests;

/// <summary>Counts for the whole process, so no other test may run beside it.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;

[Collection(nameof(AloneCollection))]
public class MemoryTests(ITestOutputHelper output)
{
    private const int WarmUp = 500, Steps = 10_000, Batch = 64, Budget = 32 << 20;

    [Fact]
    public void Ten_thousand_warm_training_steps_allocate_no_native_memory_and_hardly_pause()
    {
        const int images = 10 * Batch - 2;                                  // the last batch of an epoch is smaller
        var random = new Philox(0, 0);
        var pixels = Tensor.Of<float>([.. Enumerable.Range(0, images * 28 * 28).Select(i => (float)random.Uniform((ulong)i))], [images, 1, 28, 28]);
        var labels = Tensor.Of<long>([.. Enumerable.Range(0, images).Select(i => i % 10L)], [images]);
        var loader = new DataLoader(new TensorDataset(pixels, labels), Batch, seed: 0);
        var model = new LeNet5();
        model.Init(seed: 0);
        var sgd = new Sgd(model, momentum: 0.9);

        GC.Collect();                                                       // what other tests left is not the steps'
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var (start, pauses, collections) = (default(Counters), new List<double>(capacity: 1000), GC.CollectionCount(0));
        foreach (var (x, y) in loader.From(0))
        {
            using (var tape = Tape.Start(Mode.Train, seed: 0, sgd.Steps))
                sgd.Step(tape.Backward(Loss.CrossEntropy(model.Forward(x), y)), 0.01);
            if (GC.CollectionCount(0) is var now && now != collections)
            {
                collections = now;
                pauses.Add(GC.GetGCMemoryInfo(GCKind.Any).PauseDurations[0].TotalSeconds);
            }

            if (sgd.Steps == WarmUp)
                start = Counters.Now();
            if (sgd.Steps == WarmUp + Steps)
                break;
        }

        var end = Counters.Now();
        // Other processes can only stretch a pause, so the lower quartile tells what a collection takes. How often there is one
        // is the machine's: .NET collects after 32 MB where it sees a large cache, after 2 MB where a virtual machine hides it.
        double pause = pauses.Order().ElementAtOrDefault(pauses.Count / 4), seconds = (end.At - start.At).TotalSeconds;
        double share = pause * (end.Managed - start.Managed) / Budget / seconds;
        output.WriteLine($"{end.Native - start.Native} native allocations, {end.Generation2 - start.Generation2} generation-2 collections, {pauses.Count} others of {pause * 1e3:F2} ms, with one for each 32 MB paused {share:P3} (in fact: {(end.Paused - start.Paused) / (end.At - start.At):P3}), {(end.Managed - start.Managed) / Steps} managed bytes a step, resident {start.Resident >> 20} MB, then {end.Resident >> 20} MB");
        Assert.Equal(start.Native, end.Native);
        Assert.Equal(start.Generation2, end.Generation2);
        Assert.InRange(share, 0, 0.001);
        Assert.InRange(end.Resident - start.Resident, long.MinValue, 16L << 20);
    }

    private readonly record struct Counters(long Native, int Generation2, TimeSpan Paused, TimeSpan At, long Managed, long Resident)
    {
        internal static Counters Now() => new(
            MemoryUse.Allocations, GC.CollectionCount(2), GC.GetTotalPauseDuration(),
            System.Diagnostics.Stopwatch.GetElapsedTime(0), GC.GetTotalAllocatedBytes(), Environment.WorkingSet);
    }
}
