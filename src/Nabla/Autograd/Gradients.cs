namespace Nabla;

/// <summary>The gradients of one loss, as a value: what clips or adds them gives new ones.</summary>
/// <remarks>Their memory belongs to the scope that computed them, the tape at first: <see cref="Keep"/> what must outlive it.</remarks>
public sealed class Gradients
{
    private readonly Dictionary<Tensor, Tensor> byTensor;

    /// <summary>Takes over the dictionary, which nobody may change afterwards.</summary>
    internal Gradients(Dictionary<Tensor, Tensor> byTensor) => this.byTensor = byTensor;

    /// <summary>How many tensors have a gradient.</summary>
    public int Count => byTensor.Count;

    /// <summary>∂loss/∂t, or an error that says why there is none.</summary>
    public Tensor this[Tensor t] => byTensor.TryGetValue(t, out var g) ? g
        : throw new TapeException("gradients", $"the tensor of shape {t.Shape} has no gradient: the loss does not depend on it, or it was not watched. Call tape.Watch(t) before using it.");

    /// <summary>True when there is a gradient of <paramref name="t"/>.</summary>
    public bool Has(Tensor t) => byTensor.ContainsKey(t);

    /// <summary>The Euclidean norm of all gradients together, those of watched tensors included: √Σ g², in float64; no square overflows or vanishes.</summary>
    public double Norm()
    {
        double sum = 0;
        foreach (var g in byTensor.Values)
            sum += SumOfSquares(g);
        // In float64 squares of what is beyond 1e154 overflow, and below 1e-154 they lose digits: then in units of the largest norm, as hypot.
        bool sound = sum is > 1e-280 and < double.PositiveInfinity || byTensor.Values.All(g => g.DType == DType.F32);
        return sound ? Math.Sqrt(sum) : ScaledNorm();
    }

    private double ScaledNorm()
    {
        using var scope = new Scope();
        double[] norms = [.. byTensor.Values.Select(g => g.DType == DType.F32 ? Math.Sqrt(SumOfSquares(g)) : g.Detach().Norm().Item())];
        double largest = norms.Aggregate(0.0, Math.Max);                        // NaN, if any is
        return largest is > 0 and < double.PositiveInfinity ? largest * Math.Sqrt(norms.Sum(n => n / largest * (n / largest))) : largest;
    }

    private static double SumOfSquares(Tensor g)
    {
        double sum = g.Backend.SumOfSquares(g.View);
        GC.KeepAlive(g);
        return sum;
    }

    /// <summary>Scaled down together so that their norm is at most <paramref name="norm"/> (Pascanu et al. 2013, algorithm 1).</summary>
    /// <exception cref="DivergedException">The norm is not a finite number, so no scale would help.</exception>
    public Gradients Clip(double norm) => Clip(norm, out _);

    /// <summary>Scaled down together so that their norm is at most <paramref name="norm"/>.</summary>
    /// <param name="norm">The highest norm, above 0.</param>
    /// <param name="found">The norm before.</param>
    /// <exception cref="DivergedException">The norm is not a finite number, so no scale would help.</exception>
    public Gradients Clip(double norm, out double found)
    {
        if (!(norm > 0))
            throw new RangeException("clip", $"norm {norm} is not possible. Give a number above 0.");
        found = Norm();
        if (!double.IsFinite(found))
            throw new DivergedException("clip", $"the norm of the gradients is {found}, so they cannot be scaled to {norm}. Lower the learning rate, or look for the operation that overflows.");
        return found <= norm ? this : Scale(norm / found);
    }

    /// <summary>Each tensor's gradient scaled down so that its own norm is at most <paramref name="norm"/>: algorithm 1 of Pascanu et al. 2013, a tensor at a time.</summary>
    /// <param name="norm">The highest norm, above 0.</param>
    /// <param name="largest">The largest of the norms before.</param>
    /// <exception cref="DivergedException">A norm is not a finite number, so no scale would help.</exception>
    public Gradients ClipEach(double norm, out double largest)
    {
        var clipped = new Gradients([]);
        largest = 0;
        foreach (var (t, g) in byTensor)
        {
            clipped.byTensor[t] = new Gradients(new() { [t] = g }).Clip(norm, out double found).byTensor[t];
            largest = Math.Max(largest, found);
        }

        return clipped;
    }

    /// <summary>Each element limited to ±<paramref name="limit"/>; NaN stays NaN. Mikolov 2012; Goodfellow, Bengio and Courville 2016, section 10.11.1.</summary>
    public Gradients ClipValue(double limit)
    {
        if (!(limit > 0))
            throw new RangeException("clip_value", $"limit {limit} is not possible. Give a number above 0.");
        return Map(g => g.Clamp(-limit, limit));
    }

    /// <summary>All multiplied by a number, such as 1 / n after n accumulated ones.</summary>
    public Gradients Scale(double factor) => Map(g => g * factor);

    /// <summary>The gradients of the sum of two losses: each tensor that has one in either has one here.</summary>
    public static Gradients operator +(Gradients a, Gradients b)
    {
        var sum = new Gradients(new(a.byTensor, ReferenceEqualityComparer.Instance));
        foreach (var (t, g) in b.byTensor)
            sum.byTensor[t] = sum.byTensor.TryGetValue(t, out var other) ? other + g : g;
        return sum;
    }

    /// <summary>Moves their memory out of the current scope, so that they outlive it; what lies outside already stays.</summary>
    public Gradients Keep() => Map(static g => g.Keep());

    /// <summary>Returns the memory that <paramref name="sum"/>, which replaces them, does not share.</summary>
    internal void ReleaseUnlessIn(Gradients sum)
    {
        var shared = sum.byTensor.Values.Select(g => g.View.Storage).ToHashSet();
        foreach (var storage in byTensor.Values.Select(g => g.View.Storage).Where(s => !shared.Contains(s)))
            storage.Owner?.Release(storage);
    }

    private Gradients Map(Func<Tensor, Tensor> f)
    {
        var mapped = new Gradients(new(byTensor.Count, ReferenceEqualityComparer.Instance));
        foreach (var (t, g) in byTensor)
            mapped.byTensor[t] = f(g);
        return mapped;
    }
}
