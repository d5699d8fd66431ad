namespace Nabla.Backends.Reference;

internal partial class ReferenceBackend
{
    public override void Draw(Distribution distribution, in Philox random, in View y)
    {
        for (long i = 0; i < y.Shape.Count; i++)
            Elements.Set(y, i, distribution.Sample(random, (ulong)i));
    }
}
