using Nabla.Backends.Reference;

namespace Nabla.Backends.Cpu;

/// <summary>Norms over channels: one pass for the sums, in pieces that shapes alone determine, and one that applies three numbers a channel.</summary>
internal sealed unsafe partial class CpuBackend
{
    public override void ChannelMoments(in View x, in View mean, in View variance)
    {
        bool together = Planes.AreTogether(x), asOne = mean.Shape[0] == 1;
        var view = Arranged(x, together, asOne);
        var job = new MomentsJob { X = new(view, together, asOne) };
        job.Pairs = (double*)Scratch.Get(Scratch.Partial, 4 * job.X.Pieces * (together ? job.X.Channels : 1));
        Workers.ForWide(job.X.Chunks, ref job);
        int count = (int)mean.Shape.Count;
        double* means = (double*)Scratch.Get(Scratch.Merged, 4L * count), squares = means + count;
        job.Merge(mean.Shape[0], mean.Shape[1], means, squares);
        double numbers = (double)x.Shape.Count / count;
        for (int k = 0; k < count; k++)
        {
            Elements.Set(mean, k, means[k]);
            Elements.Set(variance, k, squares[k] / numbers);
        }

        GC.KeepAlive(view.Storage.Guard);
    }

    public override void ChannelNorm(in View x, in View mean, in View variance, View? weight, View? bias, double epsilon, View? shortcut, bool relu, in View y)
    {
        bool together = Planes.AreTogether(y), asOne = mean.Shape[0] == 1;
        View from = Arranged(x, together, asOne), to = Arranged(y, together, asOne);
        int channels = x.Shape[1], each = channels / mean.Shape[1], rows = mean.Shape[0];
        var job = new ChannelNormJob { X = new(from, together, asOne), Y = new(to, together, asOne), Numbers = new(rows, channels), Relu = relu, Stream = Streaming.Pays(to) };
        View? also = shortcut is { } s ? Arranged(s, together, asOne) : null;
        if (also is { } given)
            job.Shortcut = new(given, together, asOne);
        for (int k = 0; k < rows * channels; k++)
        {
            double centre = Elements.Get(mean, k / each), factor = Number(weight, k % channels, 1) * Scale(variance, k / each, epsilon);
            job.Numbers.Set(k, (float)centre, factor, 0, Offset(bias, k % channels, centre, factor));
        }

        Workers.ForWide(job.Y.Chunks, ref job);
        GC.KeepAlive(from.Storage.Guard);
        GC.KeepAlive(also?.Storage.Guard);
    }

    public override void ChannelNormGrad(
        in View x, in View mean, in View variance, View? weight, View? bias, double epsilon, bool fixedStatistics, bool relu, in View dy, View? dx, View? dweight, View? dbias)
    {
        if (relu)
            ChannelNormGrad<WithRelu>(x, mean, variance, weight, bias, epsilon, fixedStatistics, dy, dx, dweight, dbias);
        else
            ChannelNormGrad<WithoutRelu>(x, mean, variance, weight, bias, epsilon, fixedStatistics, dy, dx, dweight, dbias);
    }

    private void ChannelNormGrad<TRelu>(
        in View x, in View mean, in View variance, View? weight, View? bias, double epsilon, bool fixedStatistics, in View dy, View? dx, View? dweight, View? dbias)
        where TRelu : struct, IRelu
    {
        bool together = Planes.AreTogether(dx ?? x), asOne = mean.Shape[0] == 1;       // as what is written, which no copy can stand for
        View from = Arranged(x, together, asOne), gradient = Arranged(dy, together, asOne);
        int channels = x.Shape[1], groups = mean.Shape[1], each = channels / groups, rows = mean.Shape[0];
        var sums = new ChannelSumsJob<TRelu> { X = new(from, together, asOne), Dy = new(gradient, together, asOne), Numbers = new(rows, channels) };
        for (int k = 0; k < rows * channels; k++)
        {
            double centre = Elements.Get(mean, k / each), scale = Scale(variance, k / each, epsilon), factor = Number(weight, k % channels, 1) * scale;
            sums.Numbers.Set(k, centre, scale, factor, 0, gate: Offset(bias, k % channels, centre, factor));
        }

        sums.Pairs = (double*)Scratch.Get(Scratch.Partial, 4 * sums.X.Pieces * (together ? channels : 1));
        Workers.ForWide(sums.X.Chunks, ref sums);

        // From Σ dy and Σ dy·x̂ of each channel: its shares of dweight, dbias and of its group's means; then dx's numbers.
        int all = rows * channels;
        double* sumOf = (double*)Scratch.Get(Scratch.Merged, 4L * (all + channels)), productOf = sumOf + all, affine = productOf + all;
        sums.Merge(rows, sumOf, productOf);
        new Span<double>(affine, 2 * channels).Clear();
        double count = (double)x.Shape.Count / mean.Shape.Count;
        for (int k = 0; k < mean.Shape.Count; k++)
        {
            double centre = Elements.Get(mean, k), scale = Scale(variance, k, epsilon), g = 0, gx = 0;
            int first = k / groups * channels, start = k % groups * each;
            for (int c = start; c < start + each; c++)
            {
                double sum = sumOf[first + c], normal = productOf[first + c] + ((float)centre - centre) * scale * sum;
                affine[c] += normal;
                affine[channels + c] += sum;
                g += sum * Number(weight, c, 1) / count;
                gx += normal * Number(weight, c, 1) / count;
            }

            double slope = fixedStatistics ? 0 : -scale * scale * gx, offset = fixedStatistics ? 0 : -scale * g + ((float)centre - centre) * slope;
            for (int c = start; c < start + each; c++)
            {
                double factor = Number(weight, c, 1) * scale;
                sums.Numbers.Set(first + c, (float)centre, factor, slope, offset, gate: Offset(bias, c, centre, factor));
            }
        }

        for (int c = 0; c < channels; c++)
        {
            if (dweight is { } w)
                Elements.Set(w, c * w.Strides[0], affine[c]);
            if (dbias is { } b)
                Elements.Set(b, c * b.Strides[0], affine[channels + c]);
        }

        if (dx is { } result)
        {
            var job = new ChannelNormGradJob<TRelu> { X = sums.X, Dy = sums.Dy, Dx = new(Arranged(result, together, asOne), together, asOne), Numbers = sums.Numbers, Stream = Streaming.Pays(result) };
            Workers.ForWide(job.X.Chunks, ref job);
        }

        GC.KeepAlive(from.Storage.Guard);
        GC.KeepAlive(gradient.Storage.Guard);
    }

    private static double Scale(in View variance, long k, double epsilon) => 1 / Math.Sqrt(Elements.Get(variance, k) + epsilon);

    /// <summary>What (x − centre rounded) · factor needs added to be the norm's output.</summary>
    private static double Offset(View? bias, long c, double centre, double factor) => Number(bias, c, 0) + ((float)centre - centre) * factor;

    private static double Number(View? v, long i, double otherwise) => v is { } w ? Elements.Get(w, i * w.Strides[0]) : otherwise;

    /// <summary>(N, C, …) as (N, C, L) with its channels together or its pixels, and images in a row, copied where strides force it.</summary>
    private View Arranged(in View v, bool together, bool asOne)
    {
        Shape shape = [v.Shape[0], v.Shape[1], checked((int)(v.Shape.Count / v.Shape[0] / v.Shape[1]))];
        if (v.TryReshape(shape, out var planes) && (together ? planes.Strides[1] == 1 || shape[1] == 1 : planes.Strides[2] == 1 || shape[2] == 1)
            && (!asOne || !together || Planes.FollowEachOther(planes)))
            return planes;
        var copy = Tensor.Result(v.Shape, DType.F32).View;
        if (together)
            copy = copy.As(v.Shape, Strides.ChannelsLast(v.Shape), 0);
        Copy(v, copy);
        copy.TryReshape(shape, out planes);
        return planes;
    }
}
