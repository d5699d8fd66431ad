using Nabla.Data;

namespace Nabla.Cli;

/// <summary>The first samples of a data set: <c>--limit</c>.</summary>
internal sealed class FirstSamples(Dataset all, int count) : Dataset
{
    public override string Name => all.Name;

    public override int Count => Math.Min(count, all.Count);

    public override IReadOnlyList<Field> Fields => all.Fields;

    public override void Read(int index, in Philox random, Sample to) => all.Read(index, random, to);
}
