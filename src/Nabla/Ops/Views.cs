namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>The same elements in row-major order under another shape. Copies only where strides force it.</summary>
    public Tensor Reshape(Shape shape)
    {
        if (shape == Shape)
            return this;
        if (shape.Count != Shape.Count)
            throw new ShapeException("reshape", $"shape {Shape} has {Shape.Count} elements, {shape} has {shape.Count}. The counts must agree.");
        var x = Contiguous();
        return x.ViewAs(x.View.As(shape, Strides.RowMajor(shape), x.View.Offset), "reshape", static (dy, shape) => dy.Reshape(shape));
    }

    /// <summary>The dimensions in another order, without copying.</summary>
    public Tensor Permute(params int[] axes)
    {
        if (axes.Length != Shape.Rank)
            throw new ShapeException("permute", $"{axes.Length} axes given for shape {Shape}. Name each of its {Shape.Rank} dimensions once.");
        int[] sizes = new int[axes.Length], inverse = new int[axes.Length];
        Strides strides = default;
        int seen = 0;
        for (int i = 0; i < axes.Length; i++)
        {
            int a = Shape.Axis(axes[i], "permute");
            if ((seen & 1 << a) != 0)
                throw new RangeException("permute", $"axis {axes[i]} is named twice for shape {Shape}. Name each dimension once.");
            seen |= 1 << a;
            sizes[i] = Shape[a];
            strides[i] = View.Strides[a];
            inverse[a] = i;
        }

        return ViewAs(View.As(new Shape(sizes), strides, View.Offset), "permute", (dy, _) => dy.Permute(inverse));
    }

    /// <summary>Two dimensions exchanged, without copying.</summary>
    public Tensor Transpose(int a, int b)
    {
        (a, b) = (Shape.Axis(a, "transpose"), Shape.Axis(b, "transpose"));
        var axes = Enumerable.Range(0, Shape.Rank).ToArray();
        (axes[a], axes[b]) = (b, a);
        return Permute(axes);
    }

    /// <summary>The matrix transposed: the last two dimensions exchanged.</summary>
    public Tensor T => Transpose(-2, -1);

    /// <summary>Broadcast to a larger shape, without copying.</summary>
    public Tensor Expand(Shape shape)
    {
        if (Shape.Broadcast("expand", Shape, shape) != shape)
            throw new ShapeException("expand", $"shape {Shape} does not expand to {shape}. Only dimensions of size 1 grow.");
        return ViewAs(View.Expand(shape), "expand", static (dy, shape) => dy.SumTo(shape));
    }

    private Tensor ViewAs(in View view, string name, Func<Tensor, Shape, Tensor> adjoint)
    {
        var y = new Tensor(view);
        return Records(this) ? y.From(new ViewNode(name, this, adjoint)) : y;
    }
}

internal sealed class ViewNode(string name, Tensor x, Func<Tensor, Shape, Tensor> adjoint) : Node(x)
{
    public override string Name => name;

    protected internal override void Backward(Tensor dy) => Give(0, adjoint(dy, Inputs[0]!.Shape));
}
