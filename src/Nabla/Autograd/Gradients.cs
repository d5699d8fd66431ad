namespace Nabla;

/// <summary>The gradients of one loss, as a value. Their memory belongs to the tape: <c>Keep</c> what must outlive it.</summary>
public sealed class Gradients
{
    private readonly Dictionary<Tensor, Tensor> byTensor;

    internal Gradients(Dictionary<Tensor, Tensor> byTensor) =>
        this.byTensor = new(byTensor, ReferenceEqualityComparer.Instance);

    /// <summary>How many tensors have a gradient.</summary>
    public int Count => byTensor.Count;

    /// <summary>∂loss/∂t, or an error that says why there is none.</summary>
    public Tensor this[Tensor t] => byTensor.TryGetValue(t, out var g) ? g
        : throw new TapeException("gradients", $"the tensor of shape {t.Shape} has no gradient: the loss does not depend on it, or it was not watched. Call tape.Watch(t) before using it.");

    /// <summary>True when there is a gradient of <paramref name="t"/>.</summary>
    public bool Has(Tensor t) => byTensor.ContainsKey(t);
}
