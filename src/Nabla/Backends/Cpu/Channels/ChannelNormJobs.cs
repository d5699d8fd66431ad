namespace Nabla.Backends.Cpu;

/// <summary>Centre, factor, slope and offset, floats, for each channel, or for each channel of each image: what a pass applies.</summary>
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
        data = Scratch.Get(Scratch.ChannelNumbers, 4 * count);
    }

    internal void Set(long k, double centre, double factor, double slope, double offset)
    {
        data[k] = (float)centre;
        data[count + k] = (float)factor;
        data[2 * count + k] = (float)slope;
        data[3 * count + k] = (float)offset;
    }

    /// <summary>Number <paramref name="which"/> of an image's channel.</summary>
    internal float* At(int which, int image, int channel) => data + which * count + (shared ? 0 : (long)image * channels) + channel;
}

/// <summary>The mean and Σ (x − mean)² of each channel in each piece.</summary>
internal unsafe struct MomentsJob : IJob
{
    internal Planes X;
    internal double* Pairs;

    public readonly void Run(int chunk)
    {
        for (long piece = chunk * X.PiecesPerChunk, end = Math.Min(X.Pieces, piece + X.PiecesPerChunk); piece < end; piece++)
            if (X.Together)
                ChannelKernels.Moments(X[piece], X.PixelStep, X.PixelsOf(piece), X.Channels, Pairs + piece * 2 * X.Channels);
            else
                (Pairs[2 * piece], Pairs[2 * piece + 1]) = PlaneKernels.Moments(X[piece], X.PixelsOf(piece));
    }
}

/// <summary>y = (x − centre) · factor + offset.</summary>
internal unsafe struct ChannelNormJob : IJob
{
    internal Planes X, Y;
    internal ChannelNumbers Numbers;

    public readonly void Run(int chunk)
    {
        for (long piece = chunk * Y.PiecesPerChunk, end = Math.Min(Y.Pieces, piece + Y.PiecesPerChunk); piece < end; piece++)
        {
            int n = Y.Image(piece), c = Y.Channel(piece);
            float* centre = Numbers.At(0, n, c), factor = Numbers.At(1, n, c), offset = Numbers.At(3, n, c);
            if (Y.Together)
                ChannelKernels.Normalize(X[piece], X.PixelStep, Y[piece], Y.PixelStep, Y.PixelsOf(piece), Y.Channels, centre, factor, offset);
            else
                PlaneKernels.Normalize(X[piece], Y[piece], Y.PixelsOf(piece), *centre, *factor, *offset);
        }
    }
}

/// <summary>Σ dy and Σ dy · (x − centre) of each channel in each piece.</summary>
internal unsafe struct ChannelSumsJob : IJob
{
    internal Planes X, Dy;
    internal ChannelNumbers Numbers;
    internal double* Pairs;

    public readonly void Run(int chunk)
    {
        for (long piece = chunk * X.PiecesPerChunk, end = Math.Min(X.Pieces, piece + X.PiecesPerChunk); piece < end; piece++)
        {
            float* centre = Numbers.At(0, X.Image(piece), X.Channel(piece));
            if (X.Together)
                ChannelKernels.Sums(X[piece], X.PixelStep, Dy[piece], Dy.PixelStep, X.PixelsOf(piece), X.Channels, centre, Pairs + piece * 2 * X.Channels);
            else
                (Pairs[2 * piece], Pairs[2 * piece + 1]) = PlaneKernels.Sums(X[piece], Dy[piece], X.PixelsOf(piece), *centre);
        }
    }

    /// <summary>The two sums of a channel over the pieces of some images, in their order.</summary>
    internal readonly (double Sum, double Product) Of(int image, int end, int channel)
    {
        double sum = 0, product = 0;
        for (; image < end; image++)
            for (long part = 0; part < X.Parts; part++)
            {
                var (first, second) = X.Pair(image, channel, part);
                sum += Pairs[first];
                product += Pairs[second];
            }

        return (sum, product);
    }
}

/// <summary>dx = dy · factor + (x − centre) · slope + offset.</summary>
internal unsafe struct ChannelNormGradJob : IJob
{
    internal Planes X, Dy, Dx;
    internal ChannelNumbers Numbers;

    public readonly void Run(int chunk)
    {
        for (long piece = chunk * X.PiecesPerChunk, end = Math.Min(X.Pieces, piece + X.PiecesPerChunk); piece < end; piece++)
        {
            int n = X.Image(piece), c = X.Channel(piece);
            float* centre = Numbers.At(0, n, c), factor = Numbers.At(1, n, c), slope = Numbers.At(2, n, c), offset = Numbers.At(3, n, c);
            if (X.Together)
                ChannelKernels.Gradient(X[piece], X.PixelStep, Dy[piece], Dy.PixelStep, Dx[piece], Dx.PixelStep, X.PixelsOf(piece), X.Channels, centre, factor, slope, offset);
            else
                PlaneKernels.Gradient(X[piece], Dy[piece], Dx[piece], X.PixelsOf(piece), *centre, *factor, *slope, *offset);
        }
    }
}
