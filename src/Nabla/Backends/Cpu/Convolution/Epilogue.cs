namespace Nabla.Backends.Cpu;

/// <summary>What is done to the outputs of a convolution by the chunk that made them, while they lie in its cache: y = f(y + shortcut), each where given.</summary>
/// <remarks>The functions are those of the separate passes, so the bits are the same. Nothing is to be done by default.</remarks>
internal readonly unsafe struct Epilogue
{
    /// <summary>Floats that stay in the nearest cache between the two functions.</summary>
    private const int Piece = 4096;

    private readonly Pointwise? _activation;
    private readonly float* _output, _shortcut;

    internal Epilogue(in View output, View? shortcut, Pointwise? activation)
    {
        _activation = activation;
        _output = output.Data<float>();
        _shortcut = shortcut is { } s ? s.Data<float>() : null;
    }

    internal Epilogue(Pointwise? activation) => _activation = activation;

    /// <summary>True for a shortcut that lies as the output does.</summary>
    internal static bool Suits(in View output, View? shortcut) => shortcut is not { } s || s.HasStrides(output.Strides);

    internal bool IsEmpty => _activation is null && _shortcut == null;

    /// <summary>To some pixels of a row of the output, of which some channels lie together.</summary>
    internal void Apply(float* y, int pixels, nint step, int channels)
    {
        if (IsEmpty)
            return;
        if (step == channels)
            (pixels, channels) = (1, pixels * channels);
        for (; pixels > 0; pixels--, y += step)
            for (int i = 0; i < channels; i += Piece)
                Apply(y + i, Math.Min(Piece, channels - i));
    }

    private void Apply(float* y, int n)
    {
        if (_shortcut != null)
            Tensor.AddF.Map(y, 1, _shortcut + (y - _output), 1, y, n, stream: false);
        _activation?.Map(y, y, n);
    }
}
