namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>True when no element is NaN or infinite; always true of integers.</summary>
    public bool AllFinite()
    {
        if (!DType.IsFloat() && !DType.IsStorage())
            return true;
        using var scope = new Scope();
        // x · 0 is 0 for finite x, else NaN, and a sum carries NaN through; no finite sum can overflow on the way.
        return ((DType.IsStorage() ? Detach().To(DType.F32) : Detach()) * 0).Sum().Item() == 0;
    }
}
