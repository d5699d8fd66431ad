namespace Nabla;

/// <summary>Tensors that a formula gives.</summary>
public sealed partial class Tensor
{
    /// <summary>A tensor of one value throughout, converted to its type as <see cref="To"/> does.</summary>
    public static Tensor Full(Shape shape, double value, DType type = DType.F32) => Filled("full", shape, value, type);

    private static Tensor Filled(string op, in Shape shape, double value, DType type)
    {
        var t = Result(shape, type, op);
        t.Backend.Fill(t.View, value);
        GC.KeepAlive(t);
        return t;
    }

    /// <summary>Zeros.</summary>
    public static Tensor Zeros(Shape shape, DType type = DType.F32) => Filled("zeros", shape, 0, type);

    /// <summary>Ones.</summary>
    public static Tensor Ones(Shape shape, DType type = DType.F32) => Filled("ones", shape, 1, type);

    /// <summary>One value throughout, in the shape, type and layout of <paramref name="x"/>.</summary>
    public static Tensor FullLike(Tensor x, double value)
    {
        var t = ResultLike(x.View);
        t.Backend.Fill(t.View, value);
        GC.KeepAlive(t);
        return t;
    }

    /// <summary>Zeros in the shape, type and layout of <paramref name="x"/>.</summary>
    public static Tensor ZerosLike(Tensor x) => FullLike(x, 0);

    /// <summary>Ones in the shape, type and layout of <paramref name="x"/>.</summary>
    public static Tensor OnesLike(Tensor x) => FullLike(x, 1);

    /// <summary>A gradient of x to add to: zeros in its shape and layout, in the type of the gradient, which for BF16 and F16 is F32.</summary>
    internal static Tensor ZeroGradient(Tensor x, Tensor dy)
    {
        var dx = ResultLike(x.View, dy.DType);
        dx.Backend.Fill(dx.View, 0);
        return dx;
    }

    /// <summary>0, 1, … up to but not including <paramref name="stop"/>.</summary>
    public static Tensor Arange(long stop) => Arange(0, stop);

    /// <summary>Whole numbers from <paramref name="start"/> up (or down) to but not including <paramref name="stop"/>.</summary>
    public static Tensor Arange(long start, long stop, long step = 1, DType type = DType.I64)
    {
        var values = Room<long>("arange", Steps(start, stop, step, step == 0 ? 0 : Math.Ceiling((double)((Int128)stop - start) / step)));
        for (int i = 0; i < values.Length; i++)
            values[i] = start + i * step;
        return Of(values).To(type);
    }

    /// <summary>start + i·step up (or down) to but not including <paramref name="stop"/>; rounding may decide about the last.</summary>
    public static Tensor Arange(double start, double stop, double step = 1, DType type = DType.F32)
    {
        var values = Room<double>("arange", Steps(start, stop, step, Math.Ceiling((stop - start) / step)));
        for (int i = 0; i < values.Length; i++)
            values[i] = start + i * step;
        return Of(values).To(type);
    }

    /// <summary><paramref name="count"/> evenly spaced values from <paramref name="start"/> to <paramref name="end"/>, both included.</summary>
    public static Tensor Linspace(double start, double end, int count, DType type = DType.F32)
    {
        if (count < 0)
            throw new RangeException("linspace", $"count {count} is negative. Ask for 0 values or more.");
        if (!double.IsFinite(start) || !double.IsFinite(end) || !double.IsFinite(end - start))
            throw new RangeException("linspace", FormattableString.Invariant($"values from {start} to {end} cannot be evenly spaced. Give finite ends, not further apart than float64 reaches."));
        var values = Room<double>("linspace", count);
        double step = (end - start) / Math.Max(1, count - 1);
        for (int i = 0; i < count; i++)
            values[i] = i < count / 2 || count == 1 ? start + i * step : end - (count - 1 - i) * step;
        return Of(values).To(type);
    }

    /// <summary>The matrix (rows, columns) with ones on its diagonal; square when <paramref name="columns"/> is not given.</summary>
    public static Tensor Eye(int rows, int? columns = null, DType type = DType.F32)
    {
        var t = Filled("eye", new Shape([rows, columns ?? rows], "eye"), 0, type);
        Strides diagonal = default;
        diagonal[0] = t.Shape[1] + 1L;
        t.Backend.Fill(t.View.As([Math.Min(t.Shape[0], t.Shape[1])], diagonal, 0), 1);
        GC.KeepAlive(t);
        return t;
    }

    private static int Steps(double start, double stop, double step, double count) =>
        count is >= 0 and <= int.MaxValue && step != 0 ? (int)count
            : throw new RangeException("arange", FormattableString.Invariant($"steps of {step} do not lead from {start} to {stop} in 0 to {int.MaxValue} steps. Check the step's sign and size."));
}
