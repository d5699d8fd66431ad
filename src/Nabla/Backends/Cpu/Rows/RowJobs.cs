using Nabla.Backends.Reference;

namespace Nabla.Backends.Cpu;

/// <summary>y = log softmax(x), or softmax(x), row by row: the row stays in the nearest cache, and each exponential is computed once.</summary>
internal unsafe struct SoftmaxJob : IWideJob
{
    internal Rows X, Y;
    internal bool Log, Stream;

    public readonly void Run<V>(int chunk)
        where V : struct, IWide<V>
    {
        // What is streamed is written once: exponentials that are still to be scaled wait in a row of their own.
        float* row = Stream && !Log ? Scratch.Get(Scratch.Row, X.Length) : null;
        for (int i = X.First(chunk); i < X.End(chunk); i++)
        {
            float* y = Y[i], e = row == null ? y : row;
            float max = RowKernels<V>.Largest(X[i], X.Length);
            double sum = RowKernels<V>.Exp(X[i], Log ? null : e, X.Length, max, i + 1 < X.End(chunk) ? X[i + 1] : null);
            if (Log)
                RowKernels<V>.Shift(X[i], y, X.Length, max, (float)Math.Log(sum), Stream);
            else
                RowKernels<V>.Scale(e, y, X.Length, (float)(1 / sum), Stream);
        }

        if (Stream)
            Streaming.End();
    }
}

/// <summary>dx = dy − softmax(x) · Σ dy, given y = log softmax(x), or y · (dy − Σ y·dy), given y = softmax(x).</summary>
internal unsafe struct SoftmaxGradJob : IWideJob
{
    internal Rows Y, Dy, Dx;
    internal bool Log, Stream;

    public readonly void Run<V>(int chunk)
        where V : struct, IWide<V>
    {
        for (int i = Y.First(chunk); i < Y.End(chunk); i++)
        {
            float* dx = Dx[i];
            if (Log)
                RowKernels<V>.LogSoftmaxGrad(Y[i], Dy[i], dx, Y.Length, (float)RowKernels<V>.Dot(Dy[i], null, Y.Length), Stream);
            else
                RowKernels<V>.SoftmaxGrad(Y[i], Dy[i], dx, Y.Length, (float)RowKernels<V>.Dot(Dy[i], Y[i], Y.Length), Stream);
        }

        if (Stream)
            Streaming.End();
    }
}

/// <summary>loss = −log softmax(x)[label], and what the softmax is made of: the maximum and log Σ exp (x − maximum).</summary>
internal unsafe struct CrossEntropyJob : IWideJob
{
    internal Rows X;
    internal View Labels;
    internal float* Losses, Norms;

    public readonly void Run<V>(int chunk)
        where V : struct, IWide<V>
    {
        for (int i = X.First(chunk); i < X.End(chunk); i++)
        {
            float max = RowKernels<V>.Largest(X[i], X.Length), log = (float)Math.Log(RowKernels<V>.Exp(X[i], null, X.Length, max, i + 1 < X.End(chunk) ? X[i + 1] : null));
            (Norms[2 * i], Norms[2 * i + 1]) = (max, log);
            Losses[i] = log - (X[i][Elements.GetInteger(Labels, i * Labels.Strides[0])] - max);
        }
    }
}

/// <summary>dx = (softmax(x) − one-hot(label)) · dloss.</summary>
internal unsafe struct CrossEntropyGradJob : IWideJob
{
    internal Rows X, Dx;
    internal View Labels;
    internal float* Norms, Losses;
    internal nint LossStep;

    public readonly void Run<V>(int chunk)
        where V : struct, IWide<V>
    {
        for (int i = X.First(chunk); i < X.End(chunk); i++)
        {
            float dloss = Losses[i * LossStep];
            RowKernels<V>.ShiftedExp(X[i], Dx[i], X.Length, Norms[2 * i], Norms[2 * i + 1], dloss);
            Dx[i][Elements.GetInteger(Labels, i * Labels.Strides[0])] -= dloss;
        }
    }
}
