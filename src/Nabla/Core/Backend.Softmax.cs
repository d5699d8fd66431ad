namespace Nabla;

public abstract partial class Backend
{
    /// <summary>y = x − log Σ exp x over the last dimension, shifted by the maximum so that it never overflows.</summary>
    public abstract void LogSoftmax(in View x, in View y);

    /// <summary>dx = dy − softmax(x) · Σ dy over the last dimension, where y = log softmax(x).</summary>
    public abstract void LogSoftmaxGrad(in View y, in View dy, in View dx);

    /// <summary>losses (N) = −y[n, label[n]] for y = log softmax (N, C).</summary>
    public abstract void PickLabels(in View y, in View labels, in View losses);

    /// <summary>dx (N, C) = (exp y − one-hot(label)) · dlosses[n].</summary>
    public abstract void CrossEntropyGrad(in View y, in View labels, in View dlosses, in View dx);

    /// <summary>y (I64) = the index of the largest element along <paramref name="axis"/>, which y lacks.</summary>
    public abstract void ArgMax(in View x, int axis, in View y);
}
