using System.Runtime.Intrinsics;

namespace Nabla.Backends.Cpu;

/// <summary>Maximum and minimum over any axes: one pass in the order of x's memory, on one thread.</summary>
internal sealed unsafe partial class CpuBackend
{
    public override void Max(in View x, in View y)
    {
        Fill(y, double.NegativeInfinity);
        Fold<Larger>(x, y);
    }

    public override void Min(in View x, in View y)
    {
        Fill(y, double.PositiveInfinity);
        Fold<Smaller>(x, y);
    }

    private static void Fold<TBetter>(in View x, in View y) where TBetter : struct, IBetter
    {
        var loop = new Loop(x, y.Expand(x.Shape));
        for (int chunk = 0; chunk < loop.Chunks; chunk++)
            for (var r = loop.Chunk(chunk); r.Next();)
            {
                float* px = (float*)r.At(0), py = (float*)r.At(1);
                long sx = r.Step(0), sy = r.Step(1), n = r.Length, i = 0;
                if (sy == 0 && sx == 1 && n >= 8)
                {
                    var best = Vector256.Load(px);
                    for (i = 8; i <= n - 8; i += 8)
                        best = TBetter.Of(best, Vector256.Load(px + i));
                    for (int k = 0; k < 8; k++)
                        *py = TBetter.Of(*py, best[k]);
                }
                else if (sy == 1 && sx == 1)
                    for (; i <= n - 8; i += 8)
                        TBetter.Of(Vector256.Load(py + i), Vector256.Load(px + i)).Store(py + i);
                for (; i < n; i++)
                    py[i * sy] = TBetter.Of(py[i * sy], px[i * sx]);
            }
    }

    private interface IBetter
    {
        static abstract float Of(float a, float b);

        static abstract Vector256<float> Of(Vector256<float> a, Vector256<float> b);
    }

    private readonly struct Larger : IBetter
    {
        public static float Of(float a, float b) => MathF.Max(a, b);

        public static Vector256<float> Of(Vector256<float> a, Vector256<float> b) => Vector256.Max(a, b);
    }

    private readonly struct Smaller : IBetter
    {
        public static float Of(float a, float b) => MathF.Min(a, b);

        public static Vector256<float> Of(Vector256<float> a, Vector256<float> b) => Vector256.Min(a, b);
    }
}
