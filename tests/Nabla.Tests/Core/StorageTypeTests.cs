using Nabla.Io;
using Nabla.Tests.Io;

namespace Nabla.Tests.Core;

/// <summary>BF16 and F16: what they hold, how they round, what they refuse.</summary>
public class StorageTypeTests
{
    [Fact]
    public void Every_BF16_number_is_the_upper_half_of_a_float_and_comes_back()
    {
        for (int i = 0; i <= ushort.MaxValue; i++)
        {
            var x = BFloat16.FromBits((ushort)i);
            Assert.Equal((uint)i << 16, BitConverter.SingleToUInt32Bits(x));
            if (float.IsNaN(x))
                Assert.True(float.IsNaN((BFloat16)(float)x));
            else
                Assert.Equal(x, (BFloat16)(float)x);
        }
    }

    [Fact]
    public void BF16_rounds_every_tie_to_even_and_everything_else_to_the_nearest()
    {
        for (int i = 0; i < 0x7F80; i++)                       // up to the largest number, whose neighbour is infinity
        {
            BFloat16 low = BFloat16.FromBits((ushort)i), high = BFloat16.FromBits((ushort)(i + 1)), even = i % 2 == 0 ? low : high;
            double middle = i < 0x7F7F ? ((double)(float)low + (float)high) / 2 : (float)low * (1 + 1.0 / 510);
            Assert.Equal(even, (BFloat16)middle);
            Assert.Equal(low, (BFloat16)Math.BitDecrement(middle));          // by way of float32 these would be ties
            Assert.Equal(high, (BFloat16)Math.BitIncrement(middle));
            Assert.Equal(even, (BFloat16)(float)middle);
            Assert.Equal(low, (BFloat16)MathF.BitDecrement((float)middle));
            Assert.Equal(high, (BFloat16)MathF.BitIncrement((float)middle));
            Assert.Equal(BFloat16.FromBits((ushort)(0x8000 | (even.Bits & 0x7FFF))), (BFloat16)(-middle));
        }
    }

    [Theory]
    [InlineData(1 + 1.0 / 256, 1.0, 1 + 1.0 / 256)]                          // a tie in BF16, a number in F16
    [InlineData(1 + 3.0 / 256, 1 + 1.0 / 64, 1 + 3.0 / 256)]
    [InlineData(65519.99, 65536.0, 65504.0)]                       // F16's largest is 65504, BF16 has steps of 256 there
    [InlineData(65520.0, 65536.0, double.PositiveInfinity)]
    [InlineData(3.4e38, double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(1e-45, 0.0, 0.0)]
    [InlineData(-1e300, double.NegativeInfinity, double.NegativeInfinity)]
    [InlineData(double.NaN, double.NaN, double.NaN)]
    public void To_rounds_as_IEEE_754_says(double x, double bf16, double f16)
    {
        Assert.Equal(bf16, Tensor.Of(x).To(DType.BF16).Item());
        Assert.Equal(f16, Tensor.Of(x).To(DType.F16).Item());
    }

    [Theory]
    [InlineData(DType.BF16)]
    [InlineData(DType.F16)]
    public void AllFinite_sees_what_they_hold(DType type)
    {
        Assert.True(Tensor.Of<float>(1, 2).To(type).AllFinite());
        Assert.False(Tensor.Of(1, float.NaN).To(type).AllFinite());
        Assert.False(Tensor.Of(1, float.NegativeInfinity).To(type).AllFinite());
    }

    [Fact]
    public void They_move_but_do_not_compute()
    {
        var x = Tensor.Of<float>([1, 2, 3, 4, 5, 6], [2, 3]).To(DType.BF16);
        var moved = Tensor.Concat([x.T[1..], x.Reshape(3, 2)]).MaskedFill(Tensor.Of(true, false), 0.5).Pad([(1, 0)], value: -1);
        Assert.Equal([-1, 0.5f, 5, -1, 0.5f, 6, -1, 0.5f, 2, -1, 0.5f, 4, -1, 0.5f, 6], moved.To(DType.F32).ToArray<float>());
        Assert.Equal([0, 1, 0], Tensor.Of(1L).OneHot(3, DType.BF16).ToArray<BFloat16>().Select(b => (float)b));
        Fails(() => x + x, "add");
        Fails(() => x * 2, "mul");
        Fails(() => x < x.T.T, "less");
        Fails(() => x.Sum(), "sum");
        Fails(() => x.Max(), "max");
        Fails(() => x.ArgMax(), "argmax");
        Fails(() => x.Sort(), "sort");
        Fails(() => x.CumSum(0), "cumsum");
        Assert.Equal("exp: the input of shape (2, 3) is BF16; F32 or F64 was expected. Convert it with To(DType.F32).", Assert.Throws<DTypeException>(() => x.Exp()).Message);

        static void Fails(Func<object> act, string op) => Assert.Equal(
            $"{op}: the input of shape (2, 3) is BF16, which stores and does not compute. Convert it with To(DType.F32).", Assert.Throws<DTypeException>(act).Message);
    }

    [Fact]
    public void Gradients_pass_moved_storage_types_in_F32_without_rounding()
    {
        using var tape = Tape.Start();
        var x = tape.Watch(Tensor.Of(1f, 2f, 3f));
        var half = x.To(DType.F16);
        var y = half[1..].To(DType.F32) * 1.0001 + half.IndexSelect(0, Tensor.Of(0L, 0)).To(DType.F32);
        Assert.Equal([2, 1.0001f, 1.0001f], tape.Backward(y.Sum())[x].ToArray<float>());
    }

    [Fact]
    public void Arrays_and_text_show_them()
    {
        var x = Tensor.Of((Half)1.5, (Half)(-2));
        Assert.Equal("Tensor F16 (2)\n[ 1.5000, -2.0000]", x.ToString());
        Assert.Equal([(Half)1.5, (Half)(-2)], x.ToArray<Half>());
        Assert.Equal("Tensor BF16 (2)\n[ 1.5000, -2.0000]", x.To(DType.BF16).ToString());
        Assert.Equal((BFloat16)1.5, x.To(DType.BF16)[0].Item<BFloat16>());
        Assert.Equal("1.5", ((BFloat16)1.5).ToString());
    }

    [Fact]
    public void Safetensors_keeps_them_when_asked()
    {
        using var folder = new TemporaryFolder();
        var x = Tensor.Of(1f, 1.0078125f, float.NegativeInfinity);
        SafeTensors.Save(folder["x"], new Dictionary<string, Tensor> { ["b"] = x.To(DType.BF16), ["h"] = x.To(DType.F16) });
        var kept = SafeTensors.Load(folder["x"], widen: false);
        Assert.Equal((DType.BF16, DType.F16), (kept["b"].DType, kept["h"].DType));
        Assert.Equal(x.To(DType.BF16).ToArray<BFloat16>(), kept["b"].ToArray<BFloat16>());
        Assert.Equal(x.To(DType.F16).ToArray<Half>(), kept["h"].ToArray<Half>());
        Assert.Equal(x.ToArray<float>(), SafeTensors.Load(folder["x"])["b"].ToArray<float>());
        using var file = SafeTensorsFile.Open(folder["x"]);
        Assert.Equal((6, "BF16"), (file.Info("b").Bytes, file.Info("b").Stored));
        Assert.Equal(DType.BF16, file.Load("b", widen: false).DType);
    }

    [Fact]
    public void Npy_writes_F16_and_refuses_BF16()
    {
        using var folder = new TemporaryFolder();
        var x = Tensor.Of(1f, 0.333251953125f);
        Npy.Save(folder["h"], x.To(DType.F16));
        Assert.Equal(x.ToArray<float>(), Npy.Load(folder["h"]).ToArray<float>());
        Assert.Equal("npy: a BF16 tensor of shape (2) was given, and NumPy has no such type. Convert it with To(DType.F32).",
            Assert.Throws<DTypeException>(() => Npy.Save(folder["b"], x.To(DType.BF16))).Message);
    }
}
