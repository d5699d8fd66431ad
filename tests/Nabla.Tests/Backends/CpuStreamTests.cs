using System.Runtime.InteropServices;

namespace Nabla.Tests.Backends;

/// <summary>Stores past the caches, in every vector width: the same bits, wherever the result begins.</summary>
public unsafe class CpuStreamTests
{
    private const int Count = 1003;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void Streamed_results_are_those_stored(int offset)
    {
        float* memory = (float*)NativeMemory.AlignedAlloc(5 * 1024 * sizeof(float), 64);
        try
        {
            float* a = memory, b = a + 1024, to = b + 1024 + offset, plain = memory + 3 * 1024, end = to + Count;
            for (int i = 0; i < Count; i++)
                (a[i], b[i]) = (i / 100f - 5, MathF.Sin(i));
            Pointwise.Silu.MapGrad(a, a, b, plain, Count, false);
            Check(() => Pointwise.Silu.MapGrad(a, a, b, to, Count, true));
            Tensor.MulF.Map(a, 1, b, 1, plain, Count, false);
            Check(() => Tensor.MulF.Map(a, 1, b, 1, to, Count, true));

            void Check(Action streamed)
            {
                *end = 7;
                streamed();
                Streaming.End();
                Assert.True(new Span<float>(plain, Count).SequenceEqual(new Span<float>(to, Count)));
                Assert.Equal(7, *end);
            }
        }
        finally
        {
            NativeMemory.AlignedFree(memory);
        }
    }
}
