using Nabla.Nn;

namespace Nabla.Zoo;

/// <summary>The windows through which an image passes one after another, and so the smallest image of which they leave a pixel.</summary>
internal static class ImageSizes
{
    /// <summary>The windows of a sequence's layers, at whatever depth, under their paths.</summary>
    internal static (string Layer, Window Window)[] Of(string path, Sequential layers) =>
    [
        .. from m in layers.Modules()
           let window = m.Module switch { Conv2d c => c.Window, MaxPool2d p => p.Window, AvgPool2d p => p.Window, _ => (Window?)null }
           where window is not null
           select ($"{path}.{m.Path}", window.Value),
    ];

    /// <summary>The least rows and columns: from the last window, of which one position is enough, back to the image.</summary>
    internal static (long H, long W) Smallest(ReadOnlySpan<(string Layer, Window Window)> windows)
    {
        (long h, long w) = (1, 1);
        for (int i = windows.Length - 1; i >= 0; i--)
        {
            var (kernel, stride, padding, dilation) = windows[i].Window;
            bool ceil = windows[i].Window.Ceil;
            h = Window.InputSize(h, kernel.H, stride.H, padding.H, dilation.H, ceil);
            w = Window.InputSize(w, kernel.W, stride.W, padding.W, dilation.W, ceil);
        }

        return (h, w);
    }

    /// <summary>The first layer that leaves no pixel of an image; null where all leave some.</summary>
    internal static string? Last(ReadOnlySpan<(string Layer, Window Window)> windows, int h, int w)
    {
        foreach (var (layer, window) in windows)
        {
            var (kernel, stride, padding, dilation) = window;
            h = h < 1 ? 0 : (int)Window.OutputSize(h, kernel.H, stride.H, padding.H, dilation.H, window.Ceil);
            w = w < 1 ? 0 : (int)Window.OutputSize(w, kernel.W, stride.W, padding.W, dilation.W, window.Ceil);
            if (h < 1 || w < 1)
                return layer;
        }

        return null;
    }
}
