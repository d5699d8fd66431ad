namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>Tensors one after the other along an axis; their other sizes agree. PyTorch's <c>cat</c>.</summary>
    /// <remarks>Each gets the part of dy that is its own.</remarks>
    public static Tensor Concat(ReadOnlySpan<Tensor> tensors, int axis = 0)
    {
        if (tensors.Length == 0)
            throw new ShapeException("concat", "no tensors were given. Give at least one.");
        for (int i = 0; i < tensors.Length; i++)
            CheckGiven("concat", $"tensor {i}", tensors[i]);
        var first = tensors[0];
        axis = first.Shape.Axis(axis, "concat");
        long size = 0;
        for (int i = 0; i < tensors.Length; i++)
        {
            var t = tensors[i];
            if (t.DType != first.DType)
                throw new DTypeException("concat", $"tensor {i} is {t.DType}, tensor 0 is {first.DType}. Convert one with To.");
            if (t.Shape.Rank != first.Shape.Rank || t.Shape.With(axis, first.Shape[axis]) != first.Shape)
                throw new ShapeException("concat", $"tensor {i} of shape {t.Shape} does not fit tensor 0 of shape {first.Shape}: but for axis {axis}, their sizes must agree. Reshape or slice one.");
            size += t.Shape[axis];
        }

        var y = ResultIn("concat", first.View, first.Shape.With(axis, AxisSize("concat", size, axis)));
        var all = Region.All(y.Shape);
        int at = 0;
        bool records = false;
        foreach (var t in tensors)
        {
            y.Backend.Copy(t.View, all.Cut(axis, at, t.Shape[axis]).Of(y.View));
            at += t.Shape[axis];
            records |= Records(t);
        }

        return records ? y.From(new ConcatNode(tensors.ToArray(), axis)) : y;
    }

    /// <summary>Tensors of one shape along a new axis, which stands at place <paramref name="axis"/>.</summary>
    public static Tensor Stack(ReadOnlySpan<Tensor> tensors, int axis = 0)
    {
        if (tensors.Length == 0)
            throw new ShapeException("stack", "no tensors were given. Give at least one.");
        var rows = new Tensor[tensors.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            CheckGiven("stack", $"tensor {i}", tensors[i]);
            if (tensors[i].Shape != tensors[0].Shape)
                throw new ShapeException("stack", $"tensor {i} has shape {tensors[i].Shape}, tensor 0 {tensors[0].Shape}. Stacked tensors have one shape; use Concat along an existing axis.");
            if (tensors[i].DType != tensors[0].DType)
                throw new DTypeException("stack", $"tensor {i} is {tensors[i].DType}, tensor 0 is {tensors[0].DType}. Convert one with To.");
            rows[i] = tensors[i].Unsqueezed("stack", axis);
        }

        return Concat(rows, axis);
    }

    /// <summary>An uninitialized result of another shape, channels-last where <paramref name="v"/> is.</summary>
    private static Tensor ResultIn(string op, in View v, in Shape shape) =>
        v.IsChannelsLast && !v.IsContiguous && shape.Rank == 4 ? ImageResult(shape, v.DType, op) : Result(shape, v.DType, op);
}

internal sealed class ConcatNode(Tensor[] tensors, int axis) : Node(tensors)
{
    public override string Name => "concat";

    public override IReadOnlyList<(string Name, object Value)> Attributes => [("axis", axis)];

    protected internal override void Backward(Tensor dy)
    {
        int at = 0;
        for (int i = 0; i < Inputs.Count; i++)
        {
            int size = Inputs[i]!.Shape[axis];
            if (Wants(i))
                Give(i, dy.Narrow(axis, at, size));
            at += size;
        }
    }
}
