namespace Nabla.Backends.Cpu;

/// <summary>
/// Images, a window that slides over them without dilation or groups, and the pixels it makes. Forward, each phase of
/// the gradient of the input, and the gradient of the weight all run over one of these.
/// </summary>
internal unsafe struct Correlation
{
    /// <summary>The images: any strides.</summary>
    public float* X;

    public nint XImage, XChannel, XRow, XColumn;

    public int Images, Channels, Height, Width;

    public int KernelH, KernelW, StrideH, StrideW;

    /// <summary>The input row and column under the first tap of the first output pixel: minus the padding.</summary>
    public int Top, Left;

    /// <summary>The pixels: all channels of one lie together.</summary>
    public float* Y;

    public nint YImage, YRow, YPixel;

    public int Outputs, OutHeight, OutWidth;

    /// <summary>Neighbouring pixels computed as one, see <see cref="Fold"/>.</summary>
    public int Folded;

    /// <summary>A pixel's row under the window: (kx, channel) is contiguous in channels-last rows.</summary>
    public readonly int RowLength => KernelW * Channels;

    /// <summary>Products in one sum.</summary>
    public readonly int Depth => KernelH * RowLength;

    /// <summary>Columns of the image, padding included, that the windows of one output row see.</summary>
    public readonly int PaddedWidth => (OutWidth - 1) * StrideW + KernelW;

    /// <summary>Image rows under so many output rows.</summary>
    public readonly int InputRows(int rows) => (rows - 1) * StrideH + KernelH;

    /// <summary>Floats after each copied row, lest pixels of two rows fall into the same lines of the cache.</summary>
    private const int Gap = 16;

    /// <summary>Bytes of a line of the cache.</summary>
    private const int Line = 64;

    /// <summary>Bytes of pixels from which streaming them pays: less than of what else is written, since a convolution's reads and products are worth the nearest caches (docs/adr/0025).</summary>
    private const long LeastStreamed = Streaming.Least / 2;

    /// <summary>True when windows never leave the image and its pixels are dense, where they see several: no copy of its rows is needed.</summary>
    public readonly bool InPlace =>
        Top >= 0 && Left >= 0 && Top + InputRows(OutHeight) <= Height && Left + PaddedWidth <= Width
        && (XChannel == 1 || Channels == 1) && (XColumn == Channels || KernelW == 1);

    /// <summary>From pixel to pixel in the rows that <see cref="Rows"/> gives.</summary>
    public readonly nint RowPixel => InPlace ? XColumn : Channels;

    /// <summary>True where pixels are many, and a tile stores whole lines of each that are aligned: they are best stored past the caches.</summary>
    public readonly bool Streams =>
        (long)Images * OutHeight * OutWidth * Outputs * sizeof(float) >= LeastStreamed && Tiles.Columns * sizeof(float) >= Line
        && (nint)Y % Line == 0 && (YPixel | YRow | YImage) * sizeof(float) % Line == 0;

    /// <summary>Where an image's output pixel begins.</summary>
    public readonly float* Pixel(int n, int row, int column) => Y + n * YImage + row * YRow + column * YPixel;

    /// <summary>
    /// Fills the lanes of a vector where there are few output channels: f neighbouring pixels become one pixel of
    /// f·O channels under a kernel wider by (f − 1)·stride, whose weights are f shifted copies with zeros between.
    /// </summary>
    /// <remarks>LeNet's first layer, 6 channels on 16 lanes: two pixels cost 6 columns of taps instead of 10.</remarks>
    public readonly Correlation Fold()
    {
        var best = this;
        best.Folded = 1;
        if (YPixel != Outputs || OutWidth == 0)
            return best;
        long cost = (long)KernelW * Vectors(Outputs) * OutWidth;
        for (int f = 2; f <= Tiles.Lanes && f <= OutWidth; f++)
        {
            int width = KernelW + (f - 1) * StrideW;
            long folded = (long)width * Vectors(f * Outputs) * (OutWidth / f);
            if (OutWidth % f != 0 || f * Outputs > Tiles.Columns || folded >= cost)
                continue;
            cost = folded;
            best.Folded = f;
        }

        int by = best.Folded;
        best.KernelW += (by - 1) * StrideW;
        best.StrideW *= by;
        best.YPixel *= by;
        best.Outputs *= by;
        best.OutWidth /= by;
        return best;
    }

    /// <summary>Brings the image rows under output rows from … to (exclusive) of images n … end into padded rows of dense pixels.</summary>
    /// <returns>Where the window of the first pixel begins; the distances lead from row to row and image to image.</returns>
    public readonly float* Rows(int n, int end, int from, int to, int slot, out nint rowStep, out nint imageStep)
    {
        int top = Top + from * StrideH, rows = InputRows(to - from);
        if (InPlace)
        {
            (rowStep, imageStep) = (XRow, XImage);
            return X + n * XImage + top * XRow + Left * XColumn;
        }

        rowStep = (nint)PaddedWidth * Channels + Gap;
        imageStep = rows * rowStep;
        float* start = Scratch.Get(slot, (end - n) * imageStep), row = start;
        for (; n < end; n++)
            for (int i = 0; i < rows; i++, row += rowStep)
                PaddedRow(n, top + i, row);
        return start;
    }

    private readonly void PaddedRow(int n, int i, float* row)
    {
        int from = Math.Clamp(-Left, 0, PaddedWidth), to = Math.Clamp(Width - Left, from, PaddedWidth);
        if ((uint)i >= (uint)Height)
            from = to = PaddedWidth;
        Zero(row, from * Channels);
        Zero(row + to * Channels, (PaddedWidth - to) * Channels);
        float* x = X + n * XImage + i * XRow + (from + Left) * XColumn;
        row += from * Channels;
        int columns = to - from;
        if ((XChannel == 1 || Channels == 1) && XColumn == Channels)
            new ReadOnlySpan<float>(x, columns * Channels).CopyTo(new Span<float>(row, columns * Channels));
        else
            for (int c = 0; c < Channels; c++)
                for (int j = 0; j < columns; j++)
                    row[j * Channels + c] = x[c * XChannel + j * XColumn];
    }

    private static void Zero(float* p, int count) => new Span<float>(p, count).Clear();

    private static int Vectors(int outputs) => (outputs + Tiles.Lanes - 1) / Tiles.Lanes;
}
