using System.Diagnostics;
using Nabla.Data;
using Nabla.Optim;

namespace Nabla.Zoo.Tests;

public class LeNet5Tests(ITestOutputHelper output)
{
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

    [Theory]
    [InlineData(2, 28)]
    [InlineData(3, 30)]
    public void Images_that_it_cannot_be_made_for_are_told(int channels, int side) =>
        Assert.Equal($"lenet5: images ({channels}, {side}, {side}): 1 or 3 channels of 28×28 or 32×32 were expected. Scale them, or use a network that takes any size.",
            Assert.Throws<RangeException>(() => new LeNet5(channels: channels, side: side)).Message);

    // C1's padding is 0 after normalizing: a frame of mean grey.
    [Fact]
    public void At_32_it_computes_what_it_does_at_28_with_a_frame_of_2()
    {
        var (small, large) = (new LeNet5(), new LeNet5(side: 32));
        small.Init(3);
        large.Load(small.State());
        var images = Tensor.Uniform([2, 1, 28, 28], 0, 1, random: new Philox(1, 0));
        Close(small.Forward(images), large.Forward((images - 0.1307).Pad([(2, 2), (2, 2)]) + 0.1307));
    }

    // Colour with C1's weights of red alone is grey, but for the statistics.
    [Fact]
    public void In_colour_it_computes_what_it_does_in_grey()
    {
        var (grey, colour) = (new LeNet5(classes: 4), new LeNet5(classes: 4, channels: 3));
        grey.Init(3);
        var state = grey.State();
        state["conv1.weight"] = state["conv1.weight"].Pad([(0, 2), (0, 0), (0, 0)]);
        colour.Load(state);
        var images = Tensor.Uniform([2, 1, 28, 28], 0, 1, random: new Philox(1, 0));
        var red = (images - 0.1307) / 0.3081 * 0.229 + 0.485;
        Close(grey.Forward(images), colour.Forward(Tensor.Concat([red, images, images * 2], 1)));
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

    private static void Close(Tensor expected, Tensor found)
    {
        Assert.Equal(expected.Shape, found.Shape);
        Assert.All(expected.ToArray<float>().Zip(found.ToArray<float>()), p => Assert.Equal(p.First, p.Second, 1e-5f));
    }

    private static double Accuracy(LeNet5 model, ImageDataset set)
    {
        using var scope = new Scope();
        var batch = set.Get([.. Enumerable.Range(0, set.Count)]);
        return model.Forward(batch[0]).ArgMax().ToArray<long>().Zip(batch[1].ToArray<long>(), (a, b) => a == b ? 1.0 : 0).Average();
    }
}
