namespace Nabla.Tests.Backends;

[Collection(nameof(WorkersCollection))]
public class CpuNormTests
{
    [Theory]
    [InlineData(2, 1, 1, 1)]
    [InlineData(64, 6, 28, 28)]
    [InlineData(3, 67, 5, 9)]
    [InlineData(1, 2, 150, 151)]
    public void Bits_do_not_depend_on_threads(int n, int c, int h, int w)
    {
        foreach (bool image in new[] { false, true })
        {
            Tensor Laid(Tensor x) => image ? x.Permute([0, 2, 3, 1]).Contiguous().Permute([0, 3, 1, 2]) : x;
            Agreement.SameBits(x => Laid(x[0]).BatchNorm(x[1], x[2]).Output, [n, c, h, w], [c], [c]);
            Agreement.SameBits(x => Laid(x[0]).NormalizeBy(x[1].Detach(), x[1].Detach() * x[1].Detach(), x[1], x[2]), [n, c, h, w], [c], [c]);
            if (h > 1)
                Agreement.SameBits(x => Laid(x[0]).InstanceNorm(x[1], x[2]), [n, c, h, w], [c], [c]);
        }
    }

    [Theory]
    [InlineData(1, 7)]
    [InlineData(3, 4111)]
    [InlineData(1000, 33)]
    public void Bits_of_rows_do_not_depend_on_threads(int rows, int length)
    {
        Agreement.SameBits(x => x[0].LayerNorm([length], x[1], x[2]), [rows, length], [length], [length]);
        Agreement.SameBits(x => x[0].RmsNorm([length], x[1]), [rows, length], [length]);
    }

    [Fact]
    public void Moments_join_as_if_taken_at_once()
    {
        double[] x = [3, 1, 4, 1, 5, 9, 2, 6];
        double mean = x.Average(), squares = x.Sum(v => (v - mean) * (v - mean));
        var all = Part(x[..1]).With(Part(x[1..4])).With(Part(x[4..]));
        Assert.Equal(8, all.Count);
        Assert.Equal(mean, all.Mean, 12);
        Assert.Equal(squares, all.Squares, 12);

        static Nabla.Backends.Cpu.Moments Part(double[] v) => new(v.Length, v.Average(), v.Sum(a => (a - v.Average()) * (a - v.Average())));
    }
}
