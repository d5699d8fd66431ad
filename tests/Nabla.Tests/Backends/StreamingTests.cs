namespace Nabla.Tests.Backends;

/// <summary>Results large enough to be stored past the caches have the bits of their parts, which are not.</summary>
public class StreamingTests
{
    private const int Rows = 5500, Columns = 768;                   // 16.9 MB; one row is 3 KB

    private static readonly (string Name, Func<Tensor, Tensor> F)[] Functions =
    [
        ("exp", static x => x.Exp()), ("sqrt", static x => (x * x).Sqrt()), ("gelu", static x => x.Gelu()), ("rsqrt", static x => (x * x).Rsqrt()),
        ("add", static x => x + 0.5), ("softmax", static x => x.Softmax()), ("log_softmax", static x => x.LogSoftmax()),
        ("layer_norm", static x => x.LayerNorm([x.Shape[1]])), ("rms_norm", static x => x.RmsNorm([x.Shape[1]])),
    ];

    /// <summary>Rows of whole vectors, and rows of 769, of which most begin where no vector may be streamed to.</summary>
    [Theory]
    [InlineData(Columns)]
    [InlineData(Columns + 1)]
    public void Large_results_have_the_bits_of_their_parts(int columns)
    {
        using var scope = new Scope();
        Tensor x = Tensor.Normal([Rows, columns], random: new Philox(1, 0)), upstream = Tensor.Normal([Rows, columns], random: new Philox(2, 0));
        Assert.True(Streaming.Pays(x.View));
        foreach (var (name, f) in Functions)
        {
            var (y, dx) = Run(f, x, upstream);
            foreach (int row in (int[])[0, 1, 2, 777, Rows - 9])
            {
                var part = x.Slice(0, row..(row + 9)).Contiguous();
                Assert.False(Streaming.Pays(part.View));
                var (yPart, dxPart) = Run(f, part, upstream.Slice(0, row..(row + 9)).Contiguous());
                Same($"{name} of row {row}", yPart, y[(row * columns)..((row + 9) * columns)]);
                Same($"{name}'s gradient of row {row}", dxPart, dx[(row * columns)..((row + 9) * columns)]);
            }
        }
    }

    /// <summary>A result in another layout than dense rows is gathered in a buffer, never streamed.</summary>
    [Fact]
    public void Broadcast_and_strided_operands_stay_right()
    {
        using var scope = new Scope();
        Tensor x = Tensor.Normal([Rows, Columns], random: new Philox(3, 0)), bias = Tensor.Normal([Columns], random: new Philox(4, 0));
        float[] from = x.ToArray<float>(), b = bias.ToArray<float>(), sum = (x + bias).ToArray<float>(), turned = x.Transpose(0, 1).Exp().Transpose(0, 1).ToArray<float>();
        Same("x + bias", from.Select((v, i) => v + b[i % Columns]).ToArray(), sum);
        Same("exp of a transposed x", x.Exp().ToArray<float>(), turned);
    }

    /// <summary>Pooling, batch norm with given statistics and depthwise convolution, and their gradients, with channels that fill vectors and with a rest.</summary>
    [Theory]
    [InlineData(64)]
    [InlineData(67)]
    public void Images_have_the_bits_of_each(int channels)
    {
        using var scope = new Scope();
        int[] shape = [5, 240, 112, channels];                       // 34 MB, pooled 8.6
        var x = Tensor.Normal(new(shape), random: new Philox(5, 0)).Permute(0, 3, 1, 2);
        Assert.True(Streaming.Pays(x.View));
        Tensor mean = Tensor.Normal([channels], random: new Philox(7, 0)), variance = mean * mean + 1, taps = Tensor.Normal([channels, 1, 3, 3], random: new Philox(8, 0));
        foreach (var f in (Func<Tensor, Tensor>[])[x => x.NormalizeBy(mean, variance), x => x.Contiguous().NormalizeBy(mean, variance), static x => x.MaxPool2d(3, 2, 1), static x => x.MaxPool2d(2), static x => x.AvgPool2d(2), static x => x.AvgPool2d(3, 1, 1), x => x.Conv2d(taps, null, 1, 1, 1, channels)])
        {
            var upstream = Tensor.Normal(f(x).Shape, random: new Philox(6, 0));
            var (y, dx) = Run(f, x, upstream);
            Tensor image = x.Slice(0, 3..4), its = upstream.Slice(0, 3..4);
            Assert.False(Streaming.Pays(image.View));
            var (itsY, itsDx) = Run(f, image, its);
            Same("an image's result", itsY, y[(3 * y.Length / 5)..(4 * y.Length / 5)]);
            Same("an image's gradient", itsDx, dx[(3 * dx.Length / 5)..(4 * dx.Length / 5)]);
        }
    }

    /// <summary>Convolutions and their gradients: whole panels of outputs, a vector more, a part of one; by Winograd, with strides, folded.</summary>
    [Theory]
    [InlineData(64, 128, 56, 1, 1, 0)]
    [InlineData(128, 48, 56, 1, 1, 0)]
    [InlineData(33, 40, 57, 1, 1, 0)]
    [InlineData(32, 64, 56, 3, 1, 1)]
    [InlineData(64, 48, 55, 3, 1, 1)]
    [InlineData(32, 64, 112, 3, 2, 1)]
    [InlineData(3, 64, 112, 7, 2, 3)]
    [InlineData(3, 16, 64, 5, 1, 2)]
    public void Convolutions_have_the_bits_of_each_image(int channels, int outputs, int size, int kernel, int stride, int padding)
    {
        const int Images = 24;
        using var scope = new Scope();
        Tensor x = Tensor.Normal([Images, size, size, channels], random: new Philox(9, 0)).Permute(0, 3, 1, 2), taps = Tensor.Normal([outputs, channels, kernel, kernel], random: new Philox(10, 0));
        Tensor F(Tensor x) => x.Conv2d(taps, null, stride, padding);
        var upstream = Tensor.Normal([Images, F(x).Shape[2], F(x).Shape[3], outputs], random: new Philox(11, 0)).Permute(0, 3, 1, 2);
        var (y, dx) = Run(F, x, upstream);
        Assert.True(y.Length * sizeof(float) >= 4 << 20);
        foreach (int i in (int[])[0, 11, Images - 1])
        {
            var (itsY, itsDx) = Run(F, x.Slice(0, i..(i + 1)), upstream.Slice(0, i..(i + 1)));
            Same("an image's result", itsY, y[(i * itsY.Length)..((i + 1) * itsY.Length)]);
            Same("an image's gradient", itsDx, dx[(i * itsDx.Length)..((i + 1) * itsDx.Length)]);
        }
    }

    private static (float[] Y, float[] Dx) Run(Func<Tensor, Tensor> f, Tensor x, Tensor upstream)
    {
        using var tape = Tape.Start();
        tape.Watch(x);
        var y = f(x);
        var gradients = tape.Backward((y * upstream).Sum());
        return (y.ToArray<float>(), gradients[x].ToArray<float>());
    }

    private static void Same(string what, float[] expected, float[] found) =>
        Assert.True(expected.AsSpan().SequenceEqual(found), $"{what}: the first difference is at {Enumerable.Range(0, expected.Length).FirstOrDefault(i => expected[i] != found[i])}");
}
