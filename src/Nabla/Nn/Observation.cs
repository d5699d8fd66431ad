namespace Nabla.Nn;

/// <summary>An observer on a scope; several form a list.</summary>
internal sealed class Observation : IBackwardObserver, IDisposable
{
    private readonly Scope scope;
    private readonly Module model;
    private readonly IObserver observer;
    private Observation? next;

    internal Observation(Module model, IObserver observer)
    {
        scope = Scope.Current ?? throw new TapeException("observe", "no scope is current, and an observer sees what happens in one. Open it first: using var tape = Tape.Start(), or using var scope = new Scope().");
        (this.model, this.observer, next) = (model, observer, scope.Observation as Observation);
        scope.Observation = this;
    }

    /// <summary>Tells this observer and those before it of a module's input.</summary>
    internal void ReportInput(Module module, object? input)
    {
        for (var o = this; o is not null; o = o.next)
            if (o.model.Paths.TryGet(module, out string? path))
                ReportOne(path, module, input, o.observer.Input);
    }

    /// <summary>Tells this observer and those before it of a module's output.</summary>
    internal void Report(Module module, object? output)
    {
        for (var o = this; o is not null; o = o.next)
            if (o.model.Paths.TryGet(module, out string? path))
                ReportOne(path, module, output, o.observer.Activation);
    }

    /// <summary>Tells this observer and those before it of the gradients of a tape.</summary>
    public void PassedBackward(Gradients gradients)
    {
        for (var o = this; o is not null; o = o.next)
            o.ReportOne(gradients);
    }

    public void Dispose()
    {
        if (scope.Observation == this)
            scope.Observation = next;
        else
            for (var o = scope.Observation as Observation; o is not null; o = o.next)
                if (o.next == this)
                    o.next = next;
    }

    private static void ReportOne(string path, Module module, object? value, Action<string, Module, Tensor> tell)
    {
        using var scratch = new Scope { Observation = null };
        if (value is Tensor single)
            tell(path, module, single);
        else if (value is not null && Outputs.Of(value) is { } several)
            foreach (var (i, t) in several.Index())
                tell($"{path}[{i}]", module, t);
    }

    private void ReportOne(Gradients gradients)
    {
        using var scratch = new Scope { Observation = null };
        foreach (var (path, p) in model.Parameters())
            if (p.HasValue && gradients.Has(p.Value))
                observer.Gradient(path, p, gradients[p.Value]);
    }
}
