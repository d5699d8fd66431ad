using Nabla.Backends.Cpu;

namespace Nabla.Tests.Backends;

/// <summary>Linear and MatMul, whatever routine their shapes choose.</summary>
[Collection(nameof(WorkersCollection))]
public class CpuProductTests
{
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 1, 1, 1 }, { 1, 5, 3 }, { 2, 3, 17 }, { 3, 10, 84 }, { 4, 4, 16 }, { 5, 7, 400 }, { 13, 33, 31 }, { 14, 32, 8 },
        { 15, 31, 65 }, { 63, 6, 129 }, { 64, 84, 120 }, { 65, 10, 84 }, { 7, 513, 300 }, { 129, 40, 20 }, { 100, 300, 500 }, { 40, 301, 1300 }, { 16, 520, 512 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Linear_agrees_with_Reference(int rows, int outputs, int inputs)
    {
        Agreement.Check(x => x[0].Linear(x[1], x[2]), [rows, inputs], [outputs, inputs], [outputs]);
        Agreement.Check(x => x[0].Linear(x[1].T), [rows, inputs], [inputs, outputs]);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void MatMul_agrees_with_Reference(int rows, int columns, int depth)
    {
        Agreement.Check(x => x[0].MatMul(x[1]), [rows, depth], [depth, columns]);
        Agreement.Check(x => x[0].T.MatMul(x[1].T), [depth, rows], [columns, depth]);
    }

    [Theory]
    [InlineData(64, 120, 400)]
    [InlineData(33, 513, 65)]
    [InlineData(300, 200, 100)]
    [InlineData(40, 301, 1300)]
    public void Bits_do_not_depend_on_threads(int rows, int outputs, int inputs) =>
        Agreement.SameBits(x => x[0].Linear(x[1], x[2]), [rows, inputs], [outputs, inputs], [outputs]);

    /// <summary>Off the tape weights stay packed: the first product packs them, the second finds them so.</summary>
    [Theory]
    [InlineData(16, 520, 512)]
    [InlineData(40, 301, 1300)]
    [InlineData(101, 300, 500)]
    public void Kept_weights_give_the_same_bits_again(int rows, int outputs, int inputs)
    {
        Tensor x = Agreement.Normal(DType.F32, 1, rows, inputs), w = Agreement.Normal(DType.F32, 2, outputs, inputs), b = Agreement.Normal(DType.F32, 3, outputs);
        float[] first = x.Linear(w, b).ToArray<float>();
        if (Lanes512.IsSupported)
            Assert.NotNull(w.View.Storage.Packed);
        Assert.Equal(first, x.Linear(w, b).ToArray<float>());
        double[] exact = x.To(DType.F64).Linear(w.To(DType.F64), b.To(DType.F64)).ToArray<double>();
        Agreement.Close(exact, [.. first.Select(v => (double)v)], 1e-5, "value");
    }
}
