using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Backends.Cpu;

/// <summary>The dot products of one, two or four rows with up to four rows of weights in any form, for every vector width.</summary>
internal static unsafe class DotKernel<L, V, TRows, TForm>
    where L : struct, ILanes<V>
    where V : struct
    where TRows : struct, INumber
    where TForm : struct, IRowForm<V>
{
    /// <summary>c[i, j] = scale[j] · Σ_k a[i, k] · b[j, k] + bias[j]; b has bRow bytes a row. Rows and columns that do not exist repeat the first and are not stored.</summary>
    [MethodImpl(Jit.Kernel)]
    internal static void Run(float* a, nint aRow, int rows, byte* b, nint bRow, float* scale, int columns, nint depth, float* c, nint cRow, float* bias)
    {
        float* a1 = rows > 1 ? a + aRow : a, a2 = rows > 2 ? a + 2 * aRow : a, a3 = rows > 3 ? a + 3 * aRow : a;
        byte* b1 = columns > 1 ? b + bRow : b, b2 = columns > 2 ? b + 2 * bRow : b, b3 = columns > 3 ? b + 3 * bRow : b;
        V s00 = default, s01 = default, s02 = default, s03 = default;
        V s10 = default, s11 = default, s12 = default, s13 = default;
        V s20 = default, s21 = default, s22 = default, s23 = default;
        V s30 = default, s31 = default, s32 = default, s33 = default;
        nint k = 0, whole = depth - depth % L.Count;
        for (; k < whole; k += L.Count)
        {
            V w0 = TForm.Load(b, k), w1 = TForm.Load(b1, k), w2 = TForm.Load(b2, k), w3 = TForm.Load(b3, k);
            Step(L.Load(a + k), w0, w1, w2, w3, ref s00, ref s01, ref s02, ref s03);
            if (TRows.Value > 1)
                Step(L.Load(a1 + k), w0, w1, w2, w3, ref s10, ref s11, ref s12, ref s13);
            if (TRows.Value > 2)
            {
                Step(L.Load(a2 + k), w0, w1, w2, w3, ref s20, ref s21, ref s22, ref s23);
                Step(L.Load(a3 + k), w0, w1, w2, w3, ref s30, ref s31, ref s32, ref s33);
            }
        }

        if (k < depth)
        {
            V mask = L.Mask((int)(depth - k));
            V w0 = TForm.Load(b, k, mask), w1 = TForm.Load(b1, k, mask), w2 = TForm.Load(b2, k, mask), w3 = TForm.Load(b3, k, mask);
            Step(L.Load(a + k, mask, false), w0, w1, w2, w3, ref s00, ref s01, ref s02, ref s03);
            if (TRows.Value > 1)
                Step(L.Load(a1 + k, mask, false), w0, w1, w2, w3, ref s10, ref s11, ref s12, ref s13);
            if (TRows.Value > 2)
            {
                Step(L.Load(a2 + k, mask, false), w0, w1, w2, w3, ref s20, ref s21, ref s22, ref s23);
                Step(L.Load(a3 + k, mask, false), w0, w1, w2, w3, ref s30, ref s31, ref s32, ref s33);
            }
        }

        var factor = TForm.HasScale ? columns == 4 ? Vector128.Load(scale) : Some(scale, columns) : default;
        var start = bias == null ? Vector128<float>.Zero : columns == 4 ? Vector128.Load(bias) : Some(bias, columns);
        Put(c, Scaled(L.Sums(s00, s01, s02, s03), factor) + start, columns);
        if (TRows.Value > 1)
            Put(c + cRow, Scaled(L.Sums(s10, s11, s12, s13), factor) + start, columns);
        if (TRows.Value > 2)
        {
            Put(c + 2 * cRow, Scaled(L.Sums(s20, s21, s22, s23), factor) + start, columns);
            if (rows == 4)
                Put(c + 3 * cRow, Scaled(L.Sums(s30, s31, s32, s33), factor) + start, columns);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(V x, V w0, V w1, V w2, V w3, ref V s0, ref V s1, ref V s2, ref V s3)
    {
        s0 = L.MultiplyAdd(x, w0, s0);
        s1 = L.MultiplyAdd(x, w1, s1);
        s2 = L.MultiplyAdd(x, w2, s2);
        s3 = L.MultiplyAdd(x, w3, s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Scaled(Vector128<float> sums, Vector128<float> factor) => TForm.HasScale ? sums * factor : sums;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float* c, Vector128<float> x, int columns)
    {
        if (columns == 4)
            x.Store(c);
        else
            for (int j = 0; j < columns; j++)
                c[j] = x[j];
    }

    private static Vector128<float> Some(float* p, int count)
    {
        var x = Vector128<float>.Zero;
        for (int j = 0; j < count; j++)
            x = x.WithElement(j, p[j]);
        return x;
    }
}
