namespace Nabla.Bench.Networks;

/// <summary>ResNet-18 and ResNet-50 (He et al. 2016, table 1), as torchvision has them.</summary>
/// <param name="blocks">Blocks of the four stages.</param>
/// <param name="bottleneck">1×1, 3×3, 1×1 in a block, else two 3×3.</param>
internal sealed class ResNetGraph(int[] blocks, bool bottleneck) : Network
{
    private const double Epsilon = 1e-5;

    internal override T Build<T>(Builder<T> b, T x)
    {
        x = b.Relu(b.ConvolutionNorm(x, "conv1", "bn1", stride: 2, padding: 3, groups: 1, Epsilon));
        x = b.MaxPool(x);
        for (int stage = 1; stage <= 4; stage++)
            for (int i = 0; i < blocks[stage - 1]; i++)
            {
                int stride = stage > 1 && i == 0 ? 2 : 1;
                string path = $"layer{stage}.{i}";
                var y = bottleneck ? Bottleneck(b, x, path, stride) : Basic(b, x, path, stride);
                bool projects = stride == 2 || (bottleneck && i == 0);
                x = b.Relu(b.Add(y, projects ? b.ConvolutionNorm(x, $"{path}.downsample.0", $"{path}.downsample.1", stride, padding: 0, groups: 1, Epsilon) : x));
            }

        return b.Linear(b.Flatten(b.Mean(x)), "fc");
    }

    private static T Basic<T>(Builder<T> b, T x, string path, int stride)
    {
        x = b.Relu(b.ConvolutionNorm(x, $"{path}.conv1", $"{path}.bn1", stride, padding: 1, groups: 1, Epsilon));
        return b.ConvolutionNorm(x, $"{path}.conv2", $"{path}.bn2", stride: 1, padding: 1, groups: 1, Epsilon);
    }

    private static T Bottleneck<T>(Builder<T> b, T x, string path, int stride)
    {
        x = b.Relu(b.ConvolutionNorm(x, $"{path}.conv1", $"{path}.bn1", stride: 1, padding: 0, groups: 1, Epsilon));
        x = b.Relu(b.ConvolutionNorm(x, $"{path}.conv2", $"{path}.bn2", stride, padding: 1, groups: 1, Epsilon));
        return b.ConvolutionNorm(x, $"{path}.conv3", $"{path}.bn3", stride: 1, padding: 0, groups: 1, Epsilon);
    }
}
