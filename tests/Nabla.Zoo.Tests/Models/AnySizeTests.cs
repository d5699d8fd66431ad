using Nabla.Data;
using Nabla.Nn;
using Nabla.Optim;
using Nabla.Tests;

namespace Nabla.Zoo.Tests;

/// <summary>Networks for images of any size: the examples of docs/Concepts.md, word by word, and what they promise.</summary>
public class AnySizeTests
{
    [Fact]
    public void A_classifier_becomes_a_map_of_scores()
    {
        using var scope = new Scope();
        Tensor image = Tensor.Normal([1, 3, 320, 288], random: new Philox(3, 0)), view = image[.., .., ..224, ..224];
        #region Scores
        var vgg = new Vgg(11, classes: 10, width: 4);
        vgg.Init(seed: 0);
        var head = FullyConvolutional.Head(vgg.Classifier, (7, 7));
        var scores = head.Forward(vgg.Features.Forward(image));         // (1, 3, 320, 288) → (1, 10, 4, 3): a step is 32 pixels
        var dense = scores.Mean([2, 3]);                                // (1, 10): VGG's dense evaluation, the paper's section 3.2
        #endregion

        Assert.Equal([1, 10, 4, 3], scores.Shape);
        Assert.Equal([1, 10], dense.Shape);
        float[] expected = vgg.Forward(view).ToArray<float>(), atOriginalSize = head.Forward(vgg.Features.Forward(view)).ToArray<float>(), inMap = scores[.., .., 0, 0].ToArray<float>();
        Assert.All(expected.Zip(atOriginalSize), p => Assert.Equal(p.First, p.Second, 1e-5f));
        Assert.Contains(expected.Zip(inMap), p => Math.Abs(p.First - p.Second) > 1e-4f);         // beyond the crop's border stands the image, not zeros

        var features = (Whole: vgg.Features.Forward(image), Crop: vgg.Features.Forward(view));
        Assert.All(Corner(features.Whole).Zip(Corner(features.Crop)), p => Assert.Equal(p.First, p.Second, 1e-5f));
        float[] Corner(Tensor f) => f[.., .., ..4, ..4].ToArray<float>();                        // no padding of the right and lower border reaches there
    }

    [Fact]
    public void AlexNets_map_at_the_original_size_is_its_answer()
    {
        using var scope = new Scope();
        var alexNet = new AlexNet(classes: 5, width: 4);
        alexNet.Init(1);
        var image = Tensor.Normal([2, 3, 224, 224], random: new Philox(3, 0));
        var map = FullyConvolutional.Head(alexNet.Classifier, (6, 6)).Forward(alexNet.Features.Forward(image));
        Assert.Equal([2, 5, 1, 1], map.Shape);
        Assert.All(alexNet.Forward(image).ToArray<float>().Zip(map.ToArray<float>()), p => Assert.Equal(p.First, p.Second, 1e-5f));
    }

    [Fact]
    public void A_network_with_a_spatial_pyramid_learns_at_several_sizes_and_answers_at_any()
    {
        #region Pyramid
        var model = new Sequential(
            new Conv2d(1, 8, kernel: 3, padding: 1), new ReLU(), new MaxPool2d(2),
            new Conv2d(8, 16, kernel: 3, padding: 1), new ReLU(),
            new SpatialPyramidPool2d(1, 2, 4),                          // (N, 16, H′, W′) → (N, 16·(1 + 4 + 16)), whatever H′ and W′ are
            new Linear(16 * 21, 10));
        model.Init(seed: 0);
        var digits = MnistMini.Train();
        DataLoader[] sizes = [.. from side in new[] { 20, 28, 36 } select new DataLoader(new TransformedImages(digits, new Resize(side, side)), batch: 64, seed: 0)];
        var adam = new Adam(model);
        for (int step = 0; step < 300; step++)                          // each step at the next size: He et al. 2014, section 2.3
        {
            var batch = sizes[step % sizes.Length].From(step).First();
            using var tape = Tape.Start();
            adam.Step(tape.Backward(Loss.CrossEntropy(model.Forward(batch.X), batch.Y)), 2e-3);
        }

        #endregion

        foreach (var (height, width) in new[] { (20, 20), (28, 28), (36, 36), (24, 24), (32, 26) })
            Assert.InRange(Accuracy(model, height, width), 0.9, 1);
    }

    [Theory]
    [InlineData("Scores")]
    [InlineData("Pyramid")]
    public void The_examples_stand_in_the_documentation(string region)
    {
        string[] source = File.ReadAllLines(Repository.PathOf("tests", "Nabla.Zoo.Tests", "Models", "AnySizeTests.cs"));
        int start = Array.FindIndex(source, l => l.Trim() == $"#region {region}") + 1, end = Array.FindIndex(source, start, l => l.Trim() == "#endregion");
        string example = string.Join('\n', source[start..end].Select(l => l.Length > 8 ? l[8..] : "")).TrimEnd();
        Assert.Contains($"```csharp\n{example}\n```", File.ReadAllText(Repository.PathOf("docs", "Concepts.md")).ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    private static double Accuracy(Sequential model, int height, int width)
    {
        using var scope = new Scope();
        var test = MnistMini.Test();
        var images = new TransformedImages(test, new Resize(height, width)).Get([.. Enumerable.Range(0, 500)])[0];
        long[] found = model.Forward(images).ArgMax(1).ToArray<long>();
        return found.Zip(test.Labels[..500].ToArray()).Count(p => p.First == p.Second) / 500.0;
    }
}
