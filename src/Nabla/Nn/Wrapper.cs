namespace Nabla.Nn;

/// <summary>A module around another, whose parts keep their paths: what it does before and after the other learns nothing.</summary>
/// <param name="inner">The other; its <c>Forward</c> is called in <c>Compute</c>.</param>
public abstract class Wrapper<TIn, TOut>(Module inner) : Module<TIn, TOut>
{
    /// <summary>Those of the module inside.</summary>
    protected internal sealed override Members Members => inner.Members;
}
