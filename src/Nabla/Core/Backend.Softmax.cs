namespace Nabla;

public abstract partial class Backend
{
    /// <summary>y = exp x / Σ exp x over the last dimension, shifted by the maximum so that it never overflows.</summary>
    public abstract void Softmax(in View x, in View y);

    /// <summary>dx = y · (dy − Σ y·dy) over the last dimension, where y = softmax(x).</summary>
    public abstract void SoftmaxGrad(in View y, in View dy, in View dx);

    /// <summary>y = x − log Σ exp x over the last dimension, shifted by the maximum so that it never overflows.</summary>
    public abstract void LogSoftmax(in View x, in View y);

    /// <summary>dx = dy − softmax(x) · Σ dy over the last dimension, where y = log softmax(x).</summary>
    public abstract void LogSoftmaxGrad(in View y, in View dy, in View dx);

    /// <summary>losses (N) = −log softmax(x)[n, label[n]] for x (N, C); norms (N, 2) = max x and log Σ exp (x − max x) of each row.</summary>
    public abstract void CrossEntropy(in View x, in View labels, in View losses, in View norms);

    /// <summary>dx (N, C) = (softmax(x) − one-hot(label)) · dlosses[n], with the norms that <see cref="CrossEntropy"/> gave.</summary>
    public abstract void CrossEntropyGrad(in View x, in View labels, in View norms, in View dlosses, in View dx);

    /// <summary>d (N) = log Σ exp x[n, c] over the classes c but label[n], less x[n, label[n]], for x (N, C); norms (N, 2) = max x and log Σ exp (x − max x) of those classes, −∞ both where none has a chance.</summary>
    public abstract void LogOdds(in View x, in View labels, in View d, in View norms);

    /// <summary>dx (N, C) = dd[n] · softmax over the classes but label[n], −dd[n] at the label, with the norms that <see cref="LogOdds"/> gave.</summary>
    public abstract void LogOddsGrad(in View x, in View labels, in View norms, in View dd, in View dx);

    /// <summary>y (I64) = the index of the largest element along <paramref name="axis"/>, which y lacks.</summary>
    public abstract void ArgMax(in View x, int axis, in View y);
}
