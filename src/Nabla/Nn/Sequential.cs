namespace Nabla.Nn;

/// <summary>Modules one after another, each on the output of the one before.</summary>
/// <remarks>
/// Off the tape the memory of what passes between them goes back as soon as it was used, and a convolution takes a batch norm and
/// an activation behind it along (<see cref="FusedConvolution"/>). A module that keeps such a tensor must call <see cref="Tensor.Keep"/>.
/// On a tape a batch norm takes ReLU along. What is observed runs module by module.
/// </remarks>
/// <example><code>
/// var mlp = new Sequential(new Flatten(), new Linear(784, 128), new ReLU(), new Linear(128, 10));
/// </code></example>
public sealed class Sequential : Module<Tensor, Tensor>
{
    private readonly (string Name, Module<Tensor, Tensor> Module)[] modules;

    /// <summary>Modules named 0, 1, 2 …, as PyTorch names them.</summary>
    public Sequential(params Module<Tensor, Tensor>[] modules) =>
        this.modules = [.. modules.Select((m, i) => ($"{i}", m))];

    /// <summary>Modules under names.</summary>
    public Sequential(params (string Name, Module<Tensor, Tensor> Module)[] modules) => this.modules = [.. modules];

    /// <inheritdoc/>
    protected internal override Members Members => [.. modules.Select(m => (Member)(m.Name, (Module)m.Module))];

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x)
    {
        if (Scope.Current is not { Observation: null } scope)
            return modules.Aggregate(x, (y, m) => m.Module.Forward(y));
        if (scope is not IGradientSink)
            return Evaluate(x, scope);
        for (int i = 0; i < modules.Length;)
            x = OnTape(x, ref i);
        return x;
    }

    private Tensor Evaluate(Tensor input, Scope scope)
    {
        var x = input;
        using var inner = new Scope();
        for (int i = 0; i < modules.Length;)
        {
            var y = AtOnce(x, ref i) ?? Next(x, ref i);
            inner.KeepOnly(y.View.Storage);
            var used = x.View.Storage;
            if (used != input.View.Storage && used != y.View.Storage && used.Owner == scope)
                scope.Release(used);
            x = y;
        }

        return x;
    }

    /// <summary>Module i, with ReLU behind it where it is a batch norm.</summary>
    private Tensor OnTape(Tensor x, ref int i)
    {
        var module = modules[i++].Module;
        if (module is not BatchNorm norm || (At(i) as Stateless)?.Function != Pointwise.Relu)
            return module.Forward(x);
        i++;
        return norm.ForwardRelu(x, shortcut: null);
    }

    /// <summary>Module i off the tape, with the norm and activation behind it where it is a convolution.</summary>
    private Tensor Next(Tensor x, ref int i) =>
        Convolution(ref i) is not { Conv: { } conv } c ? modules[i++].Module.Forward(x)
        : c.Norm is null && c.Activation is null ? conv.Forward(x)
        : conv.Forward(x, c.Norm, c.Activation);

    /// <summary>
    /// Modules i and i + 1 off the tape where one pass over memory can do both: gates and the 1×1 convolution that reads what they
    /// multiply, a 1×1 convolution and a depthwise one; else null.
    /// </summary>
    private Tensor? AtOnce(Tensor x, ref int i)
    {
        if ((At(i + 1) as Sequential)?.Convolution() is not { Conv: { } conv } c)
            return null;
        try
        {
            var y = At(i) is SqueezeExcitation gate && conv.Window.Kernel == (1, 1) ? conv.Fused(x, c.Norm, c.Activation, shortcut: null, gate.Gate(x))
                : (At(i) as Sequential)?.Convolution() is { Conv: { } wide } w ? wide.FusedWithDepthwise(x, w.Norm, w.Activation, conv, c.Norm, c.Activation)
                : null;
            i += y is null ? 0 : 2;
            return y;
        }
        catch (NablaException)
        {
            return null;                                       // what does not fit is said in the name of the layer
        }
    }

    /// <summary>The convolution that these modules are, with its norm and activation; none where they are more.</summary>
    private (Conv2d? Conv, BatchNorm2d? Norm, Pointwise? Activation) Convolution()
    {
        int i = 0;
        var c = Convolution(ref i);
        return i == modules.Length ? c : default;
    }

    /// <summary>The convolution at i, with the norm and activation behind it: i passes them.</summary>
    private (Conv2d? Conv, BatchNorm2d? Norm, Pointwise? Activation) Convolution(ref int i)
    {
        if (At(i) is not Conv2d conv)
            return default;
        var norm = At(++i) as BatchNorm2d;
        i += norm is null ? 0 : 1;
        var activation = (At(i) as Stateless)?.Function;
        i += activation is null ? 0 : 1;
        return (conv, norm, activation);
    }

    private Module<Tensor, Tensor>? At(int i) => i < modules.Length ? modules[i].Module : null;
}
