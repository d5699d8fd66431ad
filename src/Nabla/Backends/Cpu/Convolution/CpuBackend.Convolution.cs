namespace Nabla.Backends.Cpu;

/// <summary>Convolution: straight from channels-last rows, channel by channel where each has its filter, or by patches where there are groups or dilation.</summary>
internal sealed unsafe partial class CpuBackend
{
    /// <summary>Partial sums of a weight gradient. Their number depends on the batch alone, so threads do not change the result.</summary>
    private const int PartialSums = 8;

    private struct ConvolutionJob
    {
        internal Image X, Y;
        internal Window Window;
        internal float* Weights, Bias;
        internal int Groups, Channels, Outputs, Images, Chunks;

        internal readonly nint PixelStep => (nint)Y.Strides[3];

        internal readonly Patches Patches(int n, int g) => new(X, n, g, Channels, Window, Y.Shape);

        internal readonly float* Output(int n, int g) => Y.Data + n * Y.Strides[0] + (long)g * Outputs * Y.Strides[1];
    }

    public override void Conv2d(in View x, in View w, View? bias, in View y, in Window window, int groups)
    {
        if (TryConv2d(x, w, bias, y, window, groups, default))
            return;
        if (!y.IsChannelsLast || bias is { IsContiguous: false })
        {
            base.Conv2d(x, w, bias, y, window, groups);
            return;
        }

        var job = Job(x, w, y, window, groups);
        job.Bias = bias is { } b ? b.Data<float>() : null;
        job.Weights = PackWeights(w);
        Workers.For(job.Images, &Forward, &job);

        static void Forward(void* state, int n)
        {
            var job = (ConvolutionJob*)state;
            for (int g = 0; g < job->Groups; g++)
            {
                var p = job->Patches(n, g);
                float* rows = Scratch.Get(Scratch.Patches, (long)p.Pixels * p.Depth);
                p.Gather(rows);
                Gemm.Run(
                    p.Pixels, job->Outputs, p.Depth, rows, p.Depth, 1,
                    job->Weights + (nint)g * job->Outputs * p.Depth, 1, p.Depth,
                    job->Output(n, g), job->PixelStep, job->Bias == null ? null : job->Bias + g * job->Outputs, accumulate: false);
            }
        }
    }

    internal override void Conv2d(in View x, in View w, View? bias, in View y, in Window window, int groups, View? shortcut, Pointwise? activation)
    {
        if (!Epilogue.Suits(y, shortcut) || !TryConv2d(x, w, bias, y, window, groups, new(y, shortcut, activation)))
            base.Conv2d(x, w, bias, y, window, groups, shortcut, activation);
    }

    internal override bool TryGatedConv2d(in View x, in View gate, in View w, View? bias, in View y, in Window window, int groups, View? shortcut, Pointwise? activation)
    {
        if (!Epilogue.Suits(y, shortcut) || bias is { IsContiguous: false } || !IsDirect(w, y, window, groups) || !GatedPixels.Suits(x, gate, window))
            return false;
        DirectConvolution.Run(Correlate(x, y, window), Panels(w), bias is { } b ? b.Data<float>() : null, w.Storage, new(y, shortcut, activation), gate.Data<float>());
        return true;
    }

    /// <summary>Convolves straight from channels-last rows, where that is possible.</summary>
    private bool TryConv2d(in View x, in View w, View? bias, in View y, in Window window, int groups, in Epilogue epilogue)
    {
        if (bias is { IsContiguous: false })
            return false;
        if (IsDirect(w, y, window, groups))
        {
            Convolve(Correlate(x, y, window), Panels(w), bias is { } b ? b.Data<float>() : null, w.Storage, epilogue);
            return true;
        }

        if (!IsDepthwise(w, window, groups) || y.Strides[1] != 1)
            return false;
        DepthwiseConv2d(x, w, bias, y, window, epilogue);
        return true;
    }

    private static WeightPanels Panels(in View w) =>
        new() { W = w.Data<float>(), Output = (nint)w.Strides[0], Channel = (nint)w.Strides[1], Row = (nint)w.Strides[2], Column = (nint)w.Strides[3] };

    public override void Conv2dGradInput(in View dy, in View w, in View dx, in Window window, int groups)
    {
        if (IsDirect(w, dx, window, groups))
        {
            DirectGradInput(dy, w, dx, window);
            return;
        }

        if (IsDepthwise(w, window, groups) && dx.Strides[1] == 1)
        {
            DepthwiseGradInput(dy, w, dx, window);
            return;
        }

        if (!PixelsAreEven(dy))
        {
            base.Conv2dGradInput(dy, w, dx, window, groups);
            return;
        }

        Fill(dx, 0);
        var job = Job(dx, w, dy, window, groups);
        job.Weights = PackWeights(w);
        Workers.For(job.Images, &Backward, &job);

        static void Backward(void* state, int n)
        {
            var job = (ConvolutionJob*)state;
            for (int g = 0; g < job->Groups; g++)
            {
                var p = job->Patches(n, g);
                float* rows = Scratch.Get(Scratch.Patches, (long)p.Pixels * p.Depth);
                Gemm.Run(
                    p.Pixels, p.Depth, job->Outputs, job->Output(n, g), job->PixelStep, (nint)job->Y.Strides[1],
                    job->Weights + (nint)g * job->Outputs * p.Depth, p.Depth, 1, rows, p.Depth, null, accumulate: false);
                p.ScatterAdd(rows);
            }
        }
    }

    public override void Conv2dGradWeight(in View x, in View dy, in View dw, in Window window, int groups)
    {
        if (IsDirect(dw, dy, window, groups))
        {
            DirectGradWeight(Correlate(x, dy, window), dw);
            return;
        }

        if (IsDepthwise(dw, window, groups))
        {
            DepthwiseGradWeight(x, dy, dw, window);
            return;
        }

        if (!PixelsAreEven(dy))
        {
            base.Conv2dGradWeight(x, dy, dw, window, groups);
            return;
        }

        var job = Job(x, dw, dy, window, groups);
        job.Chunks = Math.Min(PartialSums, job.Images);
        nint size = (nint)dw.Shape.Count;
        job.Weights = Scratch.Get(Scratch.Weights, Math.Max(1, job.Chunks) * size);
        new Span<float>(job.Weights, checked((int)(Math.Max(1, job.Chunks) * size))).Clear();
        Workers.For(job.Chunks, &Sum, &job);
        for (int chunk = 1; chunk < job.Chunks; chunk++)
            for (nint i = 0; i < size; i++)
                job.Weights[i] += job.Weights[chunk * size + i];
        UnpackWeights(job.Weights, dw);

        static void Sum(void* state, int chunk)
        {
            var job = (ConvolutionJob*)state;
            int from = (int)((long)job->Images * chunk / job->Chunks), to = (int)((long)job->Images * (chunk + 1) / job->Chunks);
            for (int n = from; n < to; n++)
                for (int g = 0; g < job->Groups; g++)
                {
                    var p = job->Patches(n, g);
                    float* rows = Scratch.Get(Scratch.Patches, (long)p.Pixels * p.Depth);
                    p.Gather(rows);
                    Gemm.Run(
                        job->Outputs, p.Depth, p.Pixels, job->Output(n, g), (nint)job->Y.Strides[1], job->PixelStep,
                        rows, p.Depth, 1, job->Weights + ((nint)chunk * job->Groups + g) * job->Outputs * p.Depth, p.Depth, null, accumulate: true);
                }
        }
    }

    private static ConvolutionJob Job(in View x, in View w, in View y, in Window window, int groups) => new()
    {
        X = new(x),
        Y = new(y),
        Window = window,
        Groups = groups,
        Channels = w.Shape[1],
        Outputs = w.Shape[0] / groups,
        Images = y.Shape.Count == 0 ? 0 : y.Shape[0],
    };

    /// <summary>True when one step leads from each pixel to the next, as in rows and columns stored densely.</summary>
    private static bool PixelsAreEven(in View v) => v.Shape[2] == 1 || v.Strides[2] == v.Shape[3] * v.Strides[3];

    // (O, C, kh, kw) → (O, kh, kw, C), the order of a patch.
    private static float* PackWeights(in View w)
    {
        float* packed = Scratch.Get(Scratch.Weights, Math.Max(1, w.Shape.Count)), from = w.Data<float>();
        int i = 0;
        for (int o = 0; o < w.Shape[0]; o++)
            for (int ky = 0; ky < w.Shape[2]; ky++)
                for (int kx = 0; kx < w.Shape[3]; kx++)
                    for (int c = 0; c < w.Shape[1]; c++)
                        packed[i++] = from[o * w.Strides[0] + c * w.Strides[1] + ky * w.Strides[2] + kx * w.Strides[3]];
        return packed;
    }

    private static void UnpackWeights(float* packed, in View w)
    {
        float* to = w.Data<float>();
        int i = 0;
        for (int o = 0; o < w.Shape[0]; o++)
            for (int ky = 0; ky < w.Shape[2]; ky++)
                for (int kx = 0; kx < w.Shape[3]; kx++)
                    for (int c = 0; c < w.Shape[1]; c++)
                        to[o * w.Strides[0] + c * w.Strides[1] + ky * w.Strides[2] + kx * w.Strides[3]] = packed[i++];
    }
}
