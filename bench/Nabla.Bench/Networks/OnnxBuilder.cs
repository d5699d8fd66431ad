using Nabla.Bench.Engines;

namespace Nabla.Bench.Networks;

/// <summary>Writes each operation as nodes of an ONNX graph; values are their names. ONNX Runtime folds batch norm by itself.</summary>
internal sealed class OnnxBuilder(OnnxGraph graph, IReadOnlyDictionary<string, Tensor> weights) : Builder<string>
{
    private readonly HashSet<string> written = [];
    private int values;

    internal override string ConvolutionNorm(string x, string convolution, string norm, int stride, int padding, int groups, double epsilon) =>
        Node(new("BatchNormalization", [("epsilon", (float)epsilon)]), Convolve(x, convolution, null, stride, padding, groups),
            Weight($"{norm}.weight"), Weight($"{norm}.bias"), Weight($"{norm}.running_mean"), Weight($"{norm}.running_var"));

    internal override string Convolution(string x, string name) => Convolve(x, name, Weight($"{name}.bias"), 1, 0, 1);

    internal override string Linear(string x, string name) => Node(new("Gemm", [("transB", 1)]), x, Weight($"{name}.weight"), Weight($"{name}.bias"));

    internal override string Relu(string x) => Node(new("Relu"), x);

    internal override string Sigmoid(string x) => Node(new("Sigmoid"), x);

    internal override string Add(string x, string y) => Node(new("Add"), x, y);

    internal override string Multiply(string x, string y) => Node(new("Mul"), x, y);

    internal override string MaxPool(string x) => Node(new("MaxPool", [("kernel_shape", new[] { 3, 3 }), ("strides", new[] { 2, 2 }), ("pads", new[] { 1, 1, 1, 1 })]), x);

    internal override string Mean(string x) => Node(new("GlobalAveragePool"), x);

    internal override string Flatten(string x) => Node(new("Flatten", [("axis", 1)]), x);

    private string Convolve(string x, string name, string? bias, int stride, int padding, int groups)
    {
        int kernel = weights[$"{name}.weight"].Shape[^1];
        var node = new OnnxNode("Conv", [("kernel_shape", new[] { kernel, kernel }), ("pads", new[] { padding, padding, padding, padding }), ("strides", new[] { stride, stride }), ("group", groups)]);
        return bias is null ? Node(node, x, Weight($"{name}.weight")) : Node(node, x, Weight($"{name}.weight"), bias);
    }

    private string Weight(string name)
    {
        if (written.Add(name))
            graph.Weight(name, weights[name].Shape.ToArray(), weights[name].ToArray<float>());
        return name;
    }

    private string Node(OnnxNode node, params string[] from)
    {
        string to = $"v{values++}";
        graph.Node(node, from, to);
        return to;
    }
}
