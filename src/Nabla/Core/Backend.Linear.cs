namespace Nabla;

public abstract partial class Backend
{
    /// <summary>y (…, O) = x (…, I) · w (O, I)ᵀ + bias (O).</summary>
    public abstract void Linear(in View x, in View w, View? bias, in View y);

    /// <summary>dx (…, I) = dy (…, O) · w (O, I).</summary>
    public abstract void LinearGradInput(in View dy, in View w, in View dx);

    /// <summary>dw (O, I) = dyᵀ · x, summed over all dimensions but the last.</summary>
    public abstract void LinearGradWeight(in View x, in View dy, in View dw);

    /// <summary>db (O) = Σ dy (…, O) over all dimensions but the last.</summary>
    public abstract void LinearGradBias(in View dy, in View db);
}
