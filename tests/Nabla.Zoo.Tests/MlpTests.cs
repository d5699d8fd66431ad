using System.Text.RegularExpressions;
using Nabla.Tests;

namespace Nabla.Zoo.Tests;

public class MlpTests
{
    [Fact]
    public void Has_the_parameters_of_its_widths()
    {
        Assert.Equal(4 * 64 + 64 + 64 * 32 + 32 + 32 * 3 + 3, new Mlp(4, [64, 32], 3).ParameterCount);
        Assert.Equal(10 + 1, new Mlp(10, [], 1).ParameterCount);
    }

    [Fact]
    public void Every_activation_and_norm_gives_its_outputs()
    {
        using var scope = new Scope();
        foreach (string activation in Mlp.Activations)
            foreach (string norm in Mlp.Norms)
            {
                var model = new Mlp(5, [8, 8], 3, activation, norm, dropout: 0.2);
                model.Init(1);
                var y = model.Forward(Tensor.Ones([7, 5]));
                Assert.Equal([7, 3], y.Shape);
                Assert.True(y.AllFinite(), $"{activation} {norm}");
            }
    }

    [Fact]
    public void Every_activation_of_the_library_has_a_name()
    {
        var used = Mlp.Activations.SelectMany(a => new Mlp(2, [2], 1, a).Modules().Select(m => m.Module.GetType().Name)).ToHashSet();
        string[] all = [.. Regex.Matches(File.ReadAllText(Repository.PathOf("src", "Nabla", "Nn", "Activations.cs")), @"class (\w+)").Select(m => m.Groups[1].Value), "PReLU"];
        Assert.Equal(["Softmax", "LogSoftmax", "Identity"], all.Where(a => !used.Contains(a)));        // over an axis, and none
        Assert.Contains("gelu-tanh", Mlp.Activations);
        float[] x = [-1, 0.5f];
        float[] exact = Hidden("gelu"), tanh = Hidden("gelu-tanh");
        Assert.Equal(Tensor.Of(x).Gelu().ToArray<float>(), exact);
        Assert.Equal(Tensor.Of(x).GeluTanh().ToArray<float>(), tanh);
        Assert.NotEqual(exact, tanh);

        float[] Hidden(string activation)
        {
            var model = new Mlp(2, [2], 2, activation);
            Tensor eye = Tensor.Eye(2), zero = Tensor.Zeros([2]);
            model.Load(new Dictionary<string, Tensor> { ["layers.0.weight"] = eye, ["layers.0.bias"] = zero, ["layers.2.weight"] = eye, ["layers.2.bias"] = zero });
            return model.Forward(Tensor.Of<float>(x, [1, 2])).ToArray<float>();
        }
    }

    [Fact]
    public void A_linear_one_is_a_product_and_a_sum()
    {
        var model = new Mlp(2, [], 1);
        model.Load(new Dictionary<string, Tensor> { ["layers.0.weight"] = Tensor.Of(new float[,] { { 2, 3 } }), ["layers.0.bias"] = Tensor.Of(5f) });
        Assert.Equal([2 * 7 + 3 * 11 + 5f], model.Forward(Tensor.Of(new float[,] { { 7, 11 } })).ToArray<float>());
    }

    [Fact]
    public void Wrong_inputs_and_names_are_told()
    {
        var model = new Mlp(4, [8], 3);
        model.Init(0);
        Assert.Equal("mlp: inputs (2, 5): (N, 4) was expected. Give one row of 4 numbers a sample. [in Mlp]", Assert.Throws<ShapeException>(() => model.Forward(Tensor.Zeros([2, 5]))).Message);
        Assert.StartsWith("mlp: activation 'rleu' is not known. Did you mean 'relu'? Known: relu, ", Assert.Throws<RangeException>(() => new Mlp(4, [8], 3, "rleu")).Message);
    }
}
