namespace Nabla.Zoo;

/// <summary>Labelled images as bytes: pixels (N, C, H, W) row-major, one label each.</summary>
public sealed record ImageSet(byte[] Pixels, byte[] Labels, int Channels, int Height, int Width, string[] Classes)
{
    /// <summary>How many images.</summary>
    public int Count => Labels.Length;

    /// <summary>Images <paramref name="indices"/> as F32 in [0, 1], shape (N, C, H, W), and their labels as I64.</summary>
    public (Tensor X, Tensor Y) Batch(ReadOnlySpan<int> indices)
    {
        int size = Channels * Height * Width;
        var pixels = new float[indices.Length * size];
        var labels = new long[indices.Length];
        for (int i = 0; i < indices.Length; i++)
        {
            var from = Pixels.AsSpan(indices[i] * size, size);
            var to = pixels.AsSpan(i * size, size);
            for (int k = 0; k < size; k++)
                to[k] = from[k] / 255f;
            labels[i] = Labels[indices[i]];
        }

        return (Tensor.Of<float>(pixels, [indices.Length, Channels, Height, Width]), Tensor.Of<long>(labels, [labels.Length]));
    }
}
