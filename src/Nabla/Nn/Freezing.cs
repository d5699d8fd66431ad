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
        foreach (var parameter in Glob.Parameters("freeze", model, pattern))
            parameter.Frozen = true;
        foreach (var (_, module) in model.Modules())
            if (module.ParameterCount > 0 && module.Parameters().All(p => p.Parameter.Frozen))
                module.Frozen = true;
    }
}
