namespace Nabla;

public abstract partial class Backend
{
    /// <summary>y[k] = Σ x[0 … k] along one axis; sums of integers are I64.</summary>
    public abstract void CumSum(in View x, int axis, in View y);

    /// <summary>y[k] = Π x[0 … k] along one axis; products of integers are I64.</summary>
    public abstract void CumProd(in View x, int axis, in View y);

    /// <summary>dx from x, y = the cumulative product of x, and dy: dx[k] = y[k − 1] · Σ dy[j] · x[k + 1] ⋯ x[j] over j ≥ k.</summary>
    public abstract void CumProdGrad(in View x, in View y, in View dy, int axis, in View dx);

    /// <summary>y (I64) = the positions along one axis in the order of x's elements; equals keep their order, NaN is largest.</summary>
    public abstract void ArgSort(in View x, int axis, bool descending, in View y);
}
