namespace Nabla.Backends.Reference;

internal partial class ReferenceBackend
{
    public override void Conv2d(in View x, in View w, View? bias, in View y, in Window window, int groups)
    {
        for (var i = new Indices(y.Shape); i.Next();)
        {
            double sum = bias is { } b ? Elements.Get(b, i[1] * b.Strides[0]) : 0;
            for (var t = new Taps(i, x.Shape, w.Shape, window, y.Shape[1] / groups); t.Next();)
                sum += Elements.Get(x, t.Input(x)) * Elements.Get(w, t.Weight(w));
            Elements.Set(y, i.At(y), sum);
        }
    }

    public override void Conv2dGradInput(in View dy, in View w, in View dx, in Window window, int groups)
    {
        Fill(dx, 0);
        for (var i = new Indices(dy.Shape); i.Next();)
            for (var t = new Taps(i, dx.Shape, w.Shape, window, dy.Shape[1] / groups); t.Next();)
                Add(dx, t.Input(dx), Elements.Get(dy, i.At(dy)) * Elements.Get(w, t.Weight(w)));
    }

    public override void Conv2dGradWeight(in View x, in View dy, in View dw, in Window window, int groups)
    {
        Fill(dw, 0);
        for (var i = new Indices(dy.Shape); i.Next();)
            for (var t = new Taps(i, x.Shape, dw.Shape, window, dy.Shape[1] / groups); t.Next();)
                Add(dw, t.Weight(dw), Elements.Get(dy, i.At(dy)) * Elements.Get(x, t.Input(x)));
    }

    private static void Add(in View v, long at, double x) => Elements.Set(v, at, Elements.Get(v, at) + x);

    /// <summary>The (channel, ky, kx) of one output element whose input pixel lies inside the image.</summary>
    private struct Taps(Indices output, Shape x, Shape w, Window window, int outputsPerGroup)
    {
        private readonly long n = output[0], o = output[1], firstChannel = output[1] / outputsPerGroup * w[1];
        private readonly long top = output[2] * window.Stride.H - window.Padding.H, left = output[3] * window.Stride.W - window.Padding.W;
        private Indices tap = new([w[1], w[2], w[3]]);
        private readonly int height = x[2], width = x[3];

        private readonly long Row => top + tap[1] * window.Dilation.H;

        private readonly long Column => left + tap[2] * window.Dilation.W;

        internal bool Next()
        {
            while (tap.Next())
                if ((ulong)Row < (ulong)height && (ulong)Column < (ulong)width)
                    return true;
            return false;
        }

        internal readonly long Input(in View v) =>
            n * v.Strides[0] + (firstChannel + tap[0]) * v.Strides[1] + Row * v.Strides[2] + Column * v.Strides[3];

        internal readonly long Weight(in View v) =>
            o * v.Strides[0] + tap[0] * v.Strides[1] + tap[1] * v.Strides[2] + tap[2] * v.Strides[3];
    }
}
