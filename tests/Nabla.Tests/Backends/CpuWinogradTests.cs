using Nabla.Backends.Cpu;

namespace Nabla.Tests.Backends;

/// <summary>Winograd's convolution against the Reference loops: borders, padding, channels that fill no vector, both plans.</summary>
[Collection(nameof(WorkersCollection))]
public class CpuWinogradTests
{
    private const double Tolerance = 2e-5;                              // of the largest number: Device.Winograd says so

    // Images, channels, height, width; outputs; padding.
    public static TheoryData<string, int[], int, int> Cases => new()
    {
        { "whole tiles", [2, 32, 8, 8], 32, 1 },
        { "one tile", [1, 32, 4, 4], 32, 1 },
        { "seven-wide maps", [3, 40, 7, 7], 64, 1 },
        { "borders of every kind, no padding", [2, 33, 11, 16], 35, 0 },
        { "padding beyond what keeps the size", [2, 37, 7, 9], 49, 2 },
        { "many tiles, few filters", [3, 33, 45, 31], 34, 1 },
        { "few tiles, many filters", [1, 70, 6, 5], 200, 1 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Agrees_with_the_reference(string name, int[] image, int outputs, int padding)
    {
        Assert.NotEmpty(name);
        double[][] exact = Compute(DType.F64, image, outputs, padding), fast;
        int before = Workers.Count;
        try
        {
            Workers.Count = 1;
            fast = Compute(DType.F32, image, outputs, padding);
            Workers.Count = 3;
            Assert.Equal(fast, Compute(DType.F32, image, outputs, padding));
        }
        finally
        {
            Workers.Count = before;
        }

        for (int k = 0; k < exact.Length; k++)
            Assert.InRange(Error(exact[k], fast[k]), 0, Tolerance);
    }

    [Theory]
    [InlineData("parts of the tiles, of several blocks each", 6, 72, 46, 68)]
    [InlineData("several blocks of tiles", 6, 128, 30, 132)]
    [InlineData("several groups of panels", 1, 512, 16, 128)]
    [InlineData("several of both", 2, 512, 24, 448)]
    public void Gradients_of_weights_agree_with_the_direct_sum(string name, int images, int channels, int size, int outputs)
    {
        Assert.NotEmpty(name);
        using var scope = new Scope();
        Tensor x = Image(DType.F32, 1, images, channels, size, size), w = Agreement.Normal(DType.F32, 2, outputs, channels, 3, 3);
        double[] winograd = Gradient(), direct;
        Device.Cpu.Winograd = false;
        try
        {
            direct = Gradient();
        }
        finally
        {
            Device.Cpu.Winograd = true;
        }

        Assert.NotEqual(winograd, direct);
        Assert.InRange(Error(direct, winograd), 0, Tolerance);

        double[] Gradient()
        {
            using var tape = Tape.Start();
            tape.Watch(w);
            var y = x.Conv2d(w, padding: 1);
            return tape.Backward((y * Image(DType.F32, 3, [.. y.Shape.ToArray()])).Sum())[w].To(DType.F64).ToArray<double>();
        }
    }

    [Fact]
    public void An_image_alone_has_the_bits_it_has_in_a_batch_where_filters_are_small()
    {
        using var scope = new Scope();
        Tensor x = Image(DType.F32, 1, 20, 32, 9, 9), w = Agreement.Normal(DType.F32, 2, 32, 32, 3, 3);
        Assert.Equal(x.Conv2d(w, padding: 1)[19..].ToArray<float>(), x[19..].Conv2d(w, padding: 1).ToArray<float>());
    }

    [Fact]
    public void Kept_filters_give_the_bits_of_those_of_the_moment()
    {
        Tensor w = Agreement.Normal(DType.F32, 2, 200, 70, 3, 3);                    // outside scopes, so its filters are kept
        using var scope = new Scope();
        Tensor x = Image(DType.F32, 1, 3, 70, 9, 6);
        float[] moment = x.Conv2d(w * 1f, padding: 1).ToArray<float>();
        int before = Workers.Count;
        try
        {
            foreach (int threads in new[] { 1, 3 })
            {
                Workers.Count = threads;
                Assert.Equal(moment, x.Conv2d(w, padding: 1).ToArray<float>());
                Assert.Equal(moment, x.Conv2d(w, padding: 1).ToArray<float>());
            }
        }
        finally
        {
            Workers.Count = before;
        }
    }

    [Fact]
    public void Large_filters_over_few_tiles_stay_direct()
    {
        using var scope = new Scope();
        Tensor x = Image(DType.F32, 1, 4, 256, 7, 7), w = Agreement.Normal(DType.F32, 2, 256, 256, 3, 3);
        float[] many = x.Conv2d(w, padding: 1)[1..].ToArray<float>(), few = x[1..].Conv2d(w, padding: 1).ToArray<float>();
        Assert.NotEqual(many, few);
        Device.Cpu.Winograd = false;
        try
        {
            Assert.Equal(x.Conv2d(w, padding: 1)[1..].ToArray<float>(), few);
        }
        finally
        {
            Device.Cpu.Winograd = true;
        }
    }

    [Fact]
    public void The_switch_forces_the_direct_sum()
    {
        using var scope = new Scope();
        Tensor x = Image(DType.F32, 1, 1, 64, 12, 12), w = Agreement.Normal(DType.F32, 2, 64, 64, 3, 3);
        double[] exact = x.To(DType.F64).Conv2d(w.To(DType.F64)).ToArray<double>(), winograd = Values(), direct;
        Device.Cpu.Winograd = false;
        try
        {
            direct = Values();
        }
        finally
        {
            Device.Cpu.Winograd = true;
        }

        Assert.NotEqual(winograd, direct);
        Assert.InRange(Error(exact, direct), 0, 1e-6);

        double[] Values() => x.Conv2d(w).To(DType.F64).ToArray<double>();
    }

    private static double Error(double[] exact, double[] fast) =>
        exact.Zip(fast, (a, b) => double.IsNaN(b) ? double.NaN : Math.Abs(a - b)).Max() / exact.Max(Math.Abs);

    private static double[][] Compute(DType type, int[] image, int outputs, int padding)
    {
        using var scope = new Scope();
        var backend = Device.Cpu.For(type);
        var window = new Window((3, 3), (1, 1), (padding, padding), (1, 1));
        var (height, width) = window.Output("test", image[2], image[3]);
        Tensor x = Image(type, 1, image), w = Agreement.Normal(type, 2, outputs, image[1], 3, 3), b = Agreement.Normal(type, 3, outputs);
        Tensor dy = Image(type, 4, image[0], outputs, height, width), y = Poisoned(dy), plain = Poisoned(dy), dx = Poisoned(x), dw = Agreement.Normal(type, 5, [.. w.Shape.ToArray()]);
        backend.Conv2d(x.View, w.View, b.View, y.View, window, 1);
        backend.Conv2d(x.View, w.View, null, plain.View, window, 1);
        backend.Conv2dGradInput(dy.View, w.View, dx.View, window, 1);
        backend.Fill(dw.View, double.NaN);
        backend.Conv2dGradWeight(x.View, dy.View, dw.View, window, 1);
        return [.. new[] { y, plain, dx, dw }.Select(t => t.To(DType.F64).ToArray<double>())];

        // Whatever a kernel fails to write stays NaN.
        Tensor Poisoned(Tensor like)
        {
            var t = Tensor.ImageResult(like.Shape, type);
            backend.Fill(t.View, double.NaN);
            return t;
        }
    }

    private static Tensor Image(DType type, ulong stream, params int[] shape) => Tensor.AsImage(Agreement.Normal(type, stream, shape));
}
