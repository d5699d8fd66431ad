namespace Nabla.Nn;

/// <summary>Freezing by path.</summary>
public static class Freezing
{
    /// <summary>Freezes the parameters whose paths match, and every module with none left to train: batch norm in it keeps its statistics, dropout rests.</summary>
    /// <param name="model">The model.</param>
    /// <param name="pattern"><c>layer1.*</c>: <c>*</c> stands for any characters, dots too, <c>?</c> for one.</param>
    /// <exception cref="RangeException">Nothing matches.</exception>
    /// <example><code>
    /// model.Freeze("conv1.*");
    /// model.Freeze("layer?.*");
    /// </code></example>
    public static void Freeze(this Module model, string pattern)
    {
        if (pattern is null)
            throw new NablaException("freeze", "the pattern is null; one of paths was expected, such as 'layer1.*'. Give one.");
        var all = model.Parameters().ToList();
        if (!all.Any(p => Glob.Matches(pattern, p.Path)))
            throw new RangeException("freeze", $"no parameter's path matches '{pattern}'. Near: {string.Join(", ", all.Select(p => p.Path).OrderBy(p => Glob.Distance(pattern, p)).Take(3))}.");
        foreach (var (path, parameter) in all)
            if (Glob.Matches(pattern, path))
                parameter.Frozen = true;
        foreach (var (_, module) in model.Modules())
            if (module.ParameterCount > 0 && module.Parameters().All(p => p.Parameter.Frozen))
                module.Frozen = true;
    }
}
