namespace Nabla.Bench.Networks;

/// <summary>EfficientNet-B0 (Tan and Le 2019, table 1) in evaluation: no dropout, no stochastic depth; torchvision's names.</summary>
internal sealed class EfficientNetGraph : Network
{
    private const double Epsilon = 1e-5;

    private static readonly (int Expansion, int Kernel, int Stride, int Input, int Output, int Layers)[] Stages =
        [(1, 3, 1, 32, 16, 1), (6, 3, 2, 16, 24, 2), (6, 5, 2, 24, 40, 2), (6, 3, 2, 40, 80, 3), (6, 5, 1, 80, 112, 3), (6, 5, 2, 112, 192, 4), (6, 3, 1, 192, 320, 1)];

    internal override T Build<T>(Builder<T> b, T x)
    {
        x = b.Silu(b.ConvolutionNorm(x, "features.0.0", "features.0.1", stride: 2, padding: 1, groups: 1, Epsilon));
        for (int s = 0; s < Stages.Length; s++)
            for (int i = 0; i < Stages[s].Layers; i++)
            {
                var stage = Stages[s];
                x = Block(b, x, $"features.{s + 1}.{i}.block", stage.Expansion, stage.Kernel, i == 0 ? stage.Stride : 1, i == 0 ? stage.Input : stage.Output, stage.Output);
            }

        x = b.Silu(b.ConvolutionNorm(x, "features.8.0", "features.8.1", stride: 1, padding: 0, groups: 1, Epsilon));
        return b.Linear(b.Flatten(b.Mean(x)), "classifier.1");
    }

    private static T Block<T>(Builder<T> b, T x, string path, int expansion, int kernel, int stride, int input, int output)
    {
        int inner = input * expansion, part = 0;
        var y = x;
        if (expansion > 1)
            y = b.Silu(Next(y, stride: 1, padding: 0, groups: 1));
        y = b.Silu(Next(y, stride, kernel / 2, groups: inner));
        string gate = $"{path}.{part++}";
        y = b.Multiply(y, b.Sigmoid(b.Convolution(b.Silu(b.Convolution(b.Mean(y), $"{gate}.fc1")), $"{gate}.fc2")));
        y = Next(y, stride: 1, padding: 0, groups: 1);
        return stride == 1 && input == output ? b.Add(x, y) : y;

        T Next(T from, int stride, int padding, int groups) =>
            b.ConvolutionNorm(from, $"{path}.{part}.0", $"{path}.{part++}.1", stride, padding, groups, Epsilon);
    }
}
