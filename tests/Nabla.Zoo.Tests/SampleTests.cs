namespace Nabla.Zoo.Tests;

/// <summary>The programs in <c>samples</c> run, and reach what they promise.</summary>
public class SampleTests
{
    [Theory]
    [InlineData("triplet")]
    [InlineData("NT-Xent")]
    [InlineData("InfoNCE")]
    public void Digit_embeddings_take_a_step(string loss) =>
        Assert.InRange(DigitEmbeddings.Embedding.Learn(loss, steps: 1, seed: 0), 0.5, 0.9);      // neighbours in random directions tell much, not all

    // README states means over ten seeds.
    [Theory]
    [InlineData("triplet")]
    [InlineData("NT-Xent")]
    [InlineData("InfoNCE")]
    public void Digit_embeddings_learn(string loss) => Assert.InRange(DigitEmbeddings.Embedding.Learn(loss, steps: 1500, seed: 0), 0.96, 1);

    [Fact]
    public void Digit_pairs_show_two_images_of_each_digit()
    {
        var digits = TableData.Of(ToyTable.All.Single(t => t.Name == "digits").Read(), "digit");
        using var scope = new Scope();
        var (a, b) = new DigitEmbeddings.DigitPairs(digits.Train, seed: 0).Draw(0);
        Assert.Equal([10, 64], a.Shape);
        Assert.All(Enumerable.Range(0, 10), i => Assert.NotEqual(a[i].ToArray<float>(), b[i].ToArray<float>()));
        Assert.NotEqual(a.ToArray<float>(), new DigitEmbeddings.DigitPairs(digits.Train, seed: 0).Draw(1).A.ToArray<float>());
    }
}
