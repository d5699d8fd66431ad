namespace Nabla.Nn;

/// <summary>Penalties for large parameters, to be added to a loss inside its tape.</summary>
/// <remarks>
/// Without a pattern they take weights, but not biases nor the gains and shifts of norms (<see cref="Parameter.Decays"/>),
/// as <c>ParameterGroups.DecayMatricesOnly</c> does. A shared parameter counts once. L2 with λ is, for plain SGD, a weight
/// decay of 2λ; optimizers that scale their steps scale a penalty's gradient too, but not decoupled decay
/// (Loshchilov and Hutter 2019).
/// </remarks>
/// <example><code>
/// var loss = Loss.CrossEntropy(model.Forward(x), y) + Penalty.L2(model, 1e-4);
/// </code></example>
public static class Penalty
{
    /// <summary>λ·Σ w², whose gradient is 2λ·w. Krogh and Hertz 1992, whose λ is twice this one.</summary>
    /// <param name="module">Whose parameters.</param>
    /// <param name="strength">λ, 0 or more.</param>
    /// <param name="pattern">Paths: <c>*</c> stands for any characters, <c>?</c> for one; all weights when not given.</param>
    public static Tensor L2(Module module, double strength, string? pattern = null) => L2(module, strength, Where("l2", module, pattern));

    /// <summary>λ·Σ w² over the parameters that <paramref name="where"/> accepts, by path and parameter.</summary>
    public static Tensor L2(Module module, double strength, Func<string, Parameter, bool> where) => Sum("l2", module, strength, where, static w => (w * w).Sum());

    /// <summary>λ·Σ |w|, whose gradient is λ·sign(w): it brings weights to 0. Tibshirani 1996.</summary>
    /// <param name="module">Whose parameters.</param>
    /// <param name="strength">λ, 0 or more.</param>
    /// <param name="pattern">Paths: <c>*</c> stands for any characters, <c>?</c> for one; all weights when not given.</param>
    public static Tensor L1(Module module, double strength, string? pattern = null) => L1(module, strength, Where("l1", module, pattern));

    /// <summary>λ·Σ |w| over the parameters that <paramref name="where"/> accepts, by path and parameter.</summary>
    public static Tensor L1(Module module, double strength, Func<string, Parameter, bool> where) => Sum("l1", module, strength, where, static w => w.Norm(1));

    private static Func<string, Parameter, bool> Where(string op, Module module, string? pattern)
    {
        if (pattern is null)
            return static (_, p) => p.Decays;
        string[] paths = [.. module.Parameters().Select(p => p.Path)];
        if (!paths.Any(p => Glob.Matches(pattern, p)))
            throw new RangeException(op, $"no parameter's path matches '{pattern}'. Near: {string.Join(", ", paths.OrderBy(p => Glob.Distance(pattern, p)).Take(3))}.");
        return (path, _) => Glob.Matches(pattern, path);
    }

    private static Tensor Sum(string op, Module module, double strength, Func<string, Parameter, bool> where, Func<Tensor, Tensor> f)
    {
        if (!(strength >= 0 && strength < double.PositiveInfinity))
            throw new RangeException(op, $"a strength of {strength} is not possible. Give a finite number, 0 or more.");
        Tensor? sum = null;
        foreach (var (path, p) in module.Parameters())
            if (where(path, p))
                sum = sum is null ? f(p) : sum + f(p);
        return sum is null ? Tensor.Zeros([]) : sum * strength;
    }
}
