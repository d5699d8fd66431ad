using Nabla.Nn;

namespace Nabla.Optim;

/// <summary>One parameter with what an optimizer remembers about it.</summary>
public sealed class Slot
{
    private readonly string[] names;
    private Tensor[]? state;

    internal Slot(string path, Parameter parameter, string[] names) =>
        (Path, Parameter, this.names) = (path, parameter, names);

    /// <summary>The parameter's path in the model.</summary>
    public string Path { get; }

    /// <summary>The parameter.</summary>
    public Parameter Parameter { get; }

    /// <summary>What its group multiplies the learning rate by.</summary>
    public double RateFactor { get; internal init; } = 1;

    /// <summary>λ: its group's weight decay, or the optimizer's.</summary>
    public double Decay { get; internal init; }

    /// <summary>How often it has stepped; less than the optimizer when it got no gradient at times.</summary>
    public long Steps { get; private set; }

    /// <summary>State <paramref name="i"/>, in the order of <see cref="Optimizer.StateNames"/>: of the parameter's shape and type, zeros before the first step.</summary>
    public Tensor this[int i] => state![i];

    /// <summary>Copies a new value into state <paramref name="i"/>.</summary>
    public void Write(int i, Tensor value) => this[i].Write(value);

    /// <summary>Counts a step, and makes the state before the first.</summary>
    internal void Advance()
    {
        state ??= Fresh(Parameter.Value.DType);
        Steps++;
    }

    /// <summary>Adds the state under the names of a checkpoint.</summary>
    internal void Save(Dictionary<string, Tensor> into)
    {
        if (state is null)
            return;
        for (int i = 0; i < names.Length; i++)
            into[$"{names[i]}.{Path}"] = state[i];
        into[$"step.{Path}"] = Tensor.Of<long>([Steps], []);
    }

    /// <summary>The names it saves when it has stepped.</summary>
    internal IEnumerable<string> SavedNames => names.Append("step").Select(n => $"{n}.{Path}");

    /// <summary>Takes copies of saved state; forgets all when there is none.</summary>
    internal void Load(IReadOnlyDictionary<string, Tensor> saved)
    {
        if (!saved.TryGetValue($"step.{Path}", out var steps))
        {
            (state, Steps) = (null, 0);
            return;
        }

        Steps = steps.ToArray<long>()[0];
        state = Fresh(Parameter.Value.DType);
        for (int i = 0; i < names.Length; i++)
            state[i].Write(saved[$"{names[i]}.{Path}"]);
    }

    private Tensor[] Fresh(DType type) => Array.ConvertAll(names, _ =>
    {
        var t = Tensor.Persistent(Parameter.Shape, type);
        t.Backend.Fill(t.View, 0);
        return t;
    });
}
