using Nabla.Nn;

namespace Nabla.Tests.Backends;

/// <summary>Products of few rows with weights in BF16 and int8.</summary>
[Collection(nameof(WorkersCollection))]
public class CpuNarrowWeightsTests
{
    public static TheoryData<WeightPacking, int, int, int> Cases
    {
        get
        {
            var cases = new TheoryData<WeightPacking, int, int, int>();
            foreach (var form in new[] { WeightPacking.BF16, WeightPacking.Int8 })
                foreach (var (rows, outputs, inputs) in new[] { (1, 1, 1), (1, 5, 3), (2, 3, 17), (3, 10, 84), (4, 4, 16), (5, 7, 400), (8, 33, 31), (1, 130, 1000), (64, 6, 129), (33, 513, 65), (1, 2, 4099) })
                    cases.Add(form, rows, outputs, inputs);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Products_are_those_of_the_rounded_weights(WeightPacking form, int rows, int outputs, int inputs)
    {
        var (x, w, b) = (Normal(0, rows, inputs), Normal(1, outputs, inputs), Normal(2, outputs));
        var rounded = Tensor.Of<float>([.. Enumerable.Range(0, outputs).SelectMany(o => Rounded(form, Row(w, o)))], w.Shape);
        double tolerance = 1e-6 * Math.Sqrt(inputs);
        double[] exact = Exact(x, rounded, null), biases = Floats(b);
        Agreement.Close(exact, Floats(x.Linear(Weight(w, form))), tolerance, "value");
        Agreement.Close(exact, [.. Floats(x.Linear(Weight(w, form), b)).Select((y, i) => y - biases[i % outputs])], tolerance, "value with a bias, less the bias");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Errors_are_at_most_what_rounding_takes(WeightPacking form, int rows, int outputs, int inputs)
    {
        var (x, w) = (Normal(3, rows, inputs), Normal(4, outputs, inputs));
        double[] exact = Exact(x, w, null), narrow = Floats(x.Linear(Weight(w, form)));
        for (int i = 0; i < exact.Length; i++)
        {
            float[] xs = Row(x, i / outputs), ws = Row(w, i % outputs);
            double step = ws.Max(Math.Abs) / 127, sum = 1e-6 * Math.Sqrt(inputs) * xs.Zip(ws, (a, c) => Math.Abs((double)a * c)).Sum();
            double most = xs.Zip(ws, (a, c) => Math.Abs(a) * (form == WeightPacking.BF16 ? Math.Abs(c) / 256 : step / 2)).Sum();
            Assert.InRange(Math.Abs(narrow[i] - exact[i]), 0, most + sum);
        }
    }

    [Theory]
    [InlineData(WeightPacking.BF16)]
    [InlineData(WeightPacking.Int8)]
    public void A_row_of_zeros_gives_the_bias(WeightPacking form)
    {
        var w = Normal(5, 6, 37).ToArray<float>();
        w.AsSpan(2 * 37, 37).Clear();
        var b = Normal(6, 6);
        var y = Normal(7, 3, 37).Linear(Weight(Tensor.Of<float>(w, [6, 37]), form), b).ToArray<float>();
        for (int row = 0; row < 3; row++)
            Assert.Equal(b.ToArray<float>()[2], y[row * 6 + 2]);
        Assert.All(y, v => Assert.True(float.IsFinite(v)));
    }

    [Fact]
    public void Tiny_weights_are_lost_by_no_more_than_a_step_of_the_smallest_scale()
    {
        var w = Tensor.Of<float>([60 * float.Epsilon, -189 * float.Epsilon, 3, -40 * float.Epsilon], [2, 2]);
        var tiny = Tensor.Of<float>([60 * float.Epsilon, 0, -189 * float.Epsilon, 13 * float.Epsilon], [2, 2]);
        Assert.Equal([0f, 1e30f * -127 * float.Epsilon], Tensor.Of<float>([1e30f, 0], [1, 2]).Linear(Weight(tiny, WeightPacking.Int8)).ToArray<float>());
        Assert.Equal(3f, Tensor.Of<float>([1, 0], [1, 2]).Linear(Weight(w, WeightPacking.Int8)).ToArray<float>()[1]);
    }

    [Theory]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NaN)]
    public void An_infinity_stays_in_bf16_and_spoils_its_row_in_int8(float value)
    {
        var w = Normal(8, 7, 5).ToArray<float>();
        w[3 * 5 + 4] = value;                                    // the last of an odd row: beside the padding
        var x = Tensor.Of<float>([1, -2, 3, 4, 5], [1, 5]);
        float[] wide = x.Linear(Weight(Tensor.Of<float>(w, [7, 5]), WeightPacking.F32)).ToArray<float>();
        float[] half = x.Linear(Weight(Tensor.Of<float>(w, [7, 5]), WeightPacking.BF16)).ToArray<float>();
        float[] eighth = x.Linear(Weight(Tensor.Of<float>(w, [7, 5]), WeightPacking.Int8)).ToArray<float>();
        Assert.Equal(value, wide[3]);
        Assert.Equal(value, half[3]);
        Assert.Equal(float.NaN, eighth[3]);
        for (int o = 0; o < 7; o++)
            if (o != 3)
            {
                Assert.Equal(wide[o], half[o], 0.2f);
                Assert.Equal(wide[o], eighth[o], 0.2f);
            }
    }

    [Theory]
    [InlineData(WeightPacking.BF16)]
    [InlineData(WeightPacking.Int8)]
    public void Bits_do_not_depend_on_threads(WeightPacking form)
    {
        int before = Device.Cpu.Threads;
        try
        {
            foreach (var (rows, outputs, inputs) in new[] { (1, 515, 513), (4, 130, 517), (33, 513, 65) })
            {
                float[]? alone = null;
                foreach (int threads in new[] { 1, 2, 3 })
                {
                    Device.Cpu.Threads = threads;
                    float[] y = Normal(9, rows, inputs).Linear(Weight(Normal(10, outputs, inputs), form), Normal(11, outputs)).ToArray<float>();
                    Assert.Equal(alone ??= y, y);
                }
            }
        }
        finally
        {
            Device.Cpu.Threads = before;
        }
    }

    [Fact]
    public void Rows_of_the_parameter_share_its_copy_and_columns_do_not_use_it()
    {
        var (x, w) = (Normal(12, 2, 21), Normal(13, 11, 21));
        foreach (var form in new[] { WeightPacking.BF16, WeightPacking.Int8 })
        {
            var weight = Weight(w, form);
            float[] all = x.Linear(weight)[.., 3..9].Contiguous().ToArray<float>();
            object copy = weight.Value.View.Storage.Narrow!.Packed!;
            Assert.Equal(all, x.Linear(weight.Value[3..9]).ToArray<float>());
            Assert.Same(copy, weight.Value.View.Storage.Narrow!.Packed);
            Assert.Equal(x[.., 4..].Contiguous().Linear(w[.., 4..]).ToArray<float>(), x[.., 4..].Contiguous().Linear(weight.Value[.., 4..]).ToArray<float>());
            Assert.Equal(x.Linear(w[TensorIndex.Slice(.., 2)]).ToArray<float>(), x.Linear(weight.Value[TensorIndex.Slice(.., 2)]).ToArray<float>());
        }
    }

    [Theory]
    [InlineData(WeightPacking.BF16)]
    [InlineData(WeightPacking.Int8)]
    public void Many_rows_and_tapes_use_the_values_themselves(WeightPacking form)
    {
        var w = Normal(14, 60, 70);
        var weight = Weight(w, form);
        var many = Normal(15, 300, 70);
        Assert.Equal(many.Linear(w).ToArray<float>(), many.Linear(weight).ToArray<float>());
        var few = Normal(16, 3, 70);
        float[] narrow = few.Linear(weight).ToArray<float>(), wide = few.Linear(w).ToArray<float>();
        Assert.NotEqual(wide, narrow);                           // so that the rest says something

        var (value, dx, dw) = OnTape(few, weight);
        var (plainValue, plainDx, plainDw) = OnTape(few, Weight(w, WeightPacking.F32));
        Assert.Equal(wide, value);
        Assert.Equal((plainValue, plainDx, plainDw), (value, dx, dw), Bits);
        Assert.Equal(narrow, few.Linear(weight).ToArray<float>());
    }

    private static bool Bits((float[] A, float[] B, float[] C) x, (float[] A, float[] B, float[] C) y) =>
        x.A.SequenceEqual(y.A) && x.B.SequenceEqual(y.B) && x.C.SequenceEqual(y.C);

    private static (float[] Value, float[] InputGradient, float[] WeightGradient) OnTape(Tensor x, Parameter weight)
    {
        using var tape = Tape.Start(Mode.Evaluate);
        tape.Watch(x);
        var y = x.Linear(weight);
        var g = tape.Backward((y * y).Sum());
        return (y.ToArray<float>(), g[x].ToArray<float>(), g[weight.Value].ToArray<float>());
    }

    internal static Parameter Weight(Tensor value, WeightPacking form)
    {
        var p = new Parameter(value.Shape, Init.Constant(0)) { Packing = form };
        p.Assign(value);
        return p;
    }

    private static Tensor Normal(ulong stream, params int[] shape) => Agreement.Normal(DType.F32, stream, shape);

    private static float[] Row(Tensor t, int row) => t[row].ToArray<float>();

    private static double[] Floats(Tensor t) => t.To(DType.F64).ToArray<double>();

    private static double[] Exact(Tensor x, Tensor w, Tensor? b) => x.To(DType.F64).Linear(w.To(DType.F64), b?.To(DType.F64)).ToArray<double>();

    private static IEnumerable<float> Rounded(WeightPacking form, float[] row)
    {
        float scale = row.Max(MathF.Abs) / 127;
        return row.Select(w => form == WeightPacking.BF16 ? (BFloat16)w : scale * MathF.Round(w / scale));
    }
}
