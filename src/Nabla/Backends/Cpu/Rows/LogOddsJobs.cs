using Nabla.Backends.Reference;

namespace Nabla.Backends.Cpu;

/// <summary>d = log Σ exp x over the classes but the label, less x[label]: the row before the label and the row behind it, each by the kernels of softmax.</summary>
internal unsafe struct LogOddsJob : IWideJob
{
    internal Rows X;
    internal View Labels;
    internal float* Odds, Norms;

    public readonly void Run<V>(int chunk)
        where V : struct, IWide<V>
    {
        for (int i = X.First(chunk); i < X.End(chunk); i++)
        {
            int label = (int)Elements.GetInteger(Labels, i * Labels.Strides[0]), rest = X.Length - label - 1;
            float* x = X[i], behind = x + label + 1;
            float max = MathF.Max(RowKernels<V>.Largest(x, label), RowKernels<V>.Largest(behind, rest));
            // Where all others are −∞, so is the sum's logarithm: no ∞ − ∞.
            float log = max == float.NegativeInfinity ? max : (float)Math.Log(RowKernels<V>.Exp(x, null, label, max, null) + RowKernels<V>.Exp(behind, null, rest, max, null));
            (Norms[2 * i], Norms[2 * i + 1]) = (max, log);
            Odds[i] = log + (max - x[label]);
        }
    }
}

/// <summary>dx = softmax of the others · dd, and −dd at the label.</summary>
internal unsafe struct LogOddsGradJob : IWideJob
{
    internal Rows X, Dx;
    internal View Labels;
    internal float* Norms, Odds;
    internal nint OddsStep;

    public readonly void Run<V>(int chunk)
        where V : struct, IWide<V>
    {
        for (int i = X.First(chunk); i < X.End(chunk); i++)
        {
            int label = (int)Elements.GetInteger(Labels, i * Labels.Strides[0]), from = label + 1, rest = X.Length - from;
            float max = Norms[2 * i], log = Norms[2 * i + 1], dd = Odds[i * OddsStep];
            float* x = X[i], dx = Dx[i];
            if (max == float.NegativeInfinity)
            {
                new Span<float>(dx, X.Length).Clear();
            }
            else
            {
                RowKernels<V>.ShiftedExp(x, dx, label, max, log, dd);
                RowKernels<V>.ShiftedExp(x + from, dx + from, rest, max, log, dd);
            }

            dx[label] = -dd;
        }
    }
}
