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
