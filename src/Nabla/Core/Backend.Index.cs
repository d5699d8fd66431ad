namespace Nabla;

public abstract partial class Backend
{
    /// <summary>y[i] = x[i with its entry at <paramref name="axis"/> replaced by index[i]]; the index (I64) is checked and has y's shape.</summary>
    public abstract void Gather(in View x, int axis, in View index, in View y);

    /// <summary>y[i with its entry at <paramref name="axis"/> replaced by index[i]] += x[i]: the adjoint of <see cref="Gather"/>.</summary>
    public abstract void ScatterAdd(in View x, int axis, in View index, in View y);
}
