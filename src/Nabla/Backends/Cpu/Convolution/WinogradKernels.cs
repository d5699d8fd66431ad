using System.Runtime.Intrinsics;

namespace Nabla.Backends.Cpu;

/// <summary>Chooses the transforms of this processor's vectors; the conditions are constants to the compiler.</summary>
internal static unsafe class WinogradKernels
{
    /// <summary>True where what several threads will read is best written past the caches, line by line: one that another core has read is taken away from it at 7 GB/s, and streamed to at 20 to 35 (docs/adr/0023).</summary>
    public static bool StreamsShared => Lanes512.IsSupported && Workers.Count > 1;

    /// <summary>Floats that a transform keeps between its two passes, at most.</summary>
    public static int Between => 36 * Tiles.Lanes;

    public static void Input(float** taps, int channels, nint ahead, float* to, nint plane, float* between, bool stream)
    {
        if (Lanes512.IsSupported) WinogradKernel<Lanes512, Vector512<float>>.Input(taps, channels, ahead, to, plane, between, stream);
        else if (Lanes256.IsSupported) WinogradKernel<Lanes256, Vector256<float>>.Input(taps, channels, ahead, to, plane, between, stream);
        else WinogradKernel<Lanes128, Vector128<float>>.Input(taps, channels, ahead, to, plane, between, stream);
    }

    public static void Filter(float* taps, nint step, int width, float* to, nint plane, float* between, bool stream)
    {
        if (Lanes512.IsSupported) WinogradKernel<Lanes512, Vector512<float>>.Filter(taps, step, width, to, plane, between, stream);
        else if (Lanes256.IsSupported) WinogradKernel<Lanes256, Vector256<float>>.Filter(taps, step, width, to, plane, between, stream);
        else WinogradKernel<Lanes128, Vector128<float>>.Filter(taps, step, width, to, plane, between, stream);
    }

    public static void Output(float* from, nint plane, int outputs, float* bias, in WinogradPixels y, float* between)
    {
        if (Lanes512.IsSupported) WinogradKernel<Lanes512, Vector512<float>>.Output(from, plane, outputs, bias, y, between);
        else if (Lanes256.IsSupported) WinogradKernel<Lanes256, Vector256<float>>.Output(from, plane, outputs, bias, y, between);
        else WinogradKernel<Lanes128, Vector128<float>>.Output(from, plane, outputs, bias, y, between);
    }

    public static void OutputGradient(float** pixels, int first, int channels, nint ahead, float* to, nint plane, float* between, bool stream)
    {
        if (Lanes512.IsSupported) WinogradKernel<Lanes512, Vector512<float>>.OutputGradient(pixels, first, channels, ahead, to, plane, between, stream);
        else if (Lanes256.IsSupported) WinogradKernel<Lanes256, Vector256<float>>.OutputGradient(pixels, first, channels, ahead, to, plane, between, stream);
        else WinogradKernel<Lanes128, Vector128<float>>.OutputGradient(pixels, first, channels, ahead, to, plane, between, stream);
    }

    public static void FilterGradient(float* from, nint plane, int width, float* taps, float* between)
    {
        if (Lanes512.IsSupported) WinogradKernel<Lanes512, Vector512<float>>.FilterGradient(from, plane, width, taps, between);
        else if (Lanes256.IsSupported) WinogradKernel<Lanes256, Vector256<float>>.FilterGradient(from, plane, width, taps, between);
        else WinogradKernel<Lanes128, Vector128<float>>.FilterGradient(from, plane, width, taps, between);
    }
}
