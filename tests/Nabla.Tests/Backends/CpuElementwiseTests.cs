namespace Nabla.Tests.Backends;

/// <summary>The CPU's runs over any layout against the Reference loops, which F64 tensors take.</summary>
public class CpuElementwiseTests
{
    // Shape, then the axes of each operand that are broadcast (bit mask) and whether it is stored transposed.
    public static TheoryData<int[], int, int, bool, bool> Layouts => new()
    {
        { [], 0, 0, false, false },
        { [1], 0, 0, false, false },
        { [7], 0, 1, false, false },
        { [8, 1, 9], 0, 0, false, true },
        { [3, 5, 7], 1, 4, false, true },
        { [2, 3, 4, 5], 5, 2, true, false },
        { [2, 1, 3, 1, 2, 5, 1, 3], 1, 128, true, true },
        { [0, 4], 0, 1, false, true },
        { [300, 301], 2, 1, false, false },
        { [40_001], 0, 0, false, false },
        { [129, 257], 0, 0, true, false },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Every_layout_gives_the_specified_values(int[] sizes, int broadcastA, int broadcastB, bool transposeA, bool transposeB)
    {
        var a = Operand(sizes, broadcastA, transposeA, 1);
        var b = Operand(sizes, broadcastB, transposeB, 2);
        Same((x, y) => x + y);
        Same((x, y) => x / y);
        Same((x, _) => x.Tanh());
        Same((x, y) => (x < y).To(x.DType));
        Same((x, y) => x.Equal(y).To(x.DType));
        Same((x, y) => Tensor.Where(x < y, x, y));
        Same((x, y) => Gradient(x, y));

        void Same(Func<Tensor, Tensor, Tensor> f)
        {
            var exact = f(a, b).ToArray<double>();
            var fast = f(a.To(DType.F32), b.To(DType.F32)).To(DType.F64).ToArray<double>();
            Assert.Equal(exact.Length, fast.Length);
            for (int i = 0; i < exact.Length; i++)
                Assert.InRange(Math.Abs(exact[i] - fast[i]), 0, 1e-5 * Math.Max(1, Math.Abs(exact[i])));
        }
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        var x = Operand([301, 403], 0, true, 3).To(DType.F32);
        int before = Device.Cpu.Threads;
        try
        {
            Device.Cpu.Threads = 1;
            var alone = (x.Tanh() * x).ToArray<float>();
            Device.Cpu.Threads = 3;
            Assert.Equal(alone, (x.Tanh() * x).ToArray<float>());
        }
        finally
        {
            Device.Cpu.Threads = before;
        }
    }

    [Fact]
    public void Comparisons_and_numbers_follow_the_rules_of_floats()
    {
        var x = Tensor.Of(1f, float.NaN, -0f, float.PositiveInfinity);
        Assert.Equal([false, false, true, false], x.Equal(0).ToArray<bool>());
        Assert.Equal([true, true, false, true], x.NotEqual(0).ToArray<bool>());
        Assert.Equal([true, false, false, true], (x > 0).ToArray<bool>());
        Assert.Equal([true, false, true, true], (x >= 0).ToArray<bool>());
        Assert.Equal([2f, float.NaN, 1f, float.PositiveInfinity], (1 + x).ToArray<float>());
        Assert.Equal([3, 1, 2], (4 - Tensor.Of(1, 3, 2)).ToArray<int>());
        Assert.Contains("0.5 is no I32", Assert.Throws<DTypeException>(() => Tensor.Of(1, 2) * 0.5).Message);
        Assert.Contains("Bool was expected", Assert.Throws<DTypeException>(() => Tensor.Where(x, x, x)).Message);
        Assert.Contains("F32 and F64", Assert.Throws<DTypeException>(() => x + x.To(DType.F64)).Message);
        Assert.Contains("(2) and (3) do not broadcast", Assert.Throws<ShapeException>(() => Tensor.Of(1, 2) < Tensor.Of(1, 2, 3)).Message);
    }

    private static Tensor Gradient(Tensor x, Tensor y)
    {
        using var tape = Tape.Start();
        tape.Watch(x);
        return tape.Backward((x.Tanh() * y).Sum())[x].Keep();
    }

    private static Tensor Operand(int[] sizes, int broadcast, bool transpose, ulong stream)
    {
        int[] stored = [.. sizes.Select((n, axis) => (broadcast >> axis & 1) != 0 ? 1 : n)];
        if (transpose)
            Array.Reverse(stored);
        var shape = new Shape(stored);
        var random = new Philox(4, stream);
        var t = Tensor.Of<double>([.. Enumerable.Range(0, (int)shape.Count).Select(i => Math.Round(random.Normal((ulong)i) * 8) / 8 + 0.0625)], shape);
        return transpose ? t.Permute([.. Enumerable.Range(0, sizes.Length).Reverse()]) : t;
    }
}
