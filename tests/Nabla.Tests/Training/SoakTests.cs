using Nabla.Nn;
using Nabla.Optim;

namespace Nabla.Tests.Training;

/// <summary>Counts for the whole process, so no other test may run beside it.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;

/// <summary>Many small steps must not grow anything. <c>NABLA_SOAK=1000000</c> gives the long form.</summary>
[Collection(nameof(AloneCollection))]
public class SoakTests(ITestOutputHelper output)
{
    private static readonly int Steps = int.TryParse(Environment.GetEnvironmentVariable("NABLA_SOAK"), out int n) ? n : 20_000;

    [Fact]
    public void Steps_without_end_keep_memory_flat()
    {
        var model = new Sequential(new Linear(4, 16), new Tanh(), new Dropout(0.1), new Linear(16, 3));
        model.Init(seed: 0);
        var adam = new Adam(model);
        var x = Tensor.Of<float>([.. Enumerable.Range(0, 32).Select(i => MathF.Sin(i))], [8, 4]);
        var y = Tensor.Of<long>([.. Enumerable.Range(0, 8).Select(i => i % 3L)], [8]);

        long native = 0, live = 0, resident = 0;
        double loss = 0;
        for (int step = 0; step < Steps; step++)
        {
            using (var tape = Tape.Start(Mode.Train, seed: 0, step))
            {
                var value = Loss.CrossEntropy(model.Forward(x), y);
                loss = value.Item();
                adam.Step(tape.Backward(value), 1e-3);
            }

            if (step == Steps / 10)
                (native, live, resident) = (MemoryUse.Allocations, GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
        }

        long after = GC.GetTotalMemory(forceFullCollection: true);
        output.WriteLine($"{Steps:N0} steps: {MemoryUse.Allocations - native} native allocations, {after - live:N0} more live managed bytes, resident {resident >> 20} MB, then {Environment.WorkingSet >> 20} MB; loss {loss:F3}");
        Assert.Equal(native, MemoryUse.Allocations);
        Assert.InRange(after - live, long.MinValue, 256 << 10);                          // nothing that grows with the steps
        Assert.InRange(Environment.WorkingSet - resident, long.MinValue, 32L << 20);
        Assert.True(double.IsFinite(loss));
    }
}
