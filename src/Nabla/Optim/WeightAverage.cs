using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Nabla.Nn;

namespace Nabla.Optim;

/// <summary>An exponential moving average of a model's parameters, to evaluate with: a ← a + (1 − β)·(θ − a).</summary>
/// <remarks>Buffers, such as running statistics, stay the model's own. Polyak and Juditsky 1992; Szegedy et al. 2016, section 8.</remarks>
/// <example><code>
/// var average = new WeightAverage(model, decay: 0.999);
/// optimizer.Step(gradients, rate);
/// average.Update();
/// using (average.Swap())
///     Evaluate(model);                  // the model holds the averages here
/// </code></example>
public sealed class WeightAverage
{
    private readonly (string Path, Parameter Parameter)[] parameters;
    private readonly Tensor?[] averages;
    private readonly double decay;
    private readonly AverageStart start;
    private bool swapped;

    /// <summary>An average of all parameters of a module; it begins with the first <see cref="Update"/>.</summary>
    /// <param name="module">Whose parameters.</param>
    /// <param name="decay">β, in [0, 1): it remembers about 1/(1 − β) steps.</param>
    /// <param name="start">How it begins.</param>
    public WeightAverage(Module module, double decay = 0.999, AverageStart start = AverageStart.First)
    {
        ArgumentNullException.ThrowIfNull(module);
        this.decay = Checks.Share("weight_average", "decay", decay);
        this.start = start;
        parameters = [.. module.Parameters()];
        averages = new Tensor?[parameters.Length];
    }

    /// <summary>Values taken in so far.</summary>
    public long Updates { get; private set; }

    /// <summary>Takes the parameters' values in; call it after each step.</summary>
    public void Update()
    {
        CheckNotSwapped();
        Updates++;
        for (int i = 0; i < parameters.Length; i++)
        {
            var theta = parameters[i].Parameter.Value;
            var average = averages[i] = Updates > 1 && averages[i] is { } a && a.DType == theta.DType ? a : Copy(averages[i] ?? theta, theta.DType);
            average.Backend.Update(new UpdateRule<Towards>(new(Share)), theta.View, average.View);
            GC.KeepAlive(theta);
            average.Changed();
        }
    }

    /// <summary>How much of the newest value goes in.</summary>
    private double Share => Updates == 1 ? 1 : start switch
    {
        AverageStart.Unbiased => (1 - decay) / (1 - Math.Pow(decay, Updates)),
        AverageStart.Rising => 1 - Math.Min(decay, Updates / (Updates + 9.0)),
        _ => 1 - decay,
    };

    /// <summary>Puts the averages into the model, until the result is disposed, which brings the weights back, bit for bit.</summary>
    public IDisposable Swap()
    {
        CheckNotSwapped();
        if (Updates == 0)
            throw new NablaException("weight_average", "there is no average yet. Call Update after each step.");
        var weights = Array.ConvertAll(parameters, p => Copy(p.Parameter.Value, p.Parameter.Value.DType));
        Assign(averages!);
        swapped = true;
        return new Back(this, weights);
    }

    /// <summary>The averages by path, as <c>value.conv1.weight</c>, and <c>updates</c>, for a checkpoint.</summary>
    /// <remarks>The tensors are its own: copy or save them before the next step.</remarks>
    public Dictionary<string, Tensor> State()
    {
        var state = new Dictionary<string, Tensor> { ["updates"] = Tensor.Of<long>([Updates], []) };
        for (int i = 0; i < parameters.Length; i++)
            if (averages[i] is { } a)
                state.Add(Name(i), a);
        return state;
    }

    /// <summary>Takes what <see cref="State"/> gave; an error names what does not fit, and changes nothing.</summary>
    public void Load(IReadOnlyDictionary<string, Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        CheckFits(state);
        Updates = (long)state["updates"].Item();
        for (int i = 0; i < parameters.Length; i++)
            averages[i] = Updates == 0 ? null : Copy(state[Name(i)], state[Name(i)].DType);
    }

    internal void CheckFits(IReadOnlyDictionary<string, Tensor> state)
    {
        Tensor.CheckGiven("load", state);
        if (!state.TryGetValue("updates", out var updates) || updates.Shape.Count != 1)
            throw new DataException("load", "the checkpoint has no average of weights. Load it without one, or start anew.");
        if (updates.DType != DType.I64 || updates.Item() < 0)
            throw new DataException("load", $"the average of weights has {updates.Item()} updates of type {updates.DType}; an I64 number, 0 or more, was expected. Save it again, or start anew.");
        if (updates.Item() == 0)
            return;
        string[] problems = [.. Enumerable.Range(0, parameters.Length)
            .Where(i => !state.TryGetValue(Name(i), out var t) || t.Shape != parameters[i].Parameter.Shape || !t.DType.IsFloat())
            .Select(i => state.TryGetValue(Name(i), out var t) ? $"{Name(i)} is {t.DType} {t.Shape}, {parameters[i].Parameter.Shape} was expected" : $"{Name(i)} is missing")];
        if (problems.Length > 0)
            throw new DataException("load", $"the average of weights does not fit: {string.Join("; ", problems)}. Check that it was saved for this model.");
    }

    private string Name(int i) => $"value.{parameters[i].Path}";

    private void Assign(Tensor[] values)
    {
        for (int i = 0; i < parameters.Length; i++)
            parameters[i].Parameter.Assign(values[i]);
    }

    private void CheckNotSwapped()
    {
        if (swapped)
            throw new NablaException("weight_average", "the averages are in the model now. Dispose what Swap gave first.");
    }

    private static Tensor Copy(Tensor from, DType type)
    {
        var copy = Tensor.Persistent(from.Shape, type);
        copy.Write(from);
        return copy;
    }

    private sealed class Back(WeightAverage average, Tensor[] weights) : IDisposable
    {
        public void Dispose()
        {
            if (!average.swapped)
                return;
            average.Assign(weights);
            average.swapped = false;
        }
    }

    /// <summary>θ ← θ + share·(g − θ): the average is θ here, the weights g.</summary>
    private readonly struct Towards(Coefficient share) : IUpdate
    {
        public static int States => 0;

        public void Step(double g, ref double theta, ref double a, ref double b, ref double c) => theta = share == 1 ? g : theta + share * (g - theta);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(Vector256<float> g, ref Vector256<float> theta, ref Vector256<float> a, ref Vector256<float> b, ref Vector256<float> c) =>
            theta = share == 1 ? g : Vector256.FusedMultiplyAdd(share.X8, g - theta, theta);
    }
}
