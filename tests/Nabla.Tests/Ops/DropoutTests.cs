using Nabla.Backends.Reference;

namespace Nabla.Tests.Ops;

public class DropoutTests
{
    private static float[] Dropped(int n, double p, ulong seed = 1, long step = 0)
    {
        using var tape = Tape.Start(Mode.Train, seed, step);
        return Tensor.Ones([n]).Dropout(p).ToArray<float>();
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Drops_with_probability_p_and_keeps_the_mean(double p)
    {
        int n = 200_003;
        var y = Dropped(n, p);
        Assert.All(y, v => Assert.True(v == 0 || v == (float)(1 / (1 - p))));
        double sigma = Math.Sqrt(p * (1 - p) / n);
        Assert.InRange(y.Count(v => v == 0) / (double)n - p, -4 * sigma, 4 * sigma);
        Assert.InRange(y.Average() - 1, -4 * sigma / (1 - p), 4 * sigma / (1 - p));
        // Neighbours are independent: both dropped with probability p².
        double both = y.Zip(y.Skip(1)).Count(v => v.First == 0 && v.Second == 0) / (n - 1.0), q = p * p;
        Assert.InRange(both - q, -6 * Math.Sqrt(q * (1 - q) / n), 6 * Math.Sqrt(q * (1 - q) / n));
    }

    [Fact]
    public void Repeats_with_seed_and_step_and_differs_from_draw_to_draw()
    {
        Assert.Equal(Dropped(100, 0.5), Dropped(100, 0.5));
        Assert.NotEqual(Dropped(100, 0.5), Dropped(100, 0.5, seed: 2));
        Assert.NotEqual(Dropped(100, 0.5), Dropped(100, 0.5, step: 1));
        using var tape = Tape.Start(Mode.Train);
        var x = Tensor.Ones([100]);
        Assert.NotEqual(x.Dropout(0.5).ToArray<float>(), x.Dropout(0.5).ToArray<float>());
    }

    [Fact]
    public void The_gradient_has_the_mask_of_the_forward()
    {
        using var tape = Tape.Start(Mode.Train, seed: 3);
        var x = tape.Watch(Tensor.Of<float>([.. Enumerable.Range(1, 999)], [999]));
        var y = x.Dropout(0.3);
        float[] kept = y.ToArray<float>();
        float[] g = tape.Backward((y * Tensor.Full([999], 2)).Sum())[x].ToArray<float>();
        for (int i = 0; i < g.Length; i++)
            Assert.Equal(kept[i] == 0 ? 0 : 2 * (float)(1 / 0.7), g[i], 1e-6);
        Assert.Contains(0, g);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(3 * 16384 + 37)]
    public void Cpu_draws_the_bits_of_the_reference_for_any_number_of_threads(int n)
    {
        var random = new Philox(11, 22, 33);
        int before = Device.Cpu.Threads;
        try
        {
            foreach (double p in new[] { 0.3, 0.5, 1e-9, 1 - 1e-9 })
            {
                Tensor expected = Tensor.Zeros([n], DType.U8), found = Tensor.Zeros([n], DType.U8);
                new ReferenceBackend().DropoutMask(random, p, expected.View);
                foreach (int threads in new[] { 1, 2 })
                {
                    Device.Cpu.Threads = threads;
                    Device.Cpu.For(DType.F32).DropoutMask(random, p, found.View);
                    Assert.Equal(expected.ToArray<byte>(), found.ToArray<byte>());
                }
            }
        }
        finally
        {
            Device.Cpu.Threads = before;
        }
    }

    [Theory]
    [InlineData(DType.F32)]
    [InlineData(DType.F64)]
    public void Layout_and_type_do_not_change_which_elements_drop(DType type)
    {
        using var tape = Tape.Start(Mode.Train);
        var x = Tensor.Ones([2, 5, 3, 7], type);
        var image = Tensor.ImageResult(x.Shape, type);
        image.Write(x);
        float[] plain;
        using (Tape.Start(Mode.Train))
            plain = Tensor.Ones(x.Shape).Dropout(0.4).ToArray<float>();
        var y = image.Dropout(0.4);
        Assert.True(y.View.IsChannelsLast);
        Assert.Equal(plain, y.To(DType.F32).ToArray<float>());
    }

    [Fact]
    public void Is_the_identity_unless_a_tape_trains()
    {
        var x = Tensor.Ones([3]);
        Assert.Same(x, x.Dropout(0.5));
        using (new Scope())
            Assert.Same(x, x.Dropout(0.5));
        using (Tape.Start(Mode.Evaluate))
            Assert.Same(x, x.Dropout(0.5));
        using (Tape.Start(Mode.Train))
            Assert.Same(x, x.Dropout(0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void An_impossible_probability_is_refused(double p)
    {
        Assert.Equal($"dropout: p = {p} is not possible. Give the probability of dropping an element, 0 or more and below 1.", Assert.Throws<RangeException>(() => Tensor.Ones([1]).Dropout(p)).Message);
        Assert.Throws<RangeException>(() => new Nabla.Nn.Dropout(p));
    }

    [Fact]
    public void Nothing_drops_to_nothing()
    {
        using var tape = Tape.Start(Mode.Train);
        Assert.Empty(Tensor.Zeros([0, 3]).Dropout(0.5).ToArray<float>());
        Assert.Contains("I64", Assert.Throws<DTypeException>(() => Tensor.Of(1L).Dropout(0.5)).Message);
    }
}
