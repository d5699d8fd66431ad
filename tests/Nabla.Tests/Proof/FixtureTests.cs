namespace Nabla.Tests.Proof;

/// <summary>Agreement with libtorch: to 1e-9 in float64, to the row's tolerance (1e-5) in float32.</summary>
public class FixtureTests
{
    private const double Exact = 1e-9, Vanishing = 1e-6, Largest = 1e38;

    public static TheoryData<string> Rows => [.. OpTable.Rows.Values.Where(r => r.NoFixture is null).Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Agrees_with_libtorch(string name)
    {
        var row = OpTable.Rows[name];
        var answers = Fixtures.Of(name).ToList();
        Assert.True(answers.Count > 0, $"libtorch's answer to {name} is not recorded. Add a line to tests/Fixtures.Generator/Answers and run tests/Fixtures.Generator/generate, or say in the row why there is none (NoFixture).");
        foreach (var answer in answers)
            if (answer.IsExtreme)
                Extreme(row, answer);
            else
                Ordinary(row, answer);
    }

    [Fact]
    public void A_row_has_an_answer_or_a_reason_not_both() =>
        Assert.DoesNotContain(OpTable.Rows.Values, r => r.NoFixture is not null && Fixtures.Of(r.Name).Any());

    [Fact]
    public void Fixtures_stay_small() =>
        Assert.InRange(Directory.EnumerateFiles(Repository.PathOf("tests", "Fixtures")).Sum(f => new FileInfo(f).Length), 100_000, 20_000_000);

    private static void Ordinary(Op row, Answer answer)
    {
        foreach (var (type, tolerance) in new[] { (DType.F64, Exact), (DType.F32, row.Tolerance.Value) })
        {
            string what = $"{row}, case {answer.Case} {Proofs.Show(answer.Inputs)}, {type} against libtorch";
            var run = Run.Of(row, answer.Inputs, type);
            Assert.True(run.Shape == answer.Expected.Shape, $"{what}: the output has shape {run.Shape}, {answer.Expected.Shape} was expected");
            Close.Check($"{what}, output", run.Output, answer.Expected.Output, run.Type == DType.F32 ? Math.Max(1e-5, tolerance) : tolerance);
            for (int i = 0; i < answer.Inputs.Length; i++)
            {
                if (answer.Expected.Gradients[i] is not { } expected)
                    continue;
                Assert.True(run.Gradients[i] is not null, $"{what}: input {i} got no gradient");
                Close.Check($"{what}, gradient of input {i}", run.Gradients[i]!, expected, tolerance);
            }
        }
    }

    /// <summary>Element by element, relative to each; in float32 what overflows or vanishes there is infinite or zero.</summary>
    /// <remarks>
    /// Gradients at NaN are left out: libtorch gives 0, 1 or NaN, without a rule. In float32 a gradient may vanish from where
    /// y itself has come to its limit (σ' at 20), and overflow one factor before its value does: y(1 − y), 1 − y² and p − 1 are
    /// formed from the rounded result, as libtorch's float32 forms them, which leaves them an absolute 1e-6 (docs/Formulas.md, "Tolerances").
    /// </remarks>
    private static void Extreme(Op row, Answer answer)
    {
        var (exact, fast) = (Run.Of(row, answer.Inputs, DType.F64), Run.Of(row, answer.Inputs, DType.F32));
        bool pointwise = answer.Expected.Output.Length == answer.Inputs[0].Values.Length;
        bool Alike(int i) => !pointwise || row.Unlike is not { } unlike || !unlike.At(At(i));
        double[] At(int i) => Array.ConvertAll(answer.Inputs, x => x.Values[i]);

        string what = $"{row}, extreme, against libtorch";
        Close.CheckEach($"{what}, F64", exact.Output, answer.Expected.Output, Exact, double.Epsilon, Alike);
        Close.CheckEach($"{what}, F32", fast.Output, [.. answer.Expected.Output.Select(v => (double)(float)v)], row.Tolerance.Value, 1.2e-38, Alike);
        for (int k = 0; k < answer.Inputs.Length; k++)
            if (answer.Expected.Gradients[k] is { } expected)
            {
                Close.CheckEach($"{what}, F64, gradient of input {k}", exact.Gradients[k]!, expected, Exact, row.Rounded.Value, i => Alike(i) && !At(i).Any(double.IsNaN));
                Close.CheckEach($"{what}, F32, gradient of input {k}", fast.Gradients[k]!, [.. expected.Select(v => (double)(float)v)], row.Tolerance.Value, Vanishing, i => Alike(i) && !At(i).Any(double.IsNaN) && !(Math.Abs(expected[i]) > Largest));
            }
    }
}
