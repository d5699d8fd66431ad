using System.Runtime.CompilerServices;

namespace Nabla.Backends.Cpu;

/// <summary>
/// F(4, 3): four neighbouring outputs of a filter of three taps from six inputs with six products instead of twelve,
/// y = Aᵀ[(G g) ⊙ (Bᵀ d)] (Winograd; Lavin and Gray 2016, arXiv:1509.09308). Applied to columns, then to rows, it is
/// F(4×4, 3×3): 36 products instead of 144.
/// </summary>
/// <remarks>
/// Inputs and filter are polynomials, multiplied by their values at the points 0, ±a, ±b and ∞. With a = ¾ and b = 3/2
/// instead of the usual 1 and 2 every entry is still exact in binary, and the largest error over 256 channels is 2.2e-6
/// of the largest output instead of 8.7e-6: powers of the points spread less.
/// </remarks>
internal static unsafe class WinogradTransform<L, V>
    where L : struct, ILanes<V>
    where V : struct
{
    private const float A = 0.75f, B = 1.5f, A2 = A * A, B2 = B * B;

    // The other points' distances multiplied, 2a²(a² − b²) for ±a: what Lagrange's interpolation divides by.
    private const float ScaleA = 1 / (2 * A2 * (A2 - B2)), ScaleB = 1 / (2 * B2 * (B2 - A2));

    /// <summary>Bᵀ d: six values of an input polynomial, each <paramref name="step"/> floats after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Input(V d0, V d1, V d2, V d3, V d4, V d5, float* to, nint step, bool stream = false)
    {
        V middle = L.Create(-(A2 + B2)), outer = L.Create(A2 * B2), a2 = L.Create(-A2), b2 = L.Create(-B2);
        V even = L.MultiplyAdd(b2, d2, d4), odd = L.MultiplyAdd(b2, d1, d3);        // x²(x² − b²) and x(x² − b²)
        Put(to, L.MultiplyAdd(outer, d0, L.MultiplyAdd(middle, d2, d4)), stream);       // (x² − a²)(x² − b²)
        Put(to + step, L.MultiplyAdd(L.Create(A), odd, even), stream);                  // x(x + a)(x² − b²)
        Put(to + 2 * step, L.MultiplyAdd(L.Create(-A), odd, even), stream);
        even = L.MultiplyAdd(a2, d2, d4);
        odd = L.MultiplyAdd(a2, d1, d3);
        Put(to + 3 * step, L.MultiplyAdd(L.Create(B), odd, even), stream);              // x(x + b)(x² − a²)
        Put(to + 4 * step, L.MultiplyAdd(L.Create(-B), odd, even), stream);
        Put(to + 5 * step, L.MultiplyAdd(outer, d1, L.MultiplyAdd(middle, d3, d5)), stream);
    }

    /// <summary>G g: six values of a filter polynomial.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Filter(V g0, V g1, V g2, float* to, nint step, bool stream = false)
    {
        V even = L.MultiplyAdd(L.Create(A2 * ScaleA), g2, Times(ScaleA, g0));
        Put(to, Times(1 / (A2 * B2), g0), stream);
        Put(to + step, L.MultiplyAdd(L.Create(A * ScaleA), g1, even), stream);
        Put(to + 2 * step, L.MultiplyAdd(L.Create(-A * ScaleA), g1, even), stream);
        even = L.MultiplyAdd(L.Create(B2 * ScaleB), g2, Times(ScaleB, g0));
        Put(to + 3 * step, L.MultiplyAdd(L.Create(B * ScaleB), g1, even), stream);
        Put(to + 4 * step, L.MultiplyAdd(L.Create(-B * ScaleB), g1, even), stream);
        Put(to + 5 * step, g2, stream);
    }

    /// <summary>Aᵀ m plus a bias: four outputs from the six products of values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Output(V m0, V m1, V m2, V m3, V m4, V m5, V bias, out V y0, out V y1, out V y2, out V y3)
    {
        V minus = L.Create(-1);
        V evenA = L.Add(m1, m2), oddA = L.MultiplyAdd(minus, m2, m1), evenB = L.Add(m3, m4), oddB = L.MultiplyAdd(minus, m4, m3);
        y0 = L.Add(L.Add(m0, bias), L.Add(evenA, evenB));
        y1 = L.MultiplyAdd(L.Create(B), oddB, L.MultiplyAdd(L.Create(A), oddA, bias));
        y2 = L.MultiplyAdd(L.Create(B2), evenB, L.MultiplyAdd(L.Create(A2), evenA, bias));
        y3 = L.MultiplyAdd(L.Create(B * B2), oddB, L.MultiplyAdd(L.Create(A * A2), oddA, L.Add(m5, bias)));
    }

    /// <summary>A y, the adjoint of <see cref="Output"/>: six values of the polynomial of four gradients of outputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void OutputGradient(V y0, V y1, V y2, V y3, float* to, nint step, bool stream = false)
    {
        V minus = L.Create(-1);
        V even = L.MultiplyAdd(L.Create(A2), y2, y0), odd = L.MultiplyAdd(L.Create(A * A2), y3, Times(A, y1));
        Put(to, y0, stream);
        Put(to + step, L.Add(even, odd), stream);
        Put(to + 2 * step, L.MultiplyAdd(minus, odd, even), stream);
        even = L.MultiplyAdd(L.Create(B2), y2, y0);
        odd = L.MultiplyAdd(L.Create(B * B2), y3, Times(B, y1));
        Put(to + 3 * step, L.Add(even, odd), stream);
        Put(to + 4 * step, L.MultiplyAdd(minus, odd, even), stream);
        Put(to + 5 * step, y3, stream);
    }

    /// <summary>Gᵀ u, the adjoint of <see cref="Filter"/>: the gradients of three taps from those of the six values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void FilterGradient(V u0, V u1, V u2, V u3, V u4, V u5, float* to, nint step)
    {
        V minus = L.Create(-1);
        V evenA = L.Add(u1, u2), oddA = L.MultiplyAdd(minus, u2, u1), evenB = L.Add(u3, u4), oddB = L.MultiplyAdd(minus, u4, u3);
        L.Store(to, L.MultiplyAdd(L.Create(ScaleB), evenB, L.MultiplyAdd(L.Create(ScaleA), evenA, Times(1 / (A2 * B2), u0))));
        L.Store(to + step, L.MultiplyAdd(L.Create(B * ScaleB), oddB, Times(A * ScaleA, oddA)));
        L.Store(to + 2 * step, L.MultiplyAdd(L.Create(B2 * ScaleB), evenB, L.MultiplyAdd(L.Create(A2 * ScaleA), evenA, u5)));
    }

    /// <summary>Past the caches where other threads read it, and have read what lies there: to take a line away from another core's cache takes longer than its way to memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float* to, V value, bool stream)
    {
        if (stream)
            L.Stream(to, value);
        else
            L.Store(to, value);
    }

    private static V Times(float factor, V x) => L.MultiplyAdd(L.Create(factor), x, default);
}
