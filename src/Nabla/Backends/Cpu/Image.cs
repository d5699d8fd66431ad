namespace Nabla.Backends.Cpu;

/// <summary>An (N, C, H, W) view without its managed storage, so that worker jobs can hold it. The caller keeps the tensor alive.</summary>
internal readonly unsafe struct Image
{
    internal readonly float* Data;
    internal readonly Shape Shape;
    internal readonly Strides Strides;

    internal Image(in View v)
    {
        Data = v.Data<float>();
        Shape = v.Shape;
        Strides = v.Strides;
    }

    /// <summary>Rows of work space, the same for every image; their number is the caller's business.</summary>
    internal Image(float* data, nint rowStep, nint pixelStep)
    {
        Data = data;
        Strides[1] = 1;
        Strides[2] = rowStep;
        Strides[3] = pixelStep;
    }
}
