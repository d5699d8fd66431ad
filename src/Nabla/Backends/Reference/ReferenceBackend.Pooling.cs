namespace Nabla.Backends.Reference;

internal partial class ReferenceBackend
{
    public override void AvgPool2d(in View x, in View y, in Window window)
    {
        double area = window.Kernel.H * window.Kernel.W;
        for (var i = new Indices(y.Shape); i.Next();)
        {
            double sum = 0;
            for (var p = new Pixels(i, x.Shape, window); p.Next();)
                sum += Elements.Get(x, p.At(x));
            Elements.Set(y, i.At(y), sum / area);
        }
    }

    public override void AvgPool2dGrad(in View dy, in View dx, in Window window)
    {
        Fill(dx, 0);
        double area = window.Kernel.H * window.Kernel.W;
        for (var i = new Indices(dy.Shape); i.Next();)
            for (var p = new Pixels(i, dx.Shape, window); p.Next();)
                Add(dx, p.At(dx), Elements.Get(dy, i.At(dy)) / area);
    }

    public override void MaxPool2d(in View x, in View y, View? index, in Window window)
    {
        for (var i = new Indices(y.Shape); i.Next();)
        {
            double max = double.NegativeInfinity;
            long where = -1;
            for (var p = new Pixels(i, x.Shape, window); p.Next();)
            {
                double v = Elements.Get(x, p.At(x));
                if (where >= 0 && !(v > max) && (!double.IsNaN(v) || double.IsNaN(max)))
                    continue;
                max = v;
                where = index is { DType: DType.U8 } ? p.InWindow : p.InPlane;
            }

            Elements.Set(y, i.At(y), max);
            if (index is { } places)
                Elements.Set(places, i.At(places), where);
        }
    }

    public override void MaxPool2dGrad(in View dy, in View index, in View dx, in Window window)
    {
        Fill(dx, 0);
        if (dx.Shape.Count == 0)
            return;                                         // windows over nothing but padding
        for (var i = new Indices(dy.Shape); i.Next();)
        {
            long p = Elements.GetInteger(index, i.At(index)), row = p / dx.Shape[3], column = p % dx.Shape[3];
            if (index.DType == DType.U8)
            {
                row = i[2] * window.Stride.H - window.Padding.H + p / window.Kernel.W * window.Dilation.H;
                column = i[3] * window.Stride.W - window.Padding.W + p % window.Kernel.W * window.Dilation.W;
            }

            Add(dx, i[0] * dx.Strides[0] + i[1] * dx.Strides[1] + row * dx.Strides[2] + column * dx.Strides[3], Elements.Get(dy, i.At(dy)));
        }
    }

    /// <summary>The pixels of one output element's window that lie inside the image.</summary>
    private struct Pixels(Indices output, Shape x, Window window)
    {
        private Indices tap = new([window.Kernel.H, window.Kernel.W]);

        private readonly long Row => output[2] * window.Stride.H - window.Padding.H + tap[0] * window.Dilation.H;

        private readonly long Column => output[3] * window.Stride.W - window.Padding.W + tap[1] * window.Dilation.W;

        internal readonly long InWindow => (long)tap[0] * window.Kernel.W + tap[1];

        internal readonly long InPlane => Row * x[3] + Column;

        internal bool Next()
        {
            while (tap.Next())
                if ((ulong)Row < (ulong)x[2] && (ulong)Column < (ulong)x[3])
                    return true;
            return false;
        }

        internal readonly long At(in View v) =>
            output[0] * v.Strides[0] + output[1] * v.Strides[1] + Row * v.Strides[2] + Column * v.Strides[3];
    }
}
