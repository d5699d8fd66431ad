namespace Nabla.Tests.Ops;

/// <summary>Integers beyond 2⁵³, where float64 no longer has them all: C#'s own arithmetic is the answer.</summary>
public class IntegerTests
{
    private const long Odd = (1L << 53) + 1;                         // the first that float64 lacks

    [Fact]
    public void Arithmetic_is_exact()
    {
        Assert.Equal(Odd + 2, (Tensor.Of(Odd) + 2).Item<long>());
        Assert.Equal(Odd - 2, (Tensor.Of(Odd) - 2).Item<long>());
        Assert.Equal(3037000499L * 3037000499, (Tensor.Of(3037000499L) * Tensor.Of(3037000499L)).Item<long>());
        Assert.Equal(long.MaxValue / 3, (Tensor.Of(long.MaxValue) / 3).Item<long>());
        Assert.Equal(-long.MaxValue / 2, (Tensor.Of(-long.MaxValue) / 2).Item<long>());
        Assert.Equal(-Odd, (-Tensor.Of(Odd)).Item<long>());
        Assert.Equal([long.MaxValue, long.MinValue], (Tensor.Of(long.MaxValue - 1, long.MinValue + 1) + Tensor.Of(1L, -1)).ToArray<long>());
        Assert.Equal([int.MaxValue, int.MinValue], (Tensor.Of(int.MaxValue - 1, int.MinValue + 1) + Tensor.Of(1, -1)).ToArray<int>());
        Assert.Equal([(byte)255, (byte)0], (Tensor.Of<byte>(250, 5) + Tensor.Of<byte>(5, 0) - Tensor.Of<byte>(0, 5)).ToArray<byte>());
    }

    [Fact]
    public void Comparisons_see_the_last_bit()
    {
        Tensor a = Tensor.Of(Odd), b = Tensor.Of(Odd - 1);
        Assert.Equal([false, true, false, true, false, true], Tensor.Stack([a.Equal(b), a.NotEqual(b), a < b, a > b, a <= b, a >= b]).ToArray<bool>());
        Assert.Equal([false, true], (Tensor.Of(true, true) < Tensor.Of(false, true)).Equal(Tensor.Of(true, false)).ToArray<bool>());
        Assert.Equal(Odd, a.Maximum(b).Item<long>());
        Assert.Equal(Odd - 1, a.Minimum(b).Item<long>());
    }

    [Fact]
    public void A_number_beside_integers_must_be_one_of_their_type()
    {
        Assert.Equal("less: 300 is no U8, the type of the tensor of shape (1). Convert the tensor with To(DType.F32) first.", Assert.Throws<DTypeException>(() => Tensor.Of<byte>(1) < 300).Message);
        Assert.Equal("neg: -1 is no U8, the type of the tensor of shape (1). Convert the tensor with To(DType.F32) first.", Assert.Throws<DTypeException>(() => -Tensor.Of<byte>(1)).Message);
        Assert.Throws<DTypeException>(() => Tensor.Of(1L) + Math.ScaleB(1, 63));
        Assert.Throws<DTypeException>(() => Tensor.Of(1L) + double.PositiveInfinity);
        Assert.Equal(long.MinValue + 1, (Tensor.Of(1L) + -Math.ScaleB(1, 63)).Item<long>());
    }
}
