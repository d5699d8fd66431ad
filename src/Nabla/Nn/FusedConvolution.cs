namespace Nabla.Nn;

/// <summary>A convolution with what commonly follows it, in one step where no gradient is asked for.</summary>
public static class FusedConvolution
{
    /// <summary>activation (norm (conv x) + shortcut), each but the convolution only where it is given.</summary>
    /// <remarks>
    /// Where modules are observed, the layers compute one after another. On a tape the norm, the shortcut and ReLU are one operation
    /// with the bits of the three. Off the tape the norm's running statistics
    /// are folded into the convolution's weight and bias, once for as long as none of them changes, and shortcut and activation
    /// change the result in place: no more memory is touched than by the convolution. The result agrees with the layers' to rounding.
    /// </remarks>
    /// <param name="conv">The convolution.</param>
    /// <param name="x">(N, C, H, W).</param>
    /// <param name="norm">Batch norm of its outputs.</param>
    /// <param name="activation">Applied last, as <see cref="Pointwise.Relu"/>.</param>
    /// <param name="shortcut">Added before the activation, of the result's shape (N, O, H', W').</param>
    public static Tensor Forward(this Conv2d conv, Tensor x, BatchNorm2d? norm, Pointwise? activation = null, Tensor? shortcut = null)
    {
        if (Scope.Current is { Observation: null } and not IGradientSink && x.DType.IsFloat())
        {
            try
            {
                return conv.Fused(x, norm, activation, shortcut);
            }
            catch (NablaException)
            {
                // What does not fit is said below, in the name of the layer.
            }
        }

        var y = conv.Forward(x);
        if (norm is not null && activation == Pointwise.Relu && Scope.Current is { Observation: null } && (shortcut is null || (shortcut.Shape == y.Shape && shortcut.DType == y.DType)))
            return norm.ForwardRelu(y, shortcut);
        if (norm is not null)
            y = norm.Forward(y);
        if (shortcut is not null)
            y += shortcut;
        return activation is null ? y : y.Apply(activation);
    }
}
