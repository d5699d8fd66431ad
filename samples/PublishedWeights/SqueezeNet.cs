using Nabla;
using Nabla.Io;
using Nabla.Nn;

namespace PublishedWeights;

/// <summary>SqueezeNet 1.1 (Iandola et al. 2016; 1.1 is the authors' later form), 1,235,496 parameters, named as torchvision's.</summary>
public sealed class SqueezeNet(int classes = 1000) : Module<Tensor, Tensor>
{
    private readonly Sequential features = new(                            // (N, 3, 224, 224)
        new Conv2d(3, 64, kernel: 3, stride: 2), new ReLU(),               // (N, 64, 111, 111)
        new MaxPool2d(3, stride: 2, ceil: true),                           // (N, 64, 55, 55)
        new Fire(64, 16, 64), new Fire(128, 16, 64),
        new MaxPool2d(3, stride: 2, ceil: true),                           // (N, 128, 27, 27)
        new Fire(128, 32, 128), new Fire(256, 32, 128),
        new MaxPool2d(3, stride: 2, ceil: true),                           // (N, 256, 13, 13)
        new Fire(256, 48, 192), new Fire(384, 48, 192), new Fire(384, 64, 256), new Fire(512, 64, 256));

    private readonly Sequential classifier = new(new Dropout(), new Conv2d(512, classes, kernel: 1), new ReLU());

    /// <inheritdoc/>
    protected override Members Members => [("features", features), ("classifier", classifier)];

    /// <summary>Reads a folder of arrays <c>NAME_conv0_weight.npy</c> … <c>NAME_conv25_bias.npy</c>, numbered in the order of the layers.</summary>
    public static SqueezeNet Load(string folder)
    {
        var model = new SqueezeNet();
        string[] layers = [.. model.Parameters().Select(p => p.Path[..p.Path.LastIndexOf('.')]).Distinct()];
        var state = new Dictionary<string, Tensor>();
        foreach (var (i, layer) in layers.Index())
            foreach (string part in new[] { "weight", "bias" })
                state[$"{layer}.{part}"] = Npy.Load(Directory.GetFiles(folder, $"*_conv{i}_{part}.npy").Single());
        model.Load(state);
        return model;
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => classifier.Forward(features.Forward(x)).GlobalAvgPool2d();

    /// <summary>A fire module: few channels, then many, half of them by 1×1 and half by 3×3.</summary>
    private sealed class Fire(int channels, int squeezed, int expanded) : Module<Tensor, Tensor>
    {
        private readonly Conv2d squeeze = new(channels, squeezed, kernel: 1);
        private readonly Conv2d expand1x1 = new(squeezed, expanded, kernel: 1), expand3x3 = new(squeezed, expanded, kernel: 3, padding: 1);

        protected override Members Members => [("squeeze", squeeze), ("expand1x1", expand1x1), ("expand3x3", expand3x3)];

        protected override Tensor Compute(Tensor x)
        {
            x = squeeze.Forward(x).Relu();
            return Tensor.Concat([expand1x1.Forward(x), expand3x3.Forward(x)], axis: 1).Relu();
        }
    }
}
