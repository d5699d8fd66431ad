using Nabla;
using Nabla.Io;
using Nabla.Nn;

namespace PublishedWeights;

/// <summary>The digit classifier of Burn's example "import-model-weights", 376,870 parameters: three convolutions, two linear layers, two batch norms.</summary>
public sealed class BurnCnn : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = new(1, 8, kernel: 3), conv2 = new(8, 16, kernel: 3), conv3 = new(16, 24, kernel: 3);
    private readonly BatchNorm2d norm1 = new(24);
    private readonly Linear fc1 = new(24 * 22 * 22, 32), fc2 = new(32, 10);
    private readonly BatchNorm1d norm2 = new(10);

    /// <inheritdoc/>
    protected override Members Members =>
        [("conv1", conv1), ("conv2", conv2), ("conv3", conv3), ("norm1", norm1), ("fc1", fc1), ("fc2", fc2), ("norm2", norm2)];

    /// <summary>Reads a safetensors file.</summary>
    public static BurnCnn Load(string file)
    {
        var model = new BurnCnn();
        model.Load(SafeTensors.Load(file));
        return model;
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x)                            // (N, 1, 28, 28), pixels 0 … 1
    {
        x = (x - 0.1307) / 0.3081;
        x = conv1.Forward(x).Relu();                                       // (N, 8, 26, 26)
        x = conv2.Forward(x).Relu();                                       // (N, 16, 24, 24)
        x = norm1.Forward(conv3.Forward(x).Relu());                        // (N, 24, 22, 22)
        x = fc1.Forward(x.Flatten(1)).Relu();                              // (N, 32)
        return norm2.Forward(fc2.Forward(x)).LogSoftmax();                 // log-probabilities (N, 10)
    }
}
