namespace Nabla;

public abstract partial class Backend
{
    /// <summary>mask (U8, row-major) = 1 where the uniform random number of that index is p or more, else 0.</summary>
    public abstract void DropoutMask(in Philox random, double p, in View mask);

    /// <summary>y = x · mask · scale for a row-major mask of 0 and 1.</summary>
    public abstract void ScaleMasked(in View x, in View mask, double scale, in View y);
}
