using Nabla.Data;
using Nabla.Optim;

namespace Nabla.Zoo.Tests;

/// <summary>Counts for the whole process, so no other test may run beside it.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;

[Collection(nameof(AloneCollection))]
public class MemoryTests(ITestOutputHelper output)
{
    private const int WarmUp = 500, Steps = 10_000;

    [Fact]
    public void Ten_thousand_warm_training_steps_allocate_no_native_memory_and_hardly_pause()
    {
        var random = new Philox(0, 0);
        var pixels = Tensor.Of<float>([.. Enumerable.Range(0, 64 * 28 * 28).Select(i => (float)random.Uniform((ulong)i))], [64, 1, 28, 28]);
        var labels = Tensor.Of<long>([.. Enumerable.Range(0, 64).Select(i => i % 10L)], [64]);
        var loader = new DataLoader(new TensorDataset(pixels, labels), batch: 6, seed: 0);      // 11 batches an epoch, the last of four images
        var model = new LeNet5();
        model.Init(seed: 0);
        var sgd = new Sgd(model, momentum: 0.9);

        Counters start = default, end = default;
        foreach (var (x, y) in loader.From(0))
        {
            using (var tape = Tape.Start(Mode.Train, seed: 0, sgd.Steps))
                sgd.Step(tape.Backward(Loss.CrossEntropy(model.Forward(x), y)), 0.01);
            if (sgd.Steps == WarmUp)
                start = Counters.Now();
            if (sgd.Steps == WarmUp + Steps)
            {
                end = Counters.Now();
                break;
            }
        }

        double pauses = (end.Paused - start.Paused) / (end.At - start.At);
        output.WriteLine($"{end.Native - start.Native} native allocations, {end.Generation2 - start.Generation2} generation-2 collections, {pauses:P3} paused, {(end.Managed - start.Managed) / Steps} managed bytes a step, resident {start.Resident >> 20} MB, then {end.Resident >> 20} MB");
        Assert.Equal(start.Native, end.Native);
        Assert.Equal(start.Generation2, end.Generation2);
        Assert.InRange(end.Resident - start.Resident, long.MinValue, 16L << 20);
    }

    private readonly record struct Counters(long Native, int Generation2, TimeSpan Paused, TimeSpan At, long Managed, long Resident)
    {
        internal static Counters Now() => new(
            MemoryUse.Allocations, GC.CollectionCount(2), GC.GetTotalPauseDuration(),
            System.Diagnostics.Stopwatch.GetElapsedTime(0), GC.GetTotalAllocatedBytes(), Environment.WorkingSet);
    }
}
