namespace Nabla.Tests.Backends;

public class CpuPointwiseTests
{
    public static TheoryData<string> Names => [.. Functions.Keys];

    private static readonly Dictionary<string, (Func<Tensor, Tensor> Op, Func<double, double> F, double From, double To)> Functions = new()
    {
        ["exp"] = (x => x.Exp(), Math.Exp, -87, 88),
        ["log"] = (x => x.Log(), Math.Log, 1e-30, 50),
        ["tanh"] = (x => x.Tanh(), Math.Tanh, -12, 12),
        ["tanh near 0"] = (x => x.Tanh(), Math.Tanh, -0.7, 0.7),
        ["sigmoid"] = (x => x.Sigmoid(), x => 1 / (1 + Math.Exp(-x)), -80, 80),
        ["relu"] = (x => x.Relu(), x => Math.Max(x, 0), -5, 5),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Within_four_units_in_the_last_place(string name)
    {
        var (op, f, from, to) = Functions[name];
        float[] x = [.. Enumerable.Range(0, 20_003).Select(i => (float)(from + (to - from) * i / 20_002))];
        var y = op(Tensor.Of(x)).ToArray<float>();
        for (int i = 0; i < x.Length; i++)
        {
            double exact = f(x[i]), ulp = Math.Max(MathF.BitIncrement(MathF.Abs((float)exact)) - MathF.Abs((float)exact), 1e-45);
            Assert.InRange(Math.Abs(y[i] - exact) / ulp, 0, 4);
        }
    }

    [Fact]
    public void Extremes_and_tails_are_those_of_the_function()
    {
        float[] x = [float.NegativeInfinity, -100, -0f, 0, 100, float.PositiveInfinity, float.NaN, 1e-20f, 2];
        Assert.Equal([-1, -1, -0f, 0, 1, 1, float.NaN, 1e-20f, MathF.Tanh(2)], Tensor.Of(x).Tanh().ToArray<float>());
        Assert.Equal([0, 0, 0, 0, 100, float.PositiveInfinity, float.NaN, 1e-20f, 2], Tensor.Of(x).Relu().ToArray<float>());
        Assert.Equal(1, Tensor.Of(x).Sigmoid().ToArray<float>()[5]);
        Assert.Equal(Tensor.Of(0.3f, 1, 2, 3, 4, 5, 6, 7).Tanh().ToArray<float>()[0], Tensor.Of(0.3f).Tanh().Item());
    }
}
