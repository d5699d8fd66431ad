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

    /// <summary>An error unless the groups divide channels and outputs.</summary>
    internal static void CheckGroups(string layer, int channels, int outputs, int groups)
    {
        if (channels % groups != 0 || outputs % groups != 0)
            throw new RangeException(layer, $"{groups} groups do not divide {channels} channels and {outputs} outputs. Use a divisor of both.");
    }
}
