namespace Nabla;

public abstract partial class Backend
{
    /// <summary>mask (U8, row-major) = 1 where the uniform random number of that index is p or more, else 0.</summary>
    public abstract void DropoutMask(in Philox random, double p, in View mask);

    /// <summary>y = x · mask · scale for a mask (U8) of 0 and 1 in the shape of x, expanded where channels or samples drop whole.</summary>
    public abstract void ScaleMasked(in View x, in View mask, double scale, in View y);
}
