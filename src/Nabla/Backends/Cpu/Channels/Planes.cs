namespace Nabla.Backends.Cpu;

/// <summary>
/// (N, C, L) floats whose channels (of a pixel) or pixels (of a channel) are neighbours, cut into pieces by shape alone:
/// a piece is a stretch of pixels of one image, of all channels or of one.
/// </summary>
internal readonly unsafe struct Planes
{
    /// <summary>Numbers of a piece, and of a chunk of small pieces.</summary>
    private const long PieceLength = 8192;

    internal readonly float* Data;
    internal readonly int Images, Channels;
    internal readonly long Pixels, Part;

    /// <summary>Pieces that the pixels of an image are cut into.</summary>
    internal readonly long Parts;
    internal readonly nint ImageStep, ChannelStep, PixelStep;

    /// <summary>True when the channels of a pixel are neighbours.</summary>
    internal readonly bool Together;

    /// <summary>The view (N, C, L). With <paramref name="asOne"/>, images, which follow each other as pixels do, are taken as one where channels are together.</summary>
    internal Planes(in View v, bool together, bool asOne)
    {
        Data = v.Data<float>();
        (Images, Channels, Pixels) = (v.Shape[0], v.Shape[1], v.Shape[2]);
        (ImageStep, ChannelStep, PixelStep) = ((nint)v.Strides[0], (nint)v.Strides[1], (nint)v.Strides[2]);
        Together = together;
        if (asOne && together)
        {
            PixelStep = Pixels == 1 ? ImageStep : PixelStep;
            (Images, Pixels) = (1, Images * Pixels);
        }

        Part = together ? Math.Max(1, PieceLength / Channels) : PieceLength;
        Parts = (Pixels + Part - 1) / Part;
    }

    /// <summary>True when a view (N, C, …) is best walked pixel by pixel.</summary>
    internal static bool AreTogether(in View v)
    {
        int channels = v.Shape[1];
        return v.Shape.Count == (long)v.Shape[0] * channels || (channels > 1 && v.Strides[1] == 1);
    }

    /// <summary>True when an image's first pixel follows the last of the image before.</summary>
    internal static bool FollowEachOther(in View v) => v.Shape[0] == 1 || v.Shape[2] == 1 || v.Strides[0] == v.Shape[2] * v.Strides[2];

    internal long Pieces => Images * Parts * (Together ? 1 : Channels);

    internal long PiecesPerChunk => Together ? 1 : Math.Max(1, PieceLength / Math.Min(Part, Pixels));

    internal int Chunks => checked((int)((Pieces + PiecesPerChunk - 1) / PiecesPerChunk));

    internal int Image(long piece) => (int)(piece / Parts / (Together ? 1 : Channels));

    /// <summary>The piece's channel, or its first.</summary>
    internal int Channel(long piece) => Together ? 0 : (int)(piece / Parts % Channels);

    internal long PixelsOf(long piece) => PixelsIn(piece % Parts);

    internal long PixelsIn(long part) => Math.Min(Part, Pixels - part * Part);

    internal float* this[long piece] => Data + Image(piece) * ImageStep + Channel(piece) * ChannelStep + (nint)(piece % Parts * Part) * PixelStep;

    /// <summary>Where the first of the two numbers lies that a part of an image has for channel 0, how far on those of the next channel, and how far on the second.</summary>
    internal (long First, long Channel, long Second) Pairs(int image, long part) =>
        Together ? ((image * Parts + part) * 2 * Channels, 1, Channels) : ((long)image * Channels * Parts * 2 + part * 2, 2 * Parts, 1);
}
