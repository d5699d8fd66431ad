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

    private static long Replaced(in Indices i, in View v, int axis, in View index) =>
        i.At(v) + (Elements.GetInteger(index, i.At(index)) - i[axis]) * v.Strides[axis];
}
