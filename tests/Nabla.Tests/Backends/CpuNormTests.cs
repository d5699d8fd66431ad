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
            Agreement.SameBits(x => Laid(x[0]).BatchNormThen(x[1], x[2], 1e-5, shortcut: null, relu: true).Output, [n, c, h, w], [c], [c]);
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

    // Channels that vectors hold four of at once, one, or a part; pieces of many pixels and of few.
    [Theory]
    [InlineData(3, 64, 9, 17)]
    [InlineData(2, 83, 8, 9)]
    [InlineData(2, 5, 61, 67)]
    [InlineData(1, 2, 150, 151)]
    [InlineData(2, 2048, 3, 3)]
    public void Norms_agree_with_Reference(int n, int c, int h, int w)
    {
        foreach (bool image in new[] { false, true })
        {
            Tensor Laid(Tensor x) => image ? x.Permute([0, 2, 3, 1]).Contiguous().Permute([0, 3, 1, 2]) : x;
            Agreement.Check(x => Laid(x[0] * 3 + 50).BatchNorm(x[1], x[2]).Output, [n, c, h, w], [c], [c]);
            Agreement.Check(x => Laid(x[0]).NormalizeBy(x[1].Detach(), x[1].Detach() * x[1].Detach(), x[1], x[2]), [n, c, h, w], [c], [c]);
            Agreement.Check(x => Laid(x[0]).InstanceNorm(x[1], x[2]), [n, c, h, w], [c], [c]);
        }
    }

    // Far from zero, beside a number far from all others, constant, and where float32 cannot hold a square: channels-last and row-major.
    [Fact]
    public void Moments_keep_their_digits()
    {
        const int channels = 70, pixels = 40 * 41;
        double[] x = new double[channels * pixels];
        var random = new Philox(8, 0);
        for (int i = 0; i < x.Length; i++)
        {
            int c = i / pixels;
            double v = random.Normal((ulong)i);
            x[i] = (float)(c switch { 3 => 1e6 + v, 64 => i % pixels == 0 ? 1e5 : v * 1e-2, 65 => 7, 66 => v * 1e25, 67 => v * 1e-25, 68 => 0, _ => v });
        }

        var rowMajor = Tensor.Of<double>(x, [1, channels, 40, 41]).To(DType.F32);
        foreach (var t in new[] { rowMajor, rowMajor.Permute(0, 2, 3, 1).Contiguous().Permute(0, 3, 1, 2) })
        {
            var (_, mean, variance) = t.BatchNorm();
            for (int c = 0; c < channels; c++)
            {
                var of = x.AsSpan(c * pixels, pixels).ToArray();
                double m = of.Average(), v = of.Average(a => (a - m) * (a - m));
                Assert.Equal(m, mean.ToArray<double>()[c], 1e-7 * Math.Sqrt(v) + 1e-13 * Math.Abs(m));
                Assert.Equal(v, variance.ToArray<double>()[c], 1e-6 * v);
            }
        }
    }
}
