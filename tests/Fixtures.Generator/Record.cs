using Nabla.Io;
using Nabla.Tests;
using TorchSharp;

namespace Nabla.Fixtures;

/// <summary>What libtorch answered in float64, under <c>row|case|x0</c>, <c>row|case|y</c>, <c>row|case|dx0</c>.</summary>
/// <remarks>Inputs are exact in float32 and saved so. The gradient of y is the ramp that the tests use.</remarks>
internal sealed class Record
{
    private readonly Dictionary<string, Tensor> tensors = [];

    /// <summary>Asks for a row's small cases, and its extreme ones.</summary>
    internal void Add(Op row, Func<torch.Tensor[], torch.Tensor> f)
    {
        for (int c = 0; c < row.Cases.Length; c++)
            if (row.Draw(c) is var inputs && inputs.Sum(i => i.Shape.Count) <= Op.Small)
                Add(row, $"{row.Name}|{c}", inputs, f);
        if (row.Extreme)
            Add(row, $"{row.Name}|extreme", row.DrawExtreme(), f);
        foreach (var (i, inputs) in row.Extremes.Index())
            Add(row, $"{row.Name}|extreme {i}", inputs, f);
    }

    internal void Save(string path) => SafeTensors.Save(path, tensors, Source);

    internal static Dictionary<string, string> Source { get; } = new() { ["source"] = "libtorch 2.10.0" };

    private void Add(Op row, string key, Input[] inputs, Func<torch.Tensor[], torch.Tensor> f)
    {
        using var scope = torch.NewDisposeScope();
        var x = inputs.Select(ToTorch).ToArray();
        var y = f(x);
        bool hasGradient = y.is_floating_point() && y.requires_grad;
        if (hasGradient)
            (y * torch.tensor(Op.Ramp(y.numel()), y.shape, torch.float64)).sum().backward();
        for (int i = 0; i < x.Length; i++)
        {
            tensors[$"{key}|x{i}"] = FromInput(inputs[i]);
            if (hasGradient && !row.Constant.Contains(i) && x[i].grad is { } dx)
                tensors[$"{key}|dx{i}"] = FromTorch(dx);
        }

        tensors[$"{key}|y"] = FromTorch(y);
    }

    /// <summary>Floats as float64 with a gradient, indices as int64 (libtorch takes no other), masks as they are.</summary>
    internal static torch.Tensor ToTorch(Input input)
    {
        long[] shape = [.. input.Shape.ToArray().Select(s => (long)s)];
        var x = torch.tensor(input.Values, shape, torch.float64);
        return input.Type switch
        {
            null => x.requires_grad_(),
            DType.Bool => x.to(torch.@bool),
            _ => x.to(torch.int64),
        };
    }

    internal static Tensor FromInput(Input input) => Tensor.Of<double>(input.Values, input.Shape).To(input.TypeIn(DType.F32));

    internal static Tensor FromTorch(torch.Tensor t)
    {
        Shape shape = new([.. t.shape.Select(s => (int)s)]);
        var type = t.dtype switch
        {
            torch.ScalarType.Float64 => DType.F64,
            torch.ScalarType.Int64 => DType.I64,
            torch.ScalarType.Bool => DType.Bool,
            var other => throw new InvalidOperationException($"libtorch answered in {other}; record float64, int64 or bool"),
        };
        double[] values = t.numel() == 0 ? [] : t.detach().to(torch.float64).contiguous().data<double>().ToArray();
        return Tensor.Of<double>(values, shape).To(type);
    }
}
