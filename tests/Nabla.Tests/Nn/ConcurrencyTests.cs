using Nabla.Nn;
using Nabla.Optim;
using Nabla.Training;

namespace Nabla.Tests.Nn;

/// <summary>What threads may do at once: docs/Concepts.md, "Threads". Each thread has other inputs, so that shared state would show as another's numbers.</summary>
public class ConcurrencyTests
{
    private const int Threads = 8;

    private static Sequential Model() => new(
        new Conv2d(2, 5, kernel: 3, padding: 1), new BatchNorm2d(5), new ReLU(), new Conv2d(5, 8, kernel: 3, stride: 2, groups: 1), new GroupNorm(2, 8),
        new MaxPool2d(2), new Flatten(), new Dropout(0.3), new Linear(8 * 3 * 3, 40), new LayerNorm(40), new GELU(), new Linear(40, 10), new LogSoftmax());

    private static Tensor Images(int key, int count = 6) => Tensor.Normal([count, 2, 14, 14], random: new Philox(9, (ulong)key));

    /// <summary>Runs it on all threads at once, each with its number, and gives what each gave.</summary>
    private static T[] AtOnce<T>(Func<int, T> f)
    {
        var results = new T[Threads];
        var errors = new Exception?[Threads];
        using var start = new Barrier(Threads);
        var threads = Enumerable.Range(0, Threads).Select(i => new Thread(() =>
        {
            start.SignalAndWait();
            try
            {
                results[i] = f(i);
            }
            catch (Exception e)
            {
                errors[i] = e;
            }
        })).ToArray();
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        Assert.Equal(new Exception?[Threads], errors);
        return results;
    }

    [Fact]
    public void One_model_evaluates_on_eight_threads_with_the_bits_of_one()
    {
        for (int round = 0; round < 10; round++)
        {
            var model = Model();
            model.Init((ulong)round);
            // No forward before: paths and members are first asked for by all threads at once.
            var together = AtOnce(i => Enumerable.Range(0, 5).Select(k => model.Forward(Images(i + Threads * k, 1 + i)).ToArray<float>()).ToArray());
            for (int i = 0; i < Threads; i++)
                for (int k = 0; k < 5; k++)
                    Assert.Equal(model.Forward(Images(i + Threads * k, 1 + i)).ToArray<float>(), together[i][k]);
        }
    }

    [Fact]
    public void Evaluating_tapes_and_gradients_of_inputs_do_not_mix()
    {
        var model = Model();
        model.Init(1);
        float[] Saliency(int i)
        {
            using var tape = Tape.Start(Mode.Evaluate);
            var x = tape.Watch(Images(i));
            return tape.Backward(model.Forward(x).Sum())[x].ToArray<float>();
        }

        var together = AtOnce(Saliency);
        for (int i = 0; i < Threads; i++)
            Assert.Equal(Saliency(i), together[i]);
    }

    [Fact]
    public void Trainings_on_different_threads_do_not_disturb_each_other()
    {
        static string Train(int i)
        {
            var model = Model();
            model.Init((ulong)i);
            var optimizer = new Adam(model);
            for (int step = 0; step < 12; step++)
            {
                using var tape = Tape.Start(Mode.Train, seed: (ulong)i, step);
                var labels = Tensor.Of<long>([0, 1, 2, 3, 4, i], [6]);
                optimizer.Step(tape.Backward(Loss.Nll(model.Forward(Images(100 * i + step)), labels)), 0.01);
            }

            return WeightsHash.Of(model) + string.Join(",", model.State()["1.running_var"].ToArray<float>());
        }

        var together = AtOnce(Train);
        Assert.Equal(Threads, together.Distinct().Count());
        for (int i = 0; i < Threads; i++)
            Assert.Equal(Train(i), together[i]);
    }

    [Fact]
    public void A_training_beside_evaluations_of_other_models_keeps_its_bits()
    {
        var other = Model();
        other.Init(5);
        string Step(int i)
        {
            if (i % 2 == 1)
                return string.Join(",", other.Forward(Images(i)).ToArray<float>());
            var model = Model();
            model.Init((ulong)i);
            using var tape = Tape.Start(Mode.Train, seed: (ulong)i);
            var g = tape.Backward(model.Forward(Images(i)).Sum());
            return string.Join(",", g[model.State()["0.weight"]].ToArray<float>());
        }

        var together = AtOnce(Step);
        for (int i = 0; i < Threads; i++)
            Assert.Equal(Step(i), together[i]);
    }
}
