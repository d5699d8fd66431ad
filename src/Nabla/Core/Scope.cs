namespace Nabla;

/// <summary>Whether layers such as dropout act as in training or as in evaluation.</summary>
public enum Mode
{
    /// <summary>Dropout passes its input on, batch norm uses running statistics.</summary>
    Evaluate,

    /// <summary>Dropout drops, batch norm uses the batch's statistics.</summary>
    Train,
}

/// <summary>Owns the results of operations on its thread until it is disposed, then returns their memory to the pool in bulk.</summary>
/// <remarks>Scopes nest and belong to the thread that opened them; one never spans <c>yield</c> or <c>await</c>. Nothing is recorded in a plain scope.</remarks>
public class Scope : IDisposable
{
    [ThreadStatic]
    private static Scope? current;

    private readonly Scope? parent;
    private readonly List<Storage> owned;
    private bool ended;

    [ThreadStatic]
    private static Stack<List<Storage>>? spareLists;

    /// <summary>Opens a scope inside the current one.</summary>
    public Scope()
    {
        parent = current;
        if (parent is not null)
            (Root, RootMode, ModulePath, Observation) = (parent.Root, Mode.Evaluate, parent.ModulePath, parent.Observation);
        owned = (spareLists ??= new()).TryPop(out var list) ? list : [];
        current = this;
    }

    /// <summary>This thread's innermost open scope, or null.</summary>
    public static Scope? Current => current;

    /// <summary>The module that is computing, for error messages and reports.</summary>
    internal string? ModulePath { get; set; }

    /// <summary>The outermost module that is computing, which paths begin at; its own business, since modules lie above this layer.</summary>
    internal object? Root { get; set; }

    /// <summary>The mode that the outermost module was called in: what modules that are not frozen compute in.</summary>
    internal Mode RootMode { get; set; }

    /// <summary>Who observes modules here; null costs nothing.</summary>
    internal object? Observation { get; set; }

    /// <summary>Whether layers train or evaluate; only a tape trains.</summary>
    public Mode Mode { get; internal set; }

    /// <summary>True when an operation on these inputs must be recorded; only a tape records, and in a plain scope inside it results are constants.</summary>
    protected internal virtual bool Records(Tensor a, Tensor? b = null, Tensor? c = null)
    {
        for (var around = parent; around is not null; around = around.parent)
            if (around is IGradientSink)
                return false;
        return NotRecorded(a, b, c);
    }

    /// <summary>False: no tape is open on this thread. What another one recorded would silently lose its history here.</summary>
    internal static bool NotRecorded(Tensor a, Tensor? b, Tensor? c)
    {
        if ((a.Node ?? b?.Node ?? c?.Node) is null)
            return false;
        var lost = a.Node is not null ? a : b?.Node is not null ? b : c!;
        _ = lost.View.Address;                                  // after its tape, that it was released says more
        throw new TapeException(lost.Node!.Name, $"its result of shape {lost.Shape} is used where its tape is not open: on another thread, or after the tape. Compute on the tape's thread, or call Detach() or Keep() on it to use it as a constant.");
    }

    /// <summary>Takes note of the operation that made <paramref name="result"/>; only a tape does.</summary>
    protected internal virtual void Record(Tensor result, Node node)
    {
    }

    /// <summary>A fresh key for the random numbers of one draw; only a tape has one that repeats with its seed.</summary>
    protected internal virtual Philox NextRandom(string op) =>
        throw new TapeException(op, "random numbers come from a tape, so that a seed repeats them. Wrap the step in Tape.Start(Mode.Train, seed, step).");

    /// <summary>Storages that go back when the scope ends.</summary>
    internal int HeldStorages => owned.Count;

    internal void Own(Storage s)
    {
        s.Owner = this;
        s.OwnerIndex = owned.Count;
        owned.Add(s);
    }

    internal void Disown(Storage s)
    {
        var last = owned[^1];
        owned[s.OwnerIndex] = last;
        last.OwnerIndex = s.OwnerIndex;
        owned.RemoveAt(owned.Count - 1);
        s.Owner = null;
    }

    /// <summary>Returns one storage early.</summary>
    internal void Release(Storage s)
    {
        Disown(s);
        BufferPool.Return(s);
    }

    /// <summary>Moves a storage to the scope around this one, or out of all scopes.</summary>
    internal void MoveOut(Storage s)
    {
        Disown(s);
        if (parent is not null)
            parent.Own(s);
        else
            _ = new StorageGuard(s);
    }

    /// <summary>Moves out what gradients in flight use and returns the rest; the scope stays open, for the next node.</summary>
    internal void KeepUsed()
    {
        for (int i = owned.Count - 1; i >= 0; i--)
        {
            var s = owned[i];
            if (s.Uses == 0)
                continue;
            s.Transient = true;
            MoveOut(s);
        }

        ReturnAll();
    }

    /// <summary>Moves out one storage and returns the rest; the scope stays open, for the next module.</summary>
    internal void KeepOnly(Storage s)
    {
        if (s.Owner == this)
            MoveOut(s);
        ReturnAll();
    }

    private void ReturnAll()
    {
        foreach (var s in owned)
            BufferPool.Return(s);
        owned.Clear();
    }

    /// <summary>Returns all memory that was not kept. Throws when this is not the current scope.</summary>
    public void Dispose()
    {
        if (ended)
            return;
        if (current != this)
            throw new TapeException("scope", "this scope is not the current one of this thread, so it cannot end now. Dispose scopes in the reverse of the order they were opened in, on their own thread.");
        ended = true;
        current = parent;
        ReturnAll();
        spareLists!.Push(owned);
        Ended();
        GC.SuppressFinalize(this);
    }

    /// <summary>Called once, after the memory went back.</summary>
    protected virtual void Ended()
    {
    }
}
