using Nabla.Data;

namespace Nabla.Cli.Tests;

public class ClassWeightsTests
{
    private static readonly TensorDataset s_rows = new(Tensor.Zeros([4, 1]), Tensor.Of(0L, 0L, 1L, 0L));

    [Fact]
    public void Balanced_ones_give_each_class_the_same_sum() =>
        Assert.Equal([4 / (2 * 3f), 4 / (2 * 1f)], ClassWeights.Of("balanced", ["a", "b"], s_rows)!.ToArray<float>());

    [Fact]
    public void Given_ones_are_taken_in_the_order_of_the_classes() =>
        Assert.Equal([1f, 2.5f], ClassWeights.Of("1,2.5", ["a", "b"], s_rows)!.ToArray<float>());

    [Theory]
    [InlineData("1,0")]
    [InlineData("1,inf")]
    [InlineData("one")]
    [InlineData("")]
    public void Others_are_none(string text) => Assert.Null(ClassWeights.Parse(text));
}
