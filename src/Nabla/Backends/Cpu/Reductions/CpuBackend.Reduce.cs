namespace Nabla.Backends.Cpu;

/// <summary>Reductions over any axes.</summary>
internal sealed unsafe partial class CpuBackend
{
    public override void Sum(in View x, in View y) => Reduce<SumReducer>(x, y);

    private void Reduce<TReducer>(in View x, in View y)
        where TReducer : struct, IReducer
    {
        if (y.Shape.Count == 0)
            return;
        if (x.Shape.Count == 0)
            Fill(y, TReducer.Start);
        else
            Reduction<TReducer>.Run(x, y);
    }
}
