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

    [Fact]
    public void Names_are_unique() => Assert.Equal(Architectures.All.Count, Architectures.All.Select(a => a.Name).Distinct().Count());
}
