namespace Nabla.Nn;

/// <summary>Sees what modules compute. Attach it with <see cref="Module.Observe"/>.</summary>
/// <remarks>
/// Calls come on the thread that computes. Read numbers out of the tensors: they live no longer than the scope that is
/// observed. What an observer computes is not recorded and is freed when it returns.
/// </remarks>
public interface IObserver
{
    /// <summary>A module's input, before it computes; one call for each tensor where there are several, as with outputs.</summary>
    void Input(string path, Module module, Tensor input)
    {
    }

    /// <summary>A module's output; one call for each tensor where there are several, <c>path[0]</c>, <c>path[1]</c> and so on.</summary>
    void Activation(string path, Module module, Tensor output)
    {
    }

    /// <summary>The gradient of a parameter, after backward; parameters without one are left out.</summary>
    void Gradient(string path, Parameter parameter, Tensor gradient)
    {
    }
}
