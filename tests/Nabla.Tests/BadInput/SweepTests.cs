namespace Nabla.Tests.BadInput;

/// <summary>Every row of the op table with operands that do not fit: it works or says what is wrong, and nothing else happens.</summary>
public class SweepTests
{
    private const int Trials = 150;
    private static readonly DType[] Types = Enum.GetValues<DType>();

    public static TheoryData<string> Rows => [.. OpTable.Rows.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Any_shapes_work_or_are_refused(string name)
    {
        var row = OpTable.Rows[name];
        var random = new Random(1);
        for (int trial = 0; trial < Trials; trial++)
        {
            var inputs = row.Draw(0);
            for (int i = 0; i < row.Cases[0].Length; i++)
                if (random.Next(3) > 0)
                    inputs[i] = new(new Shape([.. Enumerable.Range(0, random.Next(7)).Select(_ => random.Next(4))]), [], inputs[i].Type);
            Try(row, [.. inputs.Select(i => Filled(i, i.TypeIn(DType.F32), random))]);
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Any_element_types_work_or_are_refused(string name)
    {
        var row = OpTable.Rows[name];
        var random = new Random(1);
        for (int trial = 0; trial < Trials; trial++)
        {
            int k = 0;
            Try(row, [.. row.Draw(0).Select(i => Filled(i, k++ < row.Cases[0].Length && random.Next(3) > 0 ? Types[random.Next(Types.Length)] : i.TypeIn(DType.F32), random))]);
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_null_operand_works_or_is_refused(string name)
    {
        var row = OpTable.Rows[name];
        for (int k = 0; k < row.Cases[0].Length; k++)
        {
            var x = Array.ConvertAll(row.Draw(0), i => Filled(i, i.TypeIn(DType.F32), null));
            x[k] = null!;
            Try(row, x);
        }
    }

    private static void Try(Op row, Tensor[] x)
    {
        using var tape = Tape.Start(row.Mode, seed: 7);
        try
        {
            _ = row.Apply(x);
        }
        catch (NablaException e)
        {
            Assert.Matches(Style, e.Message);
        }
        catch (NullReferenceException e) when (e.TargetSite?.Module == row.Function.Method.Module)
        {
            // C#'s own: a method was called on null.
        }
        catch (Exception e)
        {
            Assert.Fail($"{row} of {string.Join(", ", x.Select(t => t is null ? "null" : $"{t.DType} {t.Shape}"))} failed with {e}");
        }
    }

    /// <summary>"op: what was found, what was expected. The fix."</summary>
    private const string Style = @"^[a-z_0-9.]+: .+[.;:] [A-Z].*\.( \[in .+\])?$";

    // Small numbers; of index types some that lie outside.
    private static Tensor Filled(Input input, DType type, Random? random)
    {
        var values = input.Values.Length == input.Shape.Count && random?.Next(2) != 0 ? input.Values
            : [.. Enumerable.Range(0, (int)input.Shape.Count).Select(_ => (double)(random?.Next(-1, 7) ?? 0))];
        return Tensor.Of<double>(values, input.Shape).To(type);
    }
}
