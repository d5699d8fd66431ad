namespace Nabla.Tests.Backends;

/// <summary>Rows picked from a table, and the gradient that writes each row of it once.</summary>
[Collection(nameof(WorkersCollection))]
public class CpuEmbeddingTests
{
    // Tables with rows that no word names, that one names and that many do; rows that fill vectors and that leave a rest.
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 300, 33)]
    [InlineData(1000, 90, 64)]
    [InlineData(4000, 9000, 5)]
    public void Values_and_gradients_agree_with_Reference(int words, int count, int width)
    {
        var index = Tensor.Of<long>([.. Enumerable.Range(0, count).Select(i => (long)i * i % words)], [count]);
        foreach (int? padding in (int?[])[null, 0, -1])
        {
            Agreement.Check(x => x[0].Embedding(index, padding), [words, width]);
            Agreement.SameBits(x => x[0].Embedding(index, padding), [words, width]);
            Agreement.Check(x => x[0].T.Embedding(index, padding), [width, words]);
            Agreement.Check(x => x[0].Embedding(index.Reshape([count, 1]).Expand([count, 2]), padding).Permute(2, 0, 1), [words, width]);
        }

        Agreement.Check(x => x[0].IndexSelect(0, index), [words, width]);
    }

    [Fact]
    public void Nothing_picked_gives_zeros()
    {
        using var tape = Tape.Start();
        var table = tape.Watch(Tensor.Ones([5, 3]));
        var y = table.Embedding(Tensor.Zeros([0], DType.I64));
        Assert.Equal(new Shape([0, 3]), y.Shape);
        Assert.Equal(new float[15], tape.Backward(y.Sum())[table].ToArray<float>());
    }

    // 16.9 MB and more are stored past the caches; 769 floats a row leave most rows where no vector may be streamed to.
    [Theory]
    [InlineData(768)]
    [InlineData(769)]
    public void Large_tables_get_the_same_gradient(int width)
    {
        const int words = 5500;
        long[] picked = [0, 7, 7, 5499, 7, 12];
        using var tape = Tape.Start();
        var table = tape.Watch(Tensor.Zeros([words, width]));
        Assert.True(Streaming.Pays(table.View));
        var y = table.Embedding(Tensor.Of(picked));
        var dy = Agreement.Normal(DType.F32, 1, picked.Length, width);
        float[] from = dy.ToArray<float>(), dx = tape.Backward(y, dy)[table].ToArray<float>(), expected = new float[words * width];
        for (int i = 0; i < picked.Length; i++)
            for (int k = 0; k < width; k++)
                expected[picked[i] * width + k] += from[i * width + k];
        Assert.True(expected.AsSpan().SequenceEqual(dx));
    }
}
