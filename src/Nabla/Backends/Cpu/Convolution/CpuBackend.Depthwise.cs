namespace Nabla.Backends.Cpu;

/// <summary>Convolution in which every channel has a filter of its own.</summary>
internal sealed unsafe partial class CpuBackend
{
    /// <summary>True for one filter a channel, of few enough taps.</summary>
    private static bool IsDepthwise(in View w, in Window window, int groups) =>
        groups > 1 && groups == w.Shape[0] && w.Shape[1] == 1 && window.Kernel.H * window.Kernel.W <= Depthwise.MaxTaps;

    internal override bool TryExpandedDepthwise(in View x, in View w, View? bias, Pointwise? between, in View taps, View? tapsBias, in Window window, Pointwise? activation, in View y)
    {
        var reach = Reach.Forward(window, x.Shape);
        if (!x.HasChannelsTogether || x.Strides[1] != 1 || y.Strides[1] != 1 || window.Dilation != (1, 1) || !IsDepthwise(taps, window, taps.Shape[0])
            || bias is { IsContiguous: false } || tapsBias is { IsContiguous: false } || w.Shape.Count == 0)
            return false;
        var kept = TapsFirst(taps, taps.Storage, out float* weights);
        var depthwise = new Depthwise
        {
            Y = new(y),
            Weights = weights,
            Bias = tapsBias is { } t ? t.Data<float>() : null,
            Rows = reach.Rows,
            Columns = reach.Columns,
            Epilogue = new(activation),
        };
        var expand = Correlate(x, y, new(1)) with { Outputs = w.Shape[0] };
        bool done = ExpandedDepthwise.TryRun(expand, Panels(w), bias is { } b ? b.Data<float>() : null, w.Storage, between, depthwise);
        GC.KeepAlive(kept);
        return done;
    }

    private void DepthwiseConv2d(in View x, in View w, View? bias, in View y, in Window window, in Epilogue epilogue) =>
        RunDepthwise(x, w, bias, y, Reach.Forward(window, x.Shape), w.Storage, epilogue);

    private void DepthwiseGradInput(in View dy, in View w, in View dx, in Window window) =>
        RunDepthwise(dy, w, null, dx, Reach.Backward(window, dy.Shape), null, default);

    private void RunDepthwise(in View x, in View w, View? bias, in View y, (Reach Rows, Reach Columns) reach, Storage? keeps, in Epilogue epilogue)
    {
        var source = ChannelsTogether(x);
        var kept = TapsFirst(w, keeps, out float* weights);
        new Depthwise
        {
            X = new(source),
            Y = new(y),
            Weights = weights,
            Bias = bias is { } b ? b.Data<float>() : null,
            Rows = reach.Rows,
            Columns = reach.Columns,
            Epilogue = epilogue,
        }.Run();
        GC.KeepAlive(kept);
        GC.KeepAlive(source.Storage.Guard);
    }

    private void DepthwiseGradWeight(in View x, in View dy, in View dw, in Window window)
    {
        View seen = ChannelsTogether(x), above = ChannelsTogether(dy);
        var (rows, columns) = Reach.Forward(window, x.Shape);
        float* sums = new DepthwiseWeightGradient { X = new(seen), Dy = new(above), Rows = rows, Columns = columns }.Run();
        GC.KeepAlive(seen.Storage.Guard);
        GC.KeepAlive(above.Storage.Guard);

        float* to = dw.Data<float>();
        for (int ky = 0; ky < window.Kernel.H; ky++)
            for (int kx = 0; kx < window.Kernel.W; kx++)
                for (int c = 0; c < dw.Shape[0]; c++)
                    to[c * dw.Strides[0] + ky * dw.Strides[2] + kx * dw.Strides[3]] = *sums++;
    }

    /// <summary>(C, 1, kh, kw) → (kh·kw, C): for good where <paramref name="source"/> keeps it, else in the calling thread's work space.</summary>
    /// <returns>What must live while they are used.</returns>
    private static PackedWeights? TapsFirst(in View w, Storage? source, out float* packed)
    {
        var key = new PackKey("depthwise", source is null ? 0 : (nint)w.Data<float>() - source.Pointer, (nint)w.Strides[0], 0, (nint)w.Strides[2], (nint)w.Strides[3], w.Shape[0], w.Shape[2], w.Shape[3], 0, 0);
        if (PackedWeights.Find(source, key) is { } kept)
        {
            packed = kept.Data;
            return kept;
        }

        var room = PackedWeights.Room(source, key, w.Shape.Count);
        packed = room is null ? Scratch.Get(Scratch.Weights, w.Shape.Count) : room.Data;
        float* to = packed, from = w.Data<float>();
        for (int ky = 0; ky < w.Shape[2]; ky++)
            for (int kx = 0; kx < w.Shape[3]; kx++)
                for (int c = 0; c < w.Shape[0]; c++)
                    *to++ = from[c * w.Strides[0] + ky * w.Strides[2] + kx * w.Strides[3]];
        if (room is not null)
            source!.Packed = room;
        return room;
    }
}
