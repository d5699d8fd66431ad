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

    [Theory]
    [InlineData("--help", 0, "Usage: DigitEmbeddings [steps] [seed]", "")]
    [InlineData("0", 2, "", "steps: '0' is not possible. Give a whole number from 1 to 2147483647.")]
    [InlineData("-5", 2, "", "steps: '-5' is not possible. Give a whole number from 1 to 2147483647.")]
    [InlineData("1 x", 2, "", "seed: 'x' is not possible. Give a whole number from 0 to 18446744073709551615.")]
    [InlineData("1 2 3", 2, "", "3 arguments were given, 2 at most were expected. Leave out '3'.")]
    [InlineData("1 2", 0, "triplet  nearest neighbour right for ", "")]
    public void Digit_embeddings_tell_their_usage(string args, int code, string output, string error)
    {
        StringWriter o = new(), e = new();
        Assert.Equal(code, DigitEmbeddings.Sample.Run(args.Split(' '), o, e));
        Assert.StartsWith(output, o.ToString());
        Assert.StartsWith(error, e.ToString());
        Assert.Equal((output != "", error != ""), (o.ToString() != "", e.ToString() != ""));
    }

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
