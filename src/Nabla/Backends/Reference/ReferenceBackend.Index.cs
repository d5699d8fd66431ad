namespace Nabla.Backends.Reference;

internal partial class ReferenceBackend
{
    public override void Gather(in View x, int axis, in View index, in View y)
    {
        for (var i = new Indices(y.Shape); i.Next();)
            Elements.Copy(x, Replaced(i, x, axis, index), y, i.At(y));
    }

    public override void ScatterAdd(in View x, int axis, in View index, in View y)
    {
        for (var i = new Indices(x.Shape); i.Next();)
        {
            long to = Replaced(i, y, axis, index);
            if (Elements.IsInteger(y.DType))
                Elements.SetExact("scatter_add", y, to, (Int128)Elements.GetInteger(y, to) + Elements.GetInteger(x, i.At(x)));
            else
                Elements.Set(y, to, Elements.Get(y, to) + Elements.Get(x, i.At(x)));
        }
    }

    public override void EmbeddingGrad(in View dy, in View index, int padding, in View dx)
    {
        Fill(dx, 0);
        for (var i = new Indices(dy.Shape); i.Next();)
        {
            long row = Elements.GetInteger(index, i[0] * index.Strides[0]);
            if (row != padding)
                Add(dx, row * dx.Strides[0] + i[1] * dx.Strides[1], Elements.Get(dy, i.At(dy)));
        }
    }

    private static long Replaced(in Indices i, in View v, int axis, in View index) =>
        i.At(v) + (Elements.GetInteger(index, i.At(index)) - i[axis]) * v.Strides[axis];
}
