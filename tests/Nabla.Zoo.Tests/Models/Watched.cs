using Nabla.Nn;

namespace Nabla.Zoo.Tests;

/// <summary>Inputs and outputs of the modules of chosen paths, copied as they pass.</summary>
internal sealed class Watched(Func<string, bool> paths) : IObserver
{
    private readonly Dictionary<string, (Shape Shape, float[] In)> inputs = [];

    internal Dictionary<string, (Shape Shape, float[] In, float[] Out)> Seen { get; } = [];

    public void Input(string path, Module module, Tensor input)
    {
        if (paths(path))
            inputs[path] = (input.Shape, input.ToArray<float>());
    }

    public void Activation(string path, Module module, Tensor output)
    {
        if (inputs.TryGetValue(path, out var input))
            Seen[path] = (input.Shape, input.In, output.ToArray<float>());
    }

    /// <summary>What a model's first pass on random images shows.</summary>
    internal static Dictionary<string, (Shape Shape, float[] In, float[] Out)> Of<TOut>(Module<Tensor, TOut> model, Shape images, Func<string, bool> paths, Mode mode = Mode.Train)
    {
        model.Init(1);
        var watched = new Watched(paths);
        using var tape = Tape.Start(mode);
        using (model.Observe(watched))
            model.Forward(Tensor.Normal(images, random: new Philox(2, 0)));
        return watched.Seen;
    }
}
