namespace Nabla.Backends.Reference;

internal partial class ReferenceBackend
{
    public override void DropoutMask(in Philox random, double p, in View mask)
    {
        ulong index = 0;
        for (var i = new Indices(mask.Shape); i.Next(); index++)
            Elements.Set(mask, i.At(mask), random.Uniform(index) >= p ? 1 : 0);
    }

    public override void ScaleMasked(in View x, in View mask, double scale, in View y)
    {
        for (var i = new Indices(y.Shape); i.Next();)
            Elements.Set(y, i.At(y), Elements.Get(x, i.At(x)) * Elements.Get(mask, i.At(mask)) * scale);
    }
}
