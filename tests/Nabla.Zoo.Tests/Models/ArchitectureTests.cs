namespace Nabla.Zoo.Tests;

/// <summary>The costs that the catalogue states are those of a run; the large ones with NABLA_LONG=1.</summary>
public class ArchitectureTests(ITestOutputHelper output)
{
    private const long Large = 1_000_000_000;

    public static TheoryData<string> Names => [.. Architectures.All.Select(a => a.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Costs_are_those_of_a_run(string name)
    {
        var architecture = Architectures.All.Single(a => a.Name == name);
        Assert.SkipWhen(architecture.MultiplyAdds > Large && Environment.GetEnvironmentVariable("NABLA_LONG") is null, "takes long; NABLA_LONG=1 runs it");
        var summary = architecture.Summarize();
        output.WriteLine($"{name} {summary.Parameters} {summary.MultiplyAdds} {summary.ActivationBytes}");
        Assert.Equal((architecture.MultiplyAdds, architecture.ActivationBytes), (summary.MultiplyAdds, summary.ActivationBytes));
    }

    // torchvision's documentation, "GFLOPS" of each weight, which counts a multiplication with an addition once.
    [Theory]
    [InlineData("alexnet", 0.71)]
    [InlineData("vgg16", 15.47)]
    [InlineData("googlenet", 1.50)]
    [InlineData("inception-v3", 5.71)]
    [InlineData("resnet18", 1.81)]
    [InlineData("resnet50", 4.09)]
    [InlineData("resnet152", 11.51)]
    [InlineData("efficientnet-b0", 0.39)]
    public void Multiply_adds_are_the_published(string name, double billions) =>
        Assert.Equal(billions, Architectures.All.Single(a => a.Name == name).MultiplyAdds / 1e9, 0.02 * billions);

    // torchvision's transform_input, true where weights are published, follows its own normalization by ImageNet's statistics.
    [Fact]
    public void Half_is_what_torchvision_makes_of_images_normalized_by_ImageNets_statistics()
    {
        using var scope = new Scope();
        var images = Tensor.Arange(12L).To(DType.F32).Reshape(1, 3, 2, 2) / 11;
        var scale = Tensor.Of<float>([0.229f / 0.5f, 0.224f / 0.5f, 0.225f / 0.5f], [3, 1, 1]);
        var shift = Tensor.Of<float>([(0.485f - 0.5f) / 0.5f, (0.456f - 0.5f) / 0.5f, (0.406f - 0.5f) / 0.5f], [3, 1, 1]);
        float[] expected = (ChannelStatistics.ImageNet.Normalize(images) * scale + shift).ToArray<float>(), found = ChannelStatistics.Half.Normalize(images).ToArray<float>();
        Assert.Equal((-1f, 1f), (found[0], found[^1]));
        Assert.All(expected.Zip(found), p => Assert.Equal(p.First, p.Second, 1e-6));
    }

    [Fact]
    public void Each_tells_what_its_published_weights_expect()
    {
        Assert.Equal(["googlenet", "inception-v3"], Architectures.All.Where(a => a.Statistics == ChannelStatistics.Half).Select(a => a.Name));
        Assert.All(Architectures.All, a => Assert.Equal(a.Input[1] == 32, a.Statistics is null));
    }

    [Fact]
    public void Names_are_unique() => Assert.Equal(Architectures.All.Count, Architectures.All.Select(a => a.Name).Distinct().Count());
}
