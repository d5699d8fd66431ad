using Nabla.Io;

namespace Nabla.Tests.Proof;

/// <summary>libtorch's recorded answers: tests/Fixtures/README.md.</summary>
internal static class Fixtures
{
    private static readonly Lazy<ILookup<string, Answer>> ByRow = new(() => OpTable.Topics.Keys
        .Select(t => Repository.PathOf("tests", "Fixtures", $"{t}.safetensors")).Where(File.Exists)
        .SelectMany(Load).ToLookup(a => a.Row));

    /// <summary>What libtorch answered to a row, case by case; nothing when it was not asked.</summary>
    internal static IEnumerable<Answer> Of(string row) => ByRow.Value[row];

    private static IEnumerable<Answer> Load(string path)
    {
        var tensors = SafeTensors.Load(path);
        return tensors.Keys.Where(k => k.EndsWith("|y", StringComparison.Ordinal)).Select(k => Read(k[..^2], tensors)).ToList();
    }

    private static Answer Read(string key, Dictionary<string, Tensor> tensors)
    {
        var inputs = new List<Input>();
        var gradients = new List<double[]?>();
        for (int i = 0; tensors.TryGetValue($"{key}|x{i}", out var x); i++)
        {
            inputs.Add(new(x.Shape, Run.Doubles(x), x.DType == DType.F32 ? null : x.DType));
            gradients.Add(tensors.TryGetValue($"{key}|dx{i}", out var dx) ? Run.Doubles(dx) : null);
        }

        var y = tensors[$"{key}|y"];
        int bar = key.LastIndexOf('|');
        return new(key[..bar], key[(bar + 1)..], [.. inputs], new(y.Shape, y.DType, Run.Doubles(y), [.. gradients]));
    }
}

/// <summary>One recorded case: the inputs, and the output and gradients in float64.</summary>
internal sealed record Answer(string Row, string Case, Input[] Inputs, Run Expected)
{
    internal bool IsExtreme => Case == "extreme";
}
