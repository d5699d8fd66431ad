using Nabla.Io;
using Nabla.Optim;

namespace Nabla.Tests.Proof;

/// <summary>Every optimizer walks where libtorch's walks, for 50 steps.</summary>
public class OptimizerFixtureTests
{
    private static readonly Dictionary<string, Tensor> Recorded = SafeTensors.Load(Repository.PathOf("tests", "Fixtures", "optimizer.safetensors"));

    public static TheoryData<string> Rows => [.. OptimizerTable.Rows.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Agrees_with_libtorch(string row)
    {
        Assert.True(Recorded.ContainsKey($"{row}|losses"), $"libtorch's steps of {row} are not recorded. Add it to tests/Fixtures.Generator/Optimizers.cs and run tests/Fixtures.Generator/generate.");
        Input[] problem = [.. Enumerable.Range(0, 4).Select(i => Recorded[$"x{i}"]).Select(x => new Input(x.Shape, Run.Doubles(x), x.DType == DType.F32 ? null : x.DType))];
        foreach (var (type, tolerance) in new[] { (DType.F64, 1e-9), (DType.F32, OptimizerTable.Rows[row].Single) })
        {
            var (losses, weight, bias) = OptimizerTable.Run(row, problem, type);
            Close.Check($"{row}, {type}, losses", losses, Run.Doubles(Recorded[$"{row}|losses"]), tolerance);
            Close.Check($"{row}, {type}, weight after {OptimizerTable.Steps} steps", weight, Run.Doubles(Recorded[$"{row}|weight"]), tolerance);
            Close.Check($"{row}, {type}, bias after {OptimizerTable.Steps} steps", bias, Run.Doubles(Recorded[$"{row}|bias"]), tolerance);
        }
    }

    [Fact]
    public void Every_optimizer_has_a_row() =>
        Assert.DoesNotContain(typeof(Optimizer).Assembly.GetExportedTypes(), t => t.IsSubclassOf(typeof(Optimizer)) && !t.IsAbstract
            && !OptimizerTable.Rows.Any(r => r.Key.Split(':')[0] == t.Name && Calls.In(r.Value.Make.Method).Any(c => c.DeclaringType == t)));
}
