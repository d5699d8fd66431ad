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
        // Flatten copies, since images are stored channels-last.
        Assert.Equal([4 * 2 * 64, 4 * 2 * 64, 4 * 2 * 16, 4 * 2 * 16, 4 * 2 * 5], s.Layers.Select(l => l.ActivationBytes));
        Assert.Equal(4 * (128 + 128 + 32 + 32 + 10), s.ActivationBytes);
    }

    [Fact]
    public void A_model_without_values_says_to_init() =>
        Assert.Contains("Call Init(seed)", Assert.Throws<NablaException>(() => ModelSummary.Of(new Sequential(new Linear(2, 2)), [1, 2])).Message);

    private sealed class Attention : Module<(Tensor Query, Tensor Key), Tensor>
    {
        private readonly Linear project = new(4, 4, bias: false);

        protected internal override Members Members => [("project", project)];

        protected override Tensor Compute((Tensor Query, Tensor Key) x) => project.Forward(x.Query).MatMul(project.Forward(x.Key).T).Softmax();
    }

    [Fact]
    public void Products_between_layers_and_shared_layers_count_as_often_as_they_run()
    {
        var model = new Attention();
        model.Init(0);
        var s = ModelSummary.Of(model, (Tensor.Zeros([3, 4]), Tensor.Zeros([5, 4])));
        Assert.Equal(("project", 16L, (3 + 5) * 16L, 4 * 8 * 4L), (s.Layers[0].Path, s.Layers[0].Parameters, s.Layers[0].MultiplyAdds, s.Layers[0].ActivationBytes));
        Assert.Equal((16L, 8 * 16L + 3 * 5 * 4), (s.Parameters, s.MultiplyAdds));
        Assert.Equal(4 * (8 * 4 + 15 + 15), s.ActivationBytes);
    }

    [Fact]
    public void Prints_a_table()
    {
        var model = new Sequential(new Linear(300, 5), new Tanh());
        model.Init(0);
        Assert.Equal("""
            layer  type    output  parameters  multiply-adds  activations
            0      Linear  (2, 5)       1,505          3,000         40 B
            1      Tanh    (2, 5)           0              0         40 B
                                        1,505          3,000         80 B

            """, ModelSummary.Of(model, [2, 300]).ToString(), ignoreLineEndingDifferences: true);
    }
}
