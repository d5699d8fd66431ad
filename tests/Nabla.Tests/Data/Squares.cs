using Nabla.Data;

namespace Nabla.Tests.Data;

/// <summary>Sample i is (i, i², noise) and its label i: small enough to check by hand.</summary>
internal sealed class Squares(int count, int? failsAt = null) : Dataset
{
    internal int Reads;

    public override string Name => "squares";

    public override int Count => count;

    public override IReadOnlyList<Field> Fields { get; } = [new("x", [3], DType.F32), new("y", [], DType.I64)];

    public override void Read(int index, in Philox random, Sample to)
    {
        Interlocked.Increment(ref Reads);
        if (index == failsAt)
            throw new IOException("The disk is on fire.");
        var x = to.Span<float>(0);
        (x[0], x[1], x[2]) = (index, (float)index * index, (float)random.Uniform(0));
        to.Span<long>(1)[0] = index;
    }
}
