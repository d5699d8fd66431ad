namespace Nabla.Nn;

/// <summary>What the options of layers must be.</summary>
internal static class LayerSizes
{
    /// <summary>The shape of a parameter; an error in the layer's name unless every size is 1 or more.</summary>
    internal static Shape Of(string layer, params ReadOnlySpan<(string Name, int Size)> sizes)
    {
        var shape = new int[sizes.Length];
        for (int i = 0; i < shape.Length; i++)
            shape[i] = sizes[i].Size >= 1 ? sizes[i].Size
                : throw new RangeException(layer, $"{sizes[i].Name} is {sizes[i].Size}, 1 or more was expected. Check the layer's options.");
        return new(shape);
    }
}
