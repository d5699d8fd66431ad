namespace Nabla;

/// <summary>One recorded operation: its inputs and how gradients pass through it.</summary>
public abstract class Node
{
    private readonly Tensor?[] inputs;
    private readonly int[] versions;
    private List<Tensor>? held;
    private bool released;

    /// <summary>A node over the operation's inputs.</summary>
    protected Node(params Tensor?[] inputs)
    {
        this.inputs = inputs;
        versions = new int[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
            versions[i] = inputs[i]?.View.Storage.Version ?? 0;
    }

    /// <summary>The operation's name.</summary>
    public abstract string Name { get; }

    /// <summary>What the operation was applied to; empty once backward has passed.</summary>
    public IReadOnlyList<Tensor?> Inputs => inputs;

    /// <summary>What determined the operation besides its inputs, such as <c>("axis", 1)</c>: for reports and export.</summary>
    public virtual IReadOnlyList<(string Name, object Value)> Attributes => [];

    /// <summary>Multiplications with an addition that the operation took; 0 for what is not a product.</summary>
    public virtual long MultiplyAdds => 0;

    internal Tensor? Output { get; set; }

    /// <summary>The gradient of the output while backward is on its way to this node.</summary>
    internal Tensor? Gradient { get; set; }

    internal string? ModulePath { get; set; }

    internal IGradientSink? Sink { get; set; }

    /// <summary>Passes the gradient of the output on to the inputs by <see cref="Give"/>.</summary>
    protected internal abstract void Backward(Tensor dy);

    /// <summary>An input's value, as it was when the operation ran.</summary>
    protected Tensor Saved(int i)
    {
        var t = inputs[i]!;
        if (t.View.Storage.Version != versions[i])
            throw new TapeException(Name, $"input {i} of shape {t.Shape} was changed by Assign after this operation used it, so its gradient would be wrong. Run Backward before changing it.");
        return t;
    }

    /// <summary>Keeps a tensor that only this node can reach; its memory goes back as soon as backward has passed.</summary>
    protected Tensor Hold(Tensor t)
    {
        (held ??= []).Add(t);
        return t;
    }

    /// <summary>True when input <paramref name="i"/> needs a gradient.</summary>
    protected bool Wants(int i) => inputs[i] is { } t && Sink!.Wants(t);

    /// <summary>Adds to the gradient of input <paramref name="i"/>.</summary>
    protected void Give(int i, Tensor gradient) => Sink!.Give(inputs[i]!, gradient);

    /// <summary>Drops what the node kept: its inputs, and the memory of what it held.</summary>
    internal void Release()
    {
        if (released)
            return;
        released = true;
        Array.Clear(inputs);
        Output = null;
        if (held is null)
            return;
        foreach (var t in held)
            t.View.Storage.Owner?.Release(t.View.Storage);
        held = null;
    }
}

/// <summary>Where nodes hand in gradients: the tape.</summary>
internal interface IGradientSink
{
    bool Wants(Tensor t);

    void Give(Tensor t, Tensor gradient);
}
