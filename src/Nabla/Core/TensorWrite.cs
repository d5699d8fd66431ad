namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>Overwrites a persistent tensor; what was saved for backward notices by the version.</summary>
    internal void Write(Tensor source)
    {
        Device.For(DType == source.DType ? DType : DType.F64).Copy(source.View, View);
        Changed();
        GC.KeepAlive(source);
    }

    /// <summary>Says that a kernel changed the contents in place.</summary>
    internal void Changed()
    {
        View.Storage.Version++;
        View.Storage.DropPacked();
        GC.KeepAlive(this);
    }
}
