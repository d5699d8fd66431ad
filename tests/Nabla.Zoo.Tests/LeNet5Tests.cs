using System.Diagnostics;
using Nabla.Data;
using Nabla.Optim;

namespace Nabla.Zoo.Tests;

public class LeNet5Tests(ITestOutputHelper output)
{
    [Fact]
    public void Has_the_published_parameter_count() => Assert.Equal(61_706, new LeNet5().ParameterCount);

    [Theory]
    [InlineData(30)]
    [InlineData(32)]
    public void Other_sizes_are_told(int side)
    {
        var model = new LeNet5();
        model.Init(0);
        Assert.Equal($"lenet5: images (2, 1, {side}, {side}): (N, 1, 28, 28) was expected. Scale them, or Unsqueeze a lone one. [in LeNet5]",
            Assert.Throws<ShapeException>(() => model.Forward(Tensor.Zeros([2, 1, side, side]))).Message);
    }

    [Fact]
    public void Learns_digits_within_a_hundred_steps()
    {
        var train = MnistMini.Train();
        var model = new LeNet5();
        model.Init(seed: 0);
        var sgd = new Sgd(model, momentum: 0.9);
        double first = 0, last = 0;
        var clock = Stopwatch.StartNew();
        foreach (var batch in new DataLoader(train, batch: 64).From(0).Take(100))
        {
            using var tape = Tape.Start(Mode.Train, seed: 0, batch.Step);
            var (x, y) = batch;
            var loss = Loss.CrossEntropy(model.Forward(x), y);
            sgd.Step(tape.Backward(loss), 0.05);
            last = loss.Item();
            first = batch.Step == 0 ? last : first;
        }

        output.WriteLine($"{clock.Elapsed.TotalMilliseconds / 100:F1} ms a step");
        Assert.InRange(first, 2.2, 2.5);                       // ln 10 before training
        Assert.InRange(last, 0, 0.8);
        Assert.InRange(Accuracy(model, MnistMini.Test()), 0.8, 1);
    }

    private static double Accuracy(LeNet5 model, ImageDataset set)
    {
        using var scope = new Scope();
        var batch = set.Get([.. Enumerable.Range(0, set.Count)]);
        return model.Forward(batch[0]).ArgMax().ToArray<long>().Zip(batch[1].ToArray<long>(), (a, b) => a == b ? 1.0 : 0).Average();
    }
}
