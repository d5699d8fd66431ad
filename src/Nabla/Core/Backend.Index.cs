namespace Nabla;

public abstract partial class Backend
{
    /// <summary>y[i] = x[i with its entry at <paramref name="axis"/> replaced by index[i]]; the index (I64) is checked and has y's shape.</summary>
    public abstract void Gather(in View x, int axis, in View index, in View y);

    /// <summary>y[i with its entry at <paramref name="axis"/> replaced by index[i]] += x[i]: the adjoint of <see cref="Gather"/>.</summary>
    public abstract void ScatterAdd(in View x, int axis, in View index, in View y);

    /// <summary>dx (V, D), row-major: row v = Σ dy[i] over the i, in their order, for which index[i] = v; but 0 for v = <paramref name="padding"/>. dy (n, D), index (n) of I64.</summary>
    public abstract void EmbeddingGrad(in View dy, in View index, int padding, in View dx);
}
