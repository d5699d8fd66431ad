using Nabla.Backends.Cpu;

namespace Nabla.Tests.Backends;

[Collection(nameof(WorkersCollection))]
public sealed unsafe class GemmTests : IDisposable
{
    private readonly int _count = Workers.Count;

    public void Dispose() => Workers.Count = _count;

    public static TheoryData<int, int, int> Shapes => new()
    {
        { 1, 1, 1 }, { 1, 7, 3 }, { 7, 1, 5 }, { 3, 5, 0 }, { 0, 4, 4 }, { 4, 0, 4 }, { 14, 32, 16 }, { 15, 33, 17 },
        { 13, 31, 9 }, { 6, 16, 8 }, { 5, 9, 1 }, { 28, 64, 40 }, { 64, 120, 400 }, { 120, 400, 64 }, { 64, 400, 120 },
        { 64, 84, 120 }, { 64, 10, 84 }, { 10, 84, 64 }, { 33, 129, 511 }, { 37, 65, 512 }, { 17, 35, 513 },
        { 70, 41, 1100 }, { 200, 20, 30 }, { 20, 200, 30 }, { 301, 257, 129 }, { 1, 300, 700 }, { 300, 1, 700 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void AgreesWithLoopsInEveryLayout(int m, int n, int k)
    {
        double[] products = new Problem(m, n, k, Layout.Plain, Layout.Plain, false, false).Products();
        foreach (var aLayout in Enum.GetValues<Layout>())
            foreach (var bLayout in Enum.GetValues<Layout>())
                foreach (bool accumulate in new[] { false, true })
                    foreach (bool bias in new[] { false, true })
                        Check(new Problem(m, n, k, aLayout, bLayout, accumulate, bias), products);
    }

    [Theory]
    [InlineData(301, 257, 1030)]
    [InlineData(64, 120, 400)]
    [InlineData(1000, 40, 70)]
    [InlineData(40, 1000, 70)]
    public void ResultsDoNotDependOnTheNumberOfThreads(int m, int n, int k)
    {
        var problem = new Problem(m, n, k, Layout.Plain, Layout.Transposed, Accumulate: true, Bias: true);
        Workers.Count = 1;
        float[] one = problem.Run();
        foreach (int threads in new[] { 2, 3 })
        {
            Workers.Count = threads;
            Assert.Equal(one.Select(BitConverter.SingleToInt32Bits), problem.Run().Select(BitConverter.SingleToInt32Bits));
        }
    }

    [Fact]
    public void WarmCallsDoNotAllocate()
    {
        Workers.Count = 2;
        fixed (float* x = new float[64 * 400], y = new float[120 * 400], z = new float[64 * 120])
        {
            // While another test has the workers a call runs inline, and the first that does not may start a thread.
            long allocated = 1;
            for (int round = 0; round < 10 && allocated > 0; round++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                for (int i = 0; i < 50; i++) Gemm.Run(64, 120, 400, x, 400, 1, y, 1, 400, z, 120, null, false);
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            }

            Assert.Equal(0, allocated);
        }
    }

    private static void Check(Problem p, double[] products)
    {
        float[] actual = p.Run();
        double[] expected = p.Expected(products);
        for (int i = 0; i < expected.Length; i++)
        {
            double allowed = 1e-6 * (p.K + 4);
            if (!(Math.Abs(actual[i] - expected[i]) <= allowed))
                Assert.Fail($"{p}: element {i} is {actual[i]}, expected {expected[i]}");
        }
    }

    public enum Layout { Plain, Transposed, Strided, Reversed }

    /// <summary>A product of random operands, with the last column of C's rows left as a guard.</summary>
    public sealed record Problem(int M, int N, int K, Layout ALayout, Layout BLayout, bool Accumulate, bool Bias)
    {
        private readonly float[] _a = Random(M, K, 1), _b = Random(K, N, 2), _c = Random(M, N + 1, 3), _bias = Random(1, N, 4);

        public float[] Run()
        {
            var c = (float[])_c.Clone();
            float[] a = Arrange(_a, M, K, ALayout, out int a0, out nint aRow, out nint aCol);
            float[] b = Arrange(_b, K, N, BLayout, out int b0, out nint bRow, out nint bCol);
            fixed (float* pa = a, pb = b, pc = c, bias = _bias)
                Gemm.Run(M, N, K, pa + a0, aRow, aCol, pb + b0, bRow, bCol, pc, N + 1, Bias ? bias : null, Accumulate);
            return c;
        }

        public double[] Products()
        {
            var products = new double[M * N];
            for (int i = 0; i < M; i++)
                for (int k = 0; k < K; k++)
                    for (int j = 0; j < N; j++) products[i * N + j] += (double)_a[i * K + k] * _b[k * N + j];
            return products;
        }

        public double[] Expected(double[] products)
        {
            double[] c = [.. _c.Select(x => (double)x)];
            for (int i = 0; i < M; i++)
            {
                for (int j = 0; j < N; j++)
                {
                    ref double x = ref c[i * (N + 1) + j];
                    x = (Accumulate ? x : 0) + (Bias ? _bias[j] : 0) + products[i * N + j];
                }
            }
            return c;
        }

        private static float[] Random(int rows, int columns, int seed)
        {
            var random = new Random(seed);
            var data = new float[rows * columns];
            foreach (ref float x in data.AsSpan()) x = random.NextSingle() * 2 - 1;
            return data;
        }

        /// <summary>Lays a row-major matrix out anew, with NaN wherever no element lies.</summary>
        private static float[] Arrange(
            float[] x, int rows, int columns, Layout layout, out int start, out nint row, out nint column)
        {
            (row, column) = layout switch
            {
                Layout.Plain => (columns, 1),
                Layout.Transposed => ((nint)1, rows),
                Layout.Strided => (columns * 2 + 3, 2),
                _ => (-columns - 1, -1),
            };
            start = layout == Layout.Reversed ? Math.Max(0, rows * (columns + 1)) : 0;
            var data = new float[Math.Max(1, (rows + 1) * (columns * 2 + 4))];
            Array.Fill(data, float.NaN);
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < columns; j++)
                    data[start + i * row + j * column] = x[i * columns + j];
            return data;
        }
    }
}
