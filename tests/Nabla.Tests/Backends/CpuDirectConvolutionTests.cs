using Nabla.Backends.Cpu;

namespace Nabla.Tests.Backends;

/// <summary>Convolution straight from channels-last rows against the Reference loops: every tail, phase, band and layout.</summary>
[Collection(nameof(WorkersCollection))]
public class CpuDirectConvolutionTests
{
    // Images, channels, height, width; outputs, kernel rows and columns; stride and padding of rows and columns.
    public static TheoryData<string, int[], int[], int[], int[]> Cases => new()
    {
        { "one number", [1, 1, 1, 1], [1, 1, 1], [1, 1], [0, 0] },
        { "window as large as the image", [2, 3, 4, 5], [5, 4, 5], [1, 1], [0, 0] },
        { "only padding under some windows", [1, 2, 3, 3], [3, 3, 3], [3, 3], [3, 3] },
        { "padding beyond the kernel", [2, 3, 2, 3], [4, 2, 1], [1, 1], [3, 2] },
        { "unlike strides and paddings", [2, 3, 11, 9], [7, 3, 2], [2, 3], [1, 0] },
        { "stride beyond the kernel", [2, 4, 9, 10], [5, 1, 2], [3, 4], [0, 1] },
        { "rows that no window reaches", [1, 2, 8, 8], [3, 3, 3], [4, 4], [0, 0] },
        { "two pixels as one", [3, 1, 12, 14], [6, 5, 5], [1, 1], [2, 2] },
        { "two pixels as one, strided", [2, 2, 13, 13], [5, 3, 3], [2, 2], [1, 1] },
        { "many pixels as one", [1, 2, 5, 16], [1, 3, 3], [1, 1], [1, 1] },
        { "seven-wide maps", [3, 20, 7, 7], [40, 3, 3], [1, 1], [1, 1] },
        { "five-wide maps, one panel and a half", [2, 9, 5, 5], [48, 3, 3], [1, 1], [1, 1] },
        { "one row, odd halves", [1, 5, 1, 33], [33, 1, 3], [1, 1], [0, 1] },
        { "1×1", [2, 35, 6, 5], [70, 1, 1], [1, 1], [0, 0] },
        { "1×1, strided", [2, 17, 7, 9], [19, 1, 1], [2, 2], [0, 0] },
        { "1×1, pixels 4 KB apart", [2, 512, 5, 6], [130, 1, 1], [2, 2], [0, 0] },
        { "3×3, windows 4 KB apart", [2, 512, 6, 9], [130, 3, 3], [2, 2], [1, 1] },
        { "3×3, windows 4 KB apart, rows left over", [1, 256, 9, 13], [130, 2, 3], [3, 4], [0, 2] },
        { "stem", [1, 3, 37, 41], [20, 7, 7], [2, 2], [3, 3] },
        { "stem, bands of rows", [1, 3, 90, 21], [20, 7, 7], [2, 2], [3, 3] },
        { "few channels, unlike strides, no padding", [2, 2, 61, 23], [35, 5, 4], [3, 2], [0, 0] },
        { "bands of rows", [1, 33, 64, 70], [2, 3, 3], [1, 1], [1, 1] },
        { "bands of rows, panels of outputs", [2, 40, 40, 60], [70, 1, 1], [1, 1], [0, 0] },
        { "images in groups, panels in chunks", [5, 40, 4, 4], [70, 3, 3], [1, 1], [1, 1] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Agrees_with_the_reference(string name, int[] image, int[] kernel, int[] stride, int[] padding)
    {
        Assert.NotEmpty(name);
        var window = new Window((kernel[1], kernel[2]), (stride[0], stride[1]), (padding[0], padding[1]), (1, 1));
        var exact = Compute(DType.F64, image, kernel[0], window, channelsLast: false);
        foreach (bool channelsLast in new[] { true, false })
        {
            int before = Workers.Count;
            try
            {
                Workers.Count = 1;
                var fast = Compute(DType.F32, image, kernel[0], window, channelsLast);
                for (int k = 0; k < exact.Length; k++)
                    Agreement.Close(exact[k], fast[k], 1e-5, $"{new[] { "y", "y without bias", "dx", "dw" }[k]}, channels-last {channelsLast}");
                Workers.Count = 3;
                Assert.Equal(fast, Compute(DType.F32, image, kernel[0], window, channelsLast));
            }
            finally
            {
                Workers.Count = before;
            }
        }
    }

    private static double[][] Compute(DType type, int[] image, int outputs, Window window, bool channelsLast)
    {
        using var scope = new Scope();
        var backend = Device.Cpu.For(type);
        var x = Lay(Agreement.Normal(type, 1, image), channelsLast);
        var w = Agreement.Normal(type, 2, outputs, image[1], window.Kernel.H, window.Kernel.W);
        var (h, width) = window.Output("test", image[2], image[3]);
        var b = Agreement.Normal(type, 3, outputs);
        Tensor y = Poisoned([image[0], outputs, h, width]), plain = Poisoned(y.Shape), dx = Poisoned(x.Shape), dw = Poisoned(w.Shape);
        var dy = Lay(Agreement.Normal(type, 4, image[0], outputs, h, width), channelsLast);
        backend.Conv2d(x.View, w.View, b.View, y.View, window, 1);
        backend.Conv2d(x.View, w.View, null, plain.View, window, 1);
        backend.Conv2dGradInput(dy.View, w.View, dx.View, window, 1);
        backend.Conv2dGradWeight(x.View, dy.View, dw.View, window, 1);
        return [.. new[] { y, plain, dx, dw }.Select(t => t.To(DType.F64).ToArray<double>())];

        // Whatever a kernel fails to write stays NaN.
        Tensor Poisoned(Shape shape)
        {
            var t = Tensor.ImageResult(shape, type);
            backend.Fill(t.View, double.NaN);
            return t;
        }

        Tensor Lay(Tensor t, bool last)
        {
            if (!last)
                return t;
            var y = Tensor.ImageResult(t.Shape, type);
            backend.Copy(t.View, y.View);
            return y;
        }
    }
}
