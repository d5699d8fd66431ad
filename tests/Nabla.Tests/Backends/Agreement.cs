using Nabla.Backends.Cpu;

namespace Nabla.Tests.Backends;

/// <summary>Holds the CPU's kernels (F32) to the Reference loops (F64), values and gradients, and to themselves on other numbers of threads.</summary>
internal static class Agreement
{
    /// <summary>Compares a function of normal inputs, and its gradients, within 1e-5 of each value or of the root mean square.</summary>
    internal static void Check(Func<Tensor[], Tensor> f, params int[][] shapes) => Check(1e-5, f, shapes);

    internal static void Check(double tolerance, Func<Tensor[], Tensor> f, params int[][] shapes)
    {
        double[][] fast = Gradients(DType.F32, f, shapes), exact = Gradients(DType.F64, f, shapes);
        for (int k = 0; k < exact.Length; k++)
            Close(exact[k], fast[k], tolerance, k == 0 ? "value" : $"gradient {k - 1}");
    }

    /// <summary>|a − b| ≤ tolerance · max(|b|, rms b) for every element.</summary>
    internal static void Close(double[] exact, double[] fast, double tolerance, string what)
    {
        Assert.Equal(exact.Length, fast.Length);
        double rms = Math.Sqrt(exact.Sum(v => v * v) / Math.Max(1, exact.Length));
        for (int i = 0; i < exact.Length; i++)
            if (!(Math.Abs(fast[i] - exact[i]) <= tolerance * Math.Max(Math.Abs(exact[i]), rms)))
                Assert.Fail($"{what}: element {i} of {exact.Length} is {fast[i]}, {exact[i]} was expected");
    }

    /// <summary>The same bits, values and gradients, for one, two and three threads. Needs <see cref="WorkersCollection"/>.</summary>
    internal static void SameBits(Func<Tensor[], Tensor> f, params int[][] shapes)
    {
        int before = Workers.Count;
        try
        {
            Workers.Count = 1;
            var alone = Gradients(DType.F32, f, shapes);
            foreach (int threads in new[] { 2, 3 })
            {
                Workers.Count = threads;
                Assert.Equal(alone, Gradients(DType.F32, f, shapes));
            }
        }
        finally
        {
            Workers.Count = before;
        }
    }

    /// <summary>Normal numbers that float32 holds exactly, in either type.</summary>
    internal static Tensor Normal(DType type, ulong stream, params int[] shape)
    {
        var random = new Philox(3, stream);
        var s = new Shape(shape);
        return Tensor.Of<double>([.. Enumerable.Range(0, (int)s.Count).Select(i => (double)(float)random.Normal((ulong)i))], s).To(type);
    }

    /// <summary>The result, then the gradient of each input.</summary>
    private static double[][] Gradients(DType type, Func<Tensor[], Tensor> f, int[][] shapes)
    {
        using var tape = Tape.Start();
        var x = shapes.Select((s, k) => tape.Watch(Normal(type, (ulong)k, s).Detach())).ToArray();
        var y = f(x);
        var g = tape.Backward((y * Normal(type, 99, y.Shape.ToArray())).Sum());
        return [.. x.Select(t => g[t]).Prepend(y).Select(t => t.To(DType.F64).ToArray<double>())];
    }
}
