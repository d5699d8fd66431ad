namespace Nabla.Backends.Cpu;

/// <summary>Centre, factor, slope, offset and gate, floats, for each channel, or for each channel of each image: what a pass applies.</summary>
internal readonly unsafe struct ChannelNumbers
{
    private readonly float* data;
    private readonly long count;
    private readonly int channels;
    private readonly bool shared;

    /// <summary>For <paramref name="rows"/> images, one where all share them; in the calling thread's work space.</summary>
    internal ChannelNumbers(int rows, int channels)
    {
        (count, this.channels, shared) = ((long)rows * channels, channels, rows == 1);
        data = Scratch.Get(Scratch.ChannelNumbers, 5 * count);
    }

    internal void Set(long k, double centre, double factor, double slope, double offset, double gate = 0)
    {
        data[k] = (float)centre;
        data[count + k] = (float)factor;
        data[2 * count + k] = (float)slope;
        data[3 * count + k] = (float)offset;
        data[4 * count + k] = (float)gate;
    }

    /// <summary>Number <paramref name="which"/> of an image's channel.</summary>
    internal float* At(int which, int image, int channel) => data + which * count + (shared ? 0 : (long)image * channels) + channel;
}

/// <summary>The mean and Σ (x − mean)² of each channel in each piece.</summary>
internal unsafe struct MomentsJob : IWideJob
{
    internal Planes X;
    internal double* Pairs;

    public readonly void Run<V>(int chunk)
        where V : struct, IWide<V>
    {
        for (long piece = chunk * X.PiecesPerChunk, end = Math.Min(X.Pieces, piece + X.PiecesPerChunk); piece < end; piece++)
            if (X.Together)
                ChannelKernels<V>.Moments(X[piece], X.PixelStep, X.PixelsOf(piece), X.Channels, Pairs + piece * 2 * X.Channels);
            else
                (Pairs[2 * piece], Pairs[2 * piece + 1]) = PlaneKernels<V>.Moments(X[piece], X.PixelsOf(piece));
    }

    /// <summary>Those of each group of channels, in each image or (1 row) in all: of their pieces' means and squares, as they lie. Chan, Golub and LeVeque 1983, eq. 2.1, for many at once.</summary>
    internal readonly void Merge(int rows, int groups, double* means, double* squares)
    {
        int count = rows * groups, each = X.Channels / groups;
        new Span<double>(means, count).Clear();
        new Span<double>(squares, count).Clear();
        for (int n = 0; n < X.Images; n++)
            for (long part = 0; part < X.Parts; part++)
            {
                var (first, step, _) = X.Pairs(n, part);
                double pixels = X.PixelsIn(part);
                double* pair = Pairs + first, mean = means + (rows == 1 ? 0 : n * groups);
                if (each == 1 && step == 1)
                    PairSums.Add(mean, pair, pixels, groups);
                else
                    for (int c = 0; c < X.Channels; mean++)
                        for (int end = c + each; c < end; c++, pair += step)
                            PairSums.Add(mean, pair, pixels, 1);
            }

        double numbers = (double)X.Images / rows * each * X.Pixels;
        for (int k = 0; k < count; k++)
            means[k] /= numbers;
        for (int n = 0; n < X.Images; n++)
            for (long part = 0; part < X.Parts; part++)
            {
                var (first, step, second) = X.Pairs(n, part);
                double pixels = X.PixelsIn(part);
                double* pair = Pairs + first;
                int k = rows == 1 ? 0 : n * groups;
                if (each == 1 && step == 1)
                    PairSums.AddSquares(squares + k, pair, pair + second, means + k, pixels, groups);
                else
                    for (int c = 0; c < X.Channels; k++)
                        for (int end = c + each; c < end; c++, pair += step)
                            PairSums.AddSquares(squares + k, pair, pair + second, means + k, pixels, 1);
            }
    }
}

/// <summary>y = (x − centre) · factor + offset, plus the shortcut if it has data, then max(y, 0) with <see cref="Relu"/>.</summary>
internal unsafe struct ChannelNormJob : IWideJob
{
    internal Planes X, Y, Shortcut;
    internal ChannelNumbers Numbers;
    internal bool Relu, Stream;

    public readonly void Run<V>(int chunk)
        where V : struct, IWide<V>
    {
        for (long piece = chunk * Y.PiecesPerChunk, end = Math.Min(Y.Pieces, piece + Y.PiecesPerChunk); piece < end; piece++)
        {
            int n = Y.Image(piece), c = Y.Channel(piece);
            float* centre = Numbers.At(0, n, c), factor = Numbers.At(1, n, c), offset = Numbers.At(3, n, c);
            float* also = Shortcut.Data == null ? null : Shortcut[piece];
            if (Y.Together)
                ChannelKernels<V>.Normalize(X[piece], X.PixelStep, Y[piece], Y.PixelStep, Y.PixelsOf(piece), Y.Channels, centre, factor, offset, also, Shortcut.PixelStep, Relu, Stream);
            else
                PlaneKernels<V>.Normalize(X[piece], Y[piece], Y.PixelsOf(piece), *centre, *factor, *offset, also, Relu, Stream);
        }

        if (Stream)
            Streaming.End();
    }
}

/// <summary>Σ dy and Σ dy · (x − centre) · scale of each channel in each piece; with ReLU dy counts where (x − centre) · slope + gate is above 0.</summary>
internal unsafe struct ChannelSumsJob<TRelu> : IWideJob
    where TRelu : struct, IRelu
{
    internal Planes X, Dy;
    internal ChannelNumbers Numbers;
    internal double* Pairs;

    public readonly void Run<V>(int chunk)
        where V : struct, IWide<V>
    {
        for (long piece = chunk * X.PiecesPerChunk, end = Math.Min(X.Pieces, piece + X.PiecesPerChunk); piece < end; piece++)
        {
            int n = X.Image(piece), c = X.Channel(piece);
            float* centre = Numbers.At(0, n, c), scale = Numbers.At(1, n, c), factor = Numbers.At(2, n, c), gate = Numbers.At(4, n, c);
            if (X.Together)
                ChannelKernels<V>.Sums<TRelu>(X[piece], X.PixelStep, Dy[piece], Dy.PixelStep, X.PixelsOf(piece), X.Channels, centre, scale, factor, gate, Pairs + piece * 2 * X.Channels);
            else
                (Pairs[2 * piece], Pairs[2 * piece + 1]) = PlaneKernels<V>.Sums<TRelu>(X[piece], Dy[piece], X.PixelsOf(piece), *centre, *scale, *factor, *gate);
        }
    }

    /// <summary>The two sums of each channel, in each image or (1 row) in all, over the pieces as they lie.</summary>
    internal readonly void Merge(int rows, double* sums, double* products)
    {
        new Span<double>(sums, rows * X.Channels).Clear();
        new Span<double>(products, rows * X.Channels).Clear();
        for (int n = 0; n < X.Images; n++)
            for (long part = 0; part < X.Parts; part++)
            {
                var (first, step, second) = X.Pairs(n, part);
                double* pair = Pairs + first;
                int k = rows == 1 ? 0 : n * X.Channels, some = step == 1 ? X.Channels : 1;
                for (int end = k + X.Channels; k < end; k += some, pair += step)
                {
                    PairSums.Add(sums + k, pair, 1, some);
                    PairSums.Add(products + k, pair + second, 1, some);
                }
            }
    }
}

/// <summary>dx = dy · factor + (x − centre) · slope + offset; with ReLU dy counts where (x − centre) · factor + gate is above 0.</summary>
internal unsafe struct ChannelNormGradJob<TRelu> : IWideJob
    where TRelu : struct, IRelu
{
    internal Planes X, Dy, Dx;
    internal ChannelNumbers Numbers;
    internal bool Stream;

    public readonly void Run<V>(int chunk)
        where V : struct, IWide<V>
    {
        for (long piece = chunk * X.PiecesPerChunk, end = Math.Min(X.Pieces, piece + X.PiecesPerChunk); piece < end; piece++)
        {
            int n = X.Image(piece), c = X.Channel(piece);
            float* centre = Numbers.At(0, n, c), factor = Numbers.At(1, n, c), slope = Numbers.At(2, n, c), offset = Numbers.At(3, n, c), gate = Numbers.At(4, n, c);
            if (X.Together)
                ChannelKernels<V>.Gradient<TRelu>(X[piece], X.PixelStep, Dy[piece], Dy.PixelStep, Dx[piece], Dx.PixelStep, X.PixelsOf(piece), X.Channels, centre, factor, slope, offset, gate, Stream);
            else
                PlaneKernels<V>.Gradient<TRelu>(X[piece], Dy[piece], Dx[piece], X.PixelsOf(piece), *centre, *factor, *slope, *offset, *gate, Stream);
        }

        if (Stream)
            Streaming.End();
    }
}
