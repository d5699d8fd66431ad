using Nabla.Nn;

namespace Nabla.Tests.Nn;

public class ModelSummaryTests
{
    [Fact]
    public void Layers_shapes_parameters_and_work_are_those_of_the_formulas()
    {
        var inner = new Sequential(new Conv2d(3, 4, kernel: 3, padding: 1, groups: 1), new ReLU());
        var model = new Sequential(inner, new MaxPool2d(2), new Flatten(), new Linear(4 * 2 * 2, 5));
        model.Init(0);
        var s = ModelSummary.Of(model, [2, 3, 4, 4]);
        Assert.Equal(["0.0", "0.1", "1", "2", "3"], s.Layers.Select(l => l.Path));
        Assert.Equal(["Conv2d", "ReLU", "MaxPool2d", "Flatten", "Linear"], s.Layers.Select(l => l.Type));
        Assert.Equal([2, 4, 2, 2], s.Layers[2].Output);
        Assert.Equal([4 * 3 * 9 + 4, 0, 0, 0, 16 * 5 + 5], s.Layers.Select(l => l.Parameters));
        Assert.Equal([2 * 4 * 16 * 27, 0, 0, 0, 2 * 16 * 5], s.Layers.Select(l => l.MultiplyAdds));
        Assert.Equal((4 * 27 + 4 + 85L, 2 * 4 * 16 * 27 + 160L), (s.Parameters, s.MultiplyAdds));
        Assert.InRange(s.ActivationBytes, 4 * (2 * 64 + 2 * 64 + 2 * 16 + 10), 4 * (2 * 64 + 2 * 64 + 2 * 16 + 2 * 16 + 2 * 10));
    }

    [Fact]
    public void A_model_without_values_says_to_init() =>
        Assert.Contains("Call Init(seed)", Assert.Throws<NablaException>(() => ModelSummary.Of(new Sequential(new Linear(2, 2)), [1, 2])).Message);
}
