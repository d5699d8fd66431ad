namespace Nabla;

/// <summary>A scope that records operations, so that <see cref="Backward(Tensor)"/> can give the gradients of a loss.</summary>
/// <example><code>
/// using var tape = Tape.Start(Mode.Train, seed, step);
/// var loss = (tape.Watch(x) * w).Mean();
/// Gradients g = tape.Backward(loss);
/// </code></example>
public sealed class Tape : Scope, IGradientSink
{
    private readonly List<Node> nodes = [];
    private readonly HashSet<Tensor> watched = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Tensor, Tensor> gradients = new(ReferenceEqualityComparer.Instance);
    private readonly ulong seed;
    private readonly long step;
    private readonly bool detectAnomaly;
    private Node? passing;
    private ulong draws;
    private bool recording = true, done;

    private Tape(Mode mode, ulong seed, long step, bool detectAnomaly) =>
        (Mode, RootMode, this.seed, this.step, this.detectAnomaly) = (mode, mode, seed, step, detectAnomaly);

    /// <summary>Starts recording on this thread. Random numbers depend on seed, step and the order of draws alone.</summary>
    /// <param name="mode">Whether layers train or evaluate.</param>
    /// <param name="seed">Of the random numbers.</param>
    /// <param name="step">Of the training; part of the random numbers' key.</param>
    /// <param name="detectAnomaly">Checks every result and gradient, and throws <see cref="DivergedException"/> at the first NaN or infinity, naming op and module. Slow: meant for repeating a step that went wrong.</param>
    public static Tape Start(Mode mode = Mode.Train, ulong seed = 0, long step = 0, bool detectAnomaly = false) => new(mode, seed, step, detectAnomaly);

    /// <summary>How many operations are recorded and not yet passed by backward.</summary>
    public int Count => nodes.Count;

    internal IReadOnlyList<Node> Nodes => nodes;

    /// <summary>Asks for the gradient of an input or an intermediate result; call it before the tensor is used.</summary>
    public Tensor Watch(Tensor t)
    {
        if (!t.DType.IsFloat())
            throw new DTypeException("watch", $"a {t.DType} tensor of shape {t.Shape} has no gradient. Convert it to F32 or F64 first.");
        watched.Add(t);
        return t;
    }

    /// <summary>∂loss/∂t for every trainable and watched tensor that the loss depends on. Drops what was saved; works once.</summary>
    public Gradients Backward(Tensor loss)
    {
        CanPassBack(loss, "loss");
        if (loss.Shape.Count != 1)
            throw new ShapeException("backward", $"the loss has shape {loss.Shape}; it must be one number. Reduce it with Mean() or Sum(), or give the gradient of what follows: Backward(result, gradient).");
        return PassBack(loss, Tensor.Ones(loss.Shape, loss.DType));
    }

    /// <summary>The gradients of Σ gradient · result, the product of a vector with the Jacobian matrix, where something outside this tape computes on from the result.</summary>
    /// <param name="result">Of any shape, computed on this tape.</param>
    /// <param name="gradient">∂loss/∂result, of the result's shape and element type; it is taken as a constant.</param>
    public Gradients Backward(Tensor result, Tensor gradient)
    {
        CanPassBack(result, "result");
        if (gradient.Shape != result.Shape)
            throw new ShapeException("backward", $"the gradient has shape {gradient.Shape}, the result {result.Shape}. Give one number for each of the result's.");
        if (gradient.DType != result.DType)
            throw new DTypeException("backward", $"the gradient is {gradient.DType}, the result {result.DType}. Convert the gradient with To({result.DType}).");
        return PassBack(result, gradient);
    }

    private void CanPassBack(Tensor from, string what)
    {
        if (done)
            throw new TapeException("backward", "this tape has already run backward and dropped what it saved. Start a new tape for each step.");
        if (Current != this)
            throw new TapeException("backward", "this tape is not the current scope of this thread. Dispose the scopes opened inside it first.");
        if (!Wants(from))
            throw new TapeException("backward", $"the {what} was not computed on this tape from a trainable or watched tensor, so it has no gradient. Compute it inside the tape, and Watch its inputs before use.");
    }

    private Gradients PassBack(Tensor from, Tensor gradient)
    {
        done = true;
        recording = false;
        ((IGradientSink)this).Give(from, gradient);
        using (var results = new Scope())
            for (int i = nodes.Count - 1; i >= 0; i--)
            {
                PassBack(nodes[i], results);
                nodes[i].Release();
                nodes.RemoveAt(i);
            }

        var result = new Gradients(gradients);
        (Observation as IBackwardObserver)?.PassedBackward(result);
        return result;
    }

    /// <summary>The first recorded operation whose result holds NaN or infinity, and the module it ran in; null when there is none.</summary>
    /// <remarks>Ask before <see cref="Backward(Tensor)"/>, which drops the records. It reads every result, so ask only when the loss is not finite.</remarks>
    public (string Op, string? ModulePath)? FirstNonFinite()
    {
        foreach (var node in nodes)
            if (!node.Output!.AllFinite())
                return (node.Name, node.ModulePath);
        return null;
    }

    // The node's own results go back to the pool at once, but for the gradients that it gave.
    private void PassBack(Node node, Scope results)
    {
        if (node.Gradient is not { } dy)
            return;
        passing = node;
        try
        {
            node.Backward(dy);
        }
        catch (NablaException e) when (node.ModulePath is { } path && e.PassThrough(path))
        {
            throw;
        }

        results.KeepUsed();
        if (watched.Contains(node.Output!))
            gradients[node.Output!] = dy;
        else
            Drop(dy);
        node.Gradient = null;
    }

    private static DivergedException Anomaly(string op, string what, string? path)
    {
        var e = new DivergedException(op, $"{what} holds NaN or infinity. Lower the learning rate, clip the gradients, or check this operation's input.") { Found = $"{op}: {what} holds NaN or infinity" };
        if (path is not null)
            e.PassThrough(path);
        return e;
    }

    private void Drop(Tensor gradient)
    {
        var s = gradient.View.Storage;
        if (--s.Uses == 0 && s.Transient)
            s.Owner?.Release(s);
    }

    /// <inheritdoc/>
    protected internal override bool Records(Tensor a, Tensor? b = null, Tensor? c = null) =>
        recording && (Wants(a) | (b is not null && Wants(b)) | (c is not null && Wants(c)));

    /// <inheritdoc/>
    protected internal override void Record(Tensor result, Node node)
    {
        node.Output = result;
        node.Sink = this;
        node.ModulePath = ModulePath;
        result.Node = node;
        nodes.Add(node);
        if (detectAnomaly && !result.AllFinite())
            throw Anomaly(node.Name, $"its result of shape {result.Shape}", ModulePath);
    }

    /// <inheritdoc/>
    protected internal override Philox NextRandom(string op) => new(seed, (ulong)step, draws++);

    /// <summary>True for trainable and watched tensors and what was computed from them here.</summary>
    public bool Wants(Tensor t)
    {
        if (t.Node is { } n && n.Sink != this)
            throw new TapeException("tape", $"a tensor of shape {t.Shape} was recorded on another tape. Call Keep() or Detach() on it to use it as a constant here.");
        return t.Trainable || t.Node is not null || watched.Contains(t);
    }

    void IGradientSink.Give(Tensor t, Tensor gradient)
    {
        if (gradient.Shape != t.Shape)
            throw new ShapeException("backward", $"a gradient of shape {gradient.Shape} was given for a tensor of shape {t.Shape}. This is a bug in the operation's Backward.");
        if (detectAnomaly && !gradient.AllFinite())
            throw Anomaly(passing!.Name + " backward", $"the gradient that it gave its input of shape {t.Shape}", passing.ModulePath);
        var earlier = t.Node is { } made ? made.Gradient : gradients.GetValueOrDefault(t);
        var total = earlier is null ? gradient : earlier + gradient;
        total.View.Storage.Uses++;
        if (t.Node is { } node)
            node.Gradient = total;
        else
            gradients[t] = total;
        if (earlier is not null)
            Drop(earlier);
    }

    /// <inheritdoc/>
    protected override void Ended()
    {
        nodes.Clear();
        watched.Clear();
    }
}

/// <summary>An observer that wants to see gradients.</summary>
internal interface IBackwardObserver
{
    /// <summary>Called when backward has passed, while the tape is the current scope.</summary>
    void PassedBackward(Gradients gradients);
}
