namespace Nabla;

public abstract partial class Backend
{
    /// <summary>y[i] = the distribution's number of element i in row-major order; y is row-major.</summary>
    public abstract void Draw(Distribution distribution, in Philox random, in View y);
}
