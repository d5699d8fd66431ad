namespace Nabla.Tests.Proof;

/// <summary>The one measure of agreement: |a − b| ≤ tol · max(|b|, rms b), over what is finite; the rest must be equal.</summary>
internal static class Close
{
    /// <summary>Fails, naming the worst element.</summary>
    /// <param name="what">What is compared, for the message.</param>
    /// <param name="a">Found.</param>
    /// <param name="b">Expected.</param>
    /// <param name="tolerance">tol.</param>
    /// <param name="floor">A scale where terms cancel: used where it is above |b| and rms b.</param>
    internal static void Check(string what, double[] a, double[] b, double tolerance, double floor = 0)
    {
        if (a.Length != b.Length)
            Assert.Fail($"{what}: {a.Length} elements, {b.Length} were expected");
        Worst(what, a, b, tolerance, Math.Max(floor, Rms(b)));
    }

    /// <summary>Each element relative to itself alone: |a − b| ≤ tol · |b|, or both are within <paramref name="tiny"/> of each other.</summary>
    /// <param name="what">What is compared, for the message.</param>
    /// <param name="a">Found.</param>
    /// <param name="b">Expected.</param>
    /// <param name="tolerance">tol.</param>
    /// <param name="tiny">The difference that never matters.</param>
    /// <param name="compare">The elements to compare.</param>
    internal static void CheckEach(string what, double[] a, double[] b, double tolerance, double tiny, Func<int, bool> compare)
    {
        for (int i = 0; i < b.Length; i++)
            if (compare(i) && !(Error(a[i], b[i], 0) <= tolerance || Math.Abs(a[i] - b[i]) <= tiny))
                Assert.Fail($"{what}: element {i} is {a[i]:R}, {b[i]:R} was expected");
    }

    private static void Worst(string what, double[] a, double[] b, double tolerance, double scale)
    {
        double worst = 0;
        int at = -1;
        for (int i = 0; i < a.Length; i++)
        {
            double error = Error(a[i], b[i], scale);
            if (error > worst)
                (worst, at) = (error, i);
        }

        if (worst > tolerance)
            Assert.Fail($"{what}: element {at} is {a[at]:R}, {b[at]:R} was expected; off by {worst:G3}, at most {tolerance:G3} is allowed");
    }

    /// <summary>√(Σ b² / n) over the finite elements.</summary>
    internal static double Rms(double[] b)
    {
        double[] finite = [.. b.Where(double.IsFinite)];
        return finite.Length == 0 ? 0 : Math.Sqrt(finite.Sum(v => v * v) / finite.Length);
    }

    private static double Error(double a, double b, double scale)
    {
        if (a.Equals(b) || a == b)
            return 0;
        if (!double.IsFinite(a) || !double.IsFinite(b))
            return double.PositiveInfinity;
        return Math.Abs(a - b) / Math.Max(Math.Abs(b), scale);
    }
}
