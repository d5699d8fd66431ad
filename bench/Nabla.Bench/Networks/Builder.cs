namespace Nabla.Bench.Networks;

/// <summary>The operations of an image network on one engine, weights by torchvision's names.</summary>
/// <typeparam name="T">What the engine calls a value.</typeparam>
internal abstract class Builder<T>
{
    /// <summary>A convolution without bias, then batch norm.</summary>
    internal abstract T ConvolutionNorm(T x, string convolution, string norm, int stride, int padding, int groups, double epsilon);

    /// <summary>A 1×1 convolution with bias.</summary>
    internal abstract T Convolution(T x, string name);

    internal abstract T Linear(T x, string name);                     // (N, I) → (N, O)

    internal abstract T Relu(T x);

    internal abstract T Sigmoid(T x);

    internal virtual T Silu(T x) => Multiply(x, Sigmoid(x));

    internal abstract T Add(T x, T y);

    internal abstract T Multiply(T x, T y);

    internal abstract T MaxPool(T x);                                 // 3×3, stride 2, padding 1

    internal abstract T Mean(T x);                                    // (N, C, H, W) → (N, C, 1, 1)

    internal abstract T Flatten(T x);                                 // (N, C, 1, 1) → (N, C)
}

/// <summary>A network that any engine can build: the same graph for all.</summary>
internal abstract class Network
{
    /// <summary>Images (N, 3, H, W) → logits (N, 1000).</summary>
    internal abstract T Build<T>(Builder<T> b, T x);
}
