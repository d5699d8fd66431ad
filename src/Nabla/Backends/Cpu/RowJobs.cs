using Nabla.Backends.Reference;

namespace Nabla.Backends.Cpu;

/// <summary>y = log softmax(x), or softmax(x), row by row.</summary>
internal unsafe struct SoftmaxJob : IJob
{
    internal Rows X, Y;
    internal bool Log;

    public readonly void Run(int chunk)
    {
        for (int i = X.First(chunk); i < X.End(chunk); i++)
        {
            var (max, sum) = RowKernels.MaxAndSum(X[i], X.Length);
            if (Log)
                RowKernels.Shift(X[i], Y[i], X.Length, max, (float)Math.Log(sum));
            else
                RowKernels.ShiftedExp(X[i], Y[i], X.Length, max, 0, (float)(1 / sum));
        }
    }
}

/// <summary>dx = dy − softmax(x) · Σ dy, given y = log softmax(x).</summary>
internal unsafe struct LogSoftmaxGradJob : IJob
{
    internal Rows Y, Dy, Dx;

    public readonly void Run(int chunk)
    {
        for (int i = Y.First(chunk); i < Y.End(chunk); i++)
            RowKernels.LogSoftmaxGrad(Y[i], Dy[i], Dx[i], Y.Length, (float)RowKernels.Sum(Dy[i], Y.Length));
    }
}

/// <summary>dx = y · (dy − Σ y·dy), given y = softmax(x).</summary>
internal unsafe struct SoftmaxGradJob : IJob
{
    internal Rows Y, Dy, Dx;

    public readonly void Run(int chunk)
    {
        for (int i = Y.First(chunk); i < Y.End(chunk); i++)
            RowKernels.SoftmaxGrad(Y[i], Dy[i], Dx[i], Y.Length, (float)RowKernels.Dot(Y[i], Dy[i], Y.Length));
    }
}

/// <summary>loss = −log softmax(x)[label], and what the softmax is made of: the maximum and log Σ exp (x − maximum).</summary>
internal unsafe struct CrossEntropyJob : IJob
{
    internal Rows X;
    internal View Labels;
    internal float* Losses, Norms;

    public readonly void Run(int chunk)
    {
        for (int i = X.First(chunk); i < X.End(chunk); i++)
        {
            var (max, sum) = RowKernels.MaxAndSum(X[i], X.Length);
            float log = (float)Math.Log(sum);
            (Norms[2 * i], Norms[2 * i + 1]) = (max, log);
            Losses[i] = log - (X[i][Elements.GetInteger(Labels, i * Labels.Strides[0])] - max);
        }
    }
}

/// <summary>dx = (softmax(x) − one-hot(label)) · dloss.</summary>
internal unsafe struct CrossEntropyGradJob : IJob
{
    internal Rows X, Dx;
    internal View Labels;
    internal float* Norms, Losses;
    internal nint LossStep;

    public readonly void Run(int chunk)
    {
        for (int i = X.First(chunk); i < X.End(chunk); i++)
        {
            float dloss = Losses[i * LossStep];
            RowKernels.ShiftedExp(X[i], Dx[i], X.Length, Norms[2 * i], Norms[2 * i + 1], dloss);
            Dx[i][Elements.GetInteger(Labels, i * Labels.Strides[0])] -= dloss;
        }
    }
}
