namespace Nabla;

public abstract partial class Backend
{
    /// <summary>y = the maximum of x over the dimensions that have size 1 in y; none is empty; NaN wins.</summary>
    public abstract void Max(in View x, in View y);

    /// <summary>y = the minimum of x over the dimensions that have size 1 in y; none is empty; NaN wins.</summary>
    public abstract void Min(in View x, in View y);

    /// <summary>y (I64) = the index of the smallest element along <paramref name="axis"/>, which y lacks; the first of equals; NaN wins.</summary>
    public abstract void ArgMin(in View x, int axis, in View y);
}
