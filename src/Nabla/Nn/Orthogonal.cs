using System.Runtime.Intrinsics;

namespace Nabla.Nn;

public static partial class Init
{
    /// <summary>gain · Q for a random Q whose rows (or columns, where there are more rows) are orthonormal: keeps lengths exactly. Saxe, McClelland and Ganguli 2014.</summary>
    /// <remarks>
    /// A weight (O, I, …) is taken as the matrix (O, I···). Q is uniform over all such matrices: normal vectors made
    /// orthonormal one after another by Gram and Schmidt's method in float64, twice, which is enough for full precision
    /// (Giraud, Langou and Rozložník 2005).
    /// </remarks>
    public static Initializer Orthogonal(double gain = 1)
    {
        CheckFinite("gain", gain);
        return (shape, random) => Scaled(gain, shape, random);
    }

    private static Tensor Scaled(double gain, in Shape shape, Philox random)
    {
        if (shape.Rank < 2)
            throw new ShapeException("init", $"an orthogonal weight needs two dimensions or more, not {shape}. Use Constant, Uniform or Normal for vectors.");
        int rows = shape[0], columns = rows == 0 ? 0 : checked((int)(shape.Count / rows));
        var q = Orthonormal(Math.Min(rows, columns), Math.Max(rows, columns), random);
        var values = new double[shape.Count];
        for (int i = 0; i < values.Length; i++)
        {
            int r = i / columns, c = i % columns;
            values[i] = gain * (rows <= columns ? q[r][c] : q[c][r]);
        }

        using var scope = new Scope();
        return Tensor.Of<double>(values, shape).To(DType.F32).Keep();
    }

    private static double[][] Orthonormal(int count, int length, Philox random)
    {
        var q = new double[count][];
        for (int k = 0; k < count; k++)
        {
            var v = q[k] = new double[length];
            for (int i = 0; i < length; i++)
                v[i] = random.Normal((ulong)k * (ulong)length + (ulong)i);
            for (int pass = 0; pass < 2; pass++)
                for (int j = 0; j < k; j++)
                    AddScaled(v, -Dot(v, q[j]), q[j]);
            double norm = Math.Sqrt(Dot(v, v));
            for (int i = 0; i < length; i++)
                v[i] /= norm;
        }

        return q;
    }

    // Vectors of one width everywhere, so that every machine begins with the same bits.
    private static double Dot(double[] a, double[] b)
    {
        var sum = Vector256<double>.Zero;
        int i = 0;
        for (; i + 4 <= a.Length; i += 4)
            sum += Vector256.Create(a, i) * Vector256.Create(b, i);
        double total = Vector256.Sum(sum);
        for (; i < a.Length; i++)
            total += a[i] * b[i];
        return total;
    }

    private static void AddScaled(double[] to, double scale, double[] from)
    {
        int i = 0;
        for (var s = Vector256.Create(scale); i + 4 <= to.Length; i += 4)
            (Vector256.Create(to, i) + s * Vector256.Create(from, i)).CopyTo(to, i);
        for (; i < to.Length; i++)
            to[i] += scale * from[i];
    }
}
