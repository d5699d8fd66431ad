using System.Runtime.CompilerServices;

namespace Nabla.Nn;

/// <summary>A module that maps an input to an output; several travel as a named tuple.</summary>
public abstract class Module<TIn, TOut> : Module
{
    /// <summary>Computes the output. Errors inside name this module's path; observers see the output.</summary>
    /// <remarks>
    /// With no scope current it opens one and keeps only the result, which must then be a tensor, or a tuple, array or
    /// list of such. Without a tape it may run on several threads at once.
    /// </remarks>
    public TOut Forward(TIn input) => ForwardBy(null, input);

    /// <summary><see cref="Forward"/> by another function than <see cref="Compute"/>, as one that computes what follows the layer along with it.</summary>
    private protected TOut ForwardBy(Func<TIn, TOut>? instead, TIn input)
    {
        if (Scope.Current is not { } scope)
            return ForwardInOwnScope(input);
        var (root, outer, mode) = (scope.Root, scope.ModulePath, scope.Mode);
        if (root is null)
            (scope.Root, scope.RootMode) = (this, mode);
        // A module that nobody lists goes by the path of the module around it.
        string path = ((Module)scope.Root!).Paths.TryGet(this, out var listed) ? listed : outer!;
        scope.ModulePath = path;
        scope.Mode = Frozen ? Mode.Evaluate : scope.RootMode;
        try
        {
            if (input is null)
                throw new NablaException("forward", $"the input of {GetType().Name} is null. Check what should have made it.");
            if (scope.Observation is Observation before)
                before.ReportInput(this, input);
            var output = instead is null ? Compute(input) : instead(input);
            if (scope.Observation is Observation observation)
                observation.Report(this, output);
            return output;
        }
        catch (NablaException e) when (e.PassThrough(path))
        {
            throw;
        }
        finally
        {
            (scope.Root, scope.ModulePath, scope.Mode) = (root, outer, mode);
        }
    }

    /// <summary>The layer's formula.</summary>
    protected abstract TOut Compute(TIn input);

    private TOut ForwardInOwnScope(TIn input)
    {
        using var scope = new Scope();
        var output = Forward(input);
        if (output is null)
            return output;
        if (output is Tensor { View.Storage.Loader: not null } batch)
            return (TOut)(object)batch.Keep();                 // a copy: the loader fills that memory again
        foreach (var t in Outputs.Of(output) ?? throw new TapeException("forward", $"{GetType().Name} gives a {typeof(TOut).Name}, of which no scope can keep the tensors. Call it inside a scope: using var scope = new Scope()."))
            t.Keep();
        return output;
    }
}

/// <summary>The tensors that an output consists of.</summary>
internal static class Outputs
{
    /// <summary>A tensor itself, or those of a tuple, array or list, in order; null for any other object.</summary>
    internal static IEnumerable<Tensor>? Of(object output) => output switch
    {
        Tensor t => [t],
        IEnumerable<Tensor> list => list,
        ITuple tuple => OfTuple(tuple),
        _ => null,
    };

    private static List<Tensor>? OfTuple(ITuple tuple)
    {
        var all = new List<Tensor>();
        for (int i = 0; i < tuple.Length; i++)
        {
            if (tuple[i] is not { } item)
                continue;
            if (Of(item) is not { } tensors)
                return null;
            all.AddRange(tensors);
        }

        return all;
    }
}
