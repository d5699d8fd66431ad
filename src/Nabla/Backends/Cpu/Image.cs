namespace Nabla.Backends.Cpu;

/// <summary>An (N, C, H, W) view without its managed storage, so that worker jobs can hold it. The caller keeps the tensor alive.</summary>
internal readonly unsafe struct Image(in View v)
{
    internal readonly float* Data = v.Data<float>();
    internal readonly Shape Shape = v.Shape;
    internal readonly Strides Strides = v.Strides;
}
