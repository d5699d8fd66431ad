namespace Nabla.Nn;

/// <summary>Copies of modules.</summary>
public static class Copying
{
    /// <summary>A second module with the same values: parameters, buffers, what is frozen and how weights are packed; what is tied in the one is tied in the other.</summary>
    /// <remarks>Only its own constructor can make a module, so it is given: <c>model.Copy(() => new LeNet5())</c>. Options must be the same; an error says where the structure differs.</remarks>
    public static TModule Copy<TModule>(this TModule module, Func<TModule> make)
        where TModule : Module
    {
        var copy = make() ?? throw new NablaException("copy", $"the function gave null; a new {typeof(TModule).Name} was expected. Let it call the constructor.");
        string[] from = [.. module.Names().Select(n => string.Join(" = ", n))], to = [.. copy.Names().Select(n => string.Join(" = ", n))];
        if (from.Except(to).Concat(to.Except(from)).FirstOrDefault() is { } name)
            throw new NablaException("copy", $"{name} is in only one of the {typeof(TModule).Name} and the new one. Make the new one with the same options.");
        if (module.Parameters().Select(p => p.Parameter).Intersect(copy.Parameters().Select(p => p.Parameter)).Any())
            throw new NablaException("copy", $"the new {typeof(TModule).Name} shares parameters with the first. Make a new one with parameters of its own.");
        copy.Load(module.State());
        copy.Frozen = module.Frozen;
        foreach (var ((_, a), (_, b)) in module.Modules().Zip(copy.Modules()))
            b.Frozen = a.Frozen;
        foreach (var ((_, a), (_, b)) in module.Parameters().Zip(copy.Parameters()))
            (b.Frozen, b.Packing) = (a.FrozenByItself, a.Packing);
        return copy;
    }
}
