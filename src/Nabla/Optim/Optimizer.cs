using Nabla.Nn;

namespace Nabla.Optim;

/// <summary>Changes a module's parameters by their gradients.</summary>
/// <remarks>Its state can be saved and loaded, after which it goes on with the same bits.</remarks>
public abstract class Optimizer
{
    private readonly Slot[] slots;
    private readonly double? momentum;
    private (string Name, double Value)? notInF32;

    /// <summary>An optimizer of a module's parameters; a shared one steps once.</summary>
    /// <param name="parameters">What learns: a module, or groups of its parameters.</param>
    /// <param name="decay">λ, the weight decay of parameters whose group has none of its own.</param>
    /// <param name="momentum">μ or β₁, which a schedule may change; null when it has none.</param>
    /// <param name="stateNames">The tensors it remembers for each parameter, named as in checkpoints: <c>"momentum"</c>.</param>
    protected Optimizer(ParameterGroups parameters, double decay, double? momentum, params string[] stateNames)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Checks.NotNegative(Name, "decay", decay);
        Checks.Share(Name, "momentum", momentum ?? 0);
        (this.momentum, StateNames) = (momentum, stateNames);
        slots = parameters.Slots(decay, stateNames);
    }

    /// <summary>The tensors it remembers for each parameter, named as in checkpoints.</summary>
    public IReadOnlyList<string> StateNames { get; }

    /// <summary>Steps so far.</summary>
    public long Steps { get; private set; }

    /// <summary>Its name in errors.</summary>
    protected string Name => GetType().Name.ToLowerInvariant();

    /// <summary>An option above 0 that is divided by: an error where a parameter's type cannot hold it, at once or, before parameters have values, at the first step.</summary>
    private protected double Divisor(string name, double value)
    {
        Checks.Positive(Name, name, value);
        if (!DType.F32.CanDivideBy(value))
            notInF32 = (name, value);
        CheckDivisor(slots.Where(s => s.Parameter.HasValue));
        return value;
    }

    private void CheckDivisor(IEnumerable<Slot> of)
    {
        if (notInF32 is { } divisor && of.Any(s => s.Parameter.Value.DType == DType.F32))
            throw DType.F32.CannotDivideBy(Name, divisor.Name, divisor.Value);
    }

    /// <summary>One step at learning rate <paramref name="rate"/>. Parameters without a gradient stay, and so does their state.</summary>
    /// <param name="gradients">Of the loss, from the tape.</param>
    /// <param name="rate">η; groups multiply it by their factor.</param>
    /// <param name="momentum">μ, or β₁ of Adam and its kin, in place of the optimizer's own: one-cycle training moves it.</param>
    public void Step(Gradients gradients, double rate, double? momentum = null)
    {
        Checks.NotNegative(Name, "learning rate", rate);
        if (momentum is { } given)
            Checks.Share(Name, "momentum", this.momentum is null ? throw new RangeException(Name, "it has no momentum to change. Leave the momentum out, or make the optimizer with one.") : given);
        CheckDivisor(slots);
        using var scope = new Scope();
        Slot[] stepping = [.. slots.Where(s => gradients.Has(s.Parameter.Value))];
        CheckHolds(stepping, Settings);
        foreach (var slot in stepping)
        {
            var value = slot.Parameter.Value;
            slot.Advance();
            Update(slot, gradients[value].Contiguous(), Settings(slot));
            value.Changed();
        }

        Steps++;

        StepSettings Settings(Slot slot) => new(rate * slot.RateFactor, slot.Decay, momentum ?? this.momentum ?? 0);
    }

    /// <summary>An error where a parameter's type cannot hold what its step multiplies by, before any parameter has changed.</summary>
    private void CheckHolds(Slot[] stepping, Func<Slot, StepSettings> settings)
    {
        string op = Name;
        foreach (var slot in stepping)
        {
            var (type, s) = (slot.Parameter.Value.DType, settings(slot));
            type.CheckHolds(op, "learning rate", s.Rate, negative: false);
            type.CheckHolds(op, "decay", s.Decay, negative: false);
            type.CheckHolds(op, "learning rate times decay", s.Rate * s.Decay, negative: false);
            type.CheckHolds(op, "bias-corrected learning rate", BiasCorrected(s, slot.Steps + 1), negative: false);
        }
    }

    /// <summary>The largest factor of step <paramref name="t"/>: the rate, or what correcting the bias of the means makes of it.</summary>
    private protected virtual double BiasCorrected(in StepSettings s, long t) => s.Rate;

    /// <summary>Steps one parameter: changes its value, in place or by <c>Assign</c>, and its state.</summary>
    protected abstract void Update(Slot slot, Tensor gradient, in StepSettings settings);

    /// <summary>Runs a fused rule on a parameter; the state's numbers are places in <see cref="StateNames"/>.</summary>
    private protected static void Apply<TRule>(in TRule rule, Slot slot, Tensor gradient, int? a = null, int? b = null, int? c = null)
        where TRule : struct, IUpdate
    {
        var theta = slot.Parameter.Value;
        theta.Backend.Update(new UpdateRule<TRule>(rule), gradient.View, theta.View, State(a), State(b), State(c));
        GC.KeepAlive(gradient);

        View? State(int? i) => i is { } at ? slot[at].View : null;
    }

    /// <summary>All it remembers, for a checkpoint: <c>momentum.conv1.weight</c>, <c>step.conv1.weight</c> and so on, and <c>step</c>.</summary>
    /// <remarks>The tensors are its own: copy or save them before the next step.</remarks>
    public Dictionary<string, Tensor> State()
    {
        var state = new Dictionary<string, Tensor> { ["step"] = Tensor.Of<long>([Steps], []) };
        foreach (var slot in slots)
            slot.Save(state);
        return state;
    }

    /// <summary>Takes what <see cref="State"/> gave; an error names what does not fit, and changes nothing.</summary>
    public void Load(IReadOnlyDictionary<string, Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        CheckFits(state, slot => slot.Parameter.Value.DType);
        using var scope = new Scope();
        Steps = state["step"].ToArray<long>()[0];
        foreach (var slot in slots)
            slot.Load(state);
    }

    /// <summary>An error that names what does not fit, when parameters have these types.</summary>
    internal void CheckFits(IReadOnlyDictionary<string, Tensor> state, Func<Slot, DType> typeOf)
    {
        Tensor.CheckGiven("load", state);
        var known = slots.SelectMany(s => s.SavedNames).Append("step").ToHashSet();
        string[] problems = [
            .. state.Keys.Where(k => !known.Contains(k)).Select(k => $"{k} is unknown"),
            .. (state.ContainsKey("step") ? [] : new[] { "step is missing" }),
            .. slots.SelectMany(s => Problems(s, state, typeOf)),
            .. state.Where(p => IsCounter(p.Key)).Select(p => CounterProblem(p.Key, p.Value)).OfType<string>(),
        ];
        if (problems.Length > 0)
            throw new DataException("load", $"the state does not fit {GetType().Name}: {string.Join("; ", problems)}. Check that it was saved by this optimizer of this model.");
    }

    private static string? CounterProblem(string name, Tensor t) =>
        t.DType != DType.I64 || t.Shape.Count != 1 ? $"{name} is {t.DType} {t.Shape}, one I64 number was expected"
        : t.Item() < 0 ? $"{name} is {t.Item()}, 0 or more was expected"
        : null;

    private static bool IsCounter(string name) => name == "step" || name.StartsWith("step.", StringComparison.Ordinal);

    /// <summary>A parameter's state is there in full, in its shape and type, or not at all.</summary>
    private static IEnumerable<string> Problems(Slot slot, IReadOnlyDictionary<string, Tensor> state, Func<Slot, DType> typeOf)
    {
        string[] names = [.. slot.SavedNames];
        if (!names.Any(state.ContainsKey))
            yield break;
        var type = typeOf(slot);
        foreach (string name in names)
            if (!state.TryGetValue(name, out var t))
                yield return $"{name} is missing";
            else if (!IsCounter(name) && (t.Shape != slot.Parameter.Shape || t.DType != type))
                yield return $"{name} is {t.DType} {t.Shape}, {type} {slot.Parameter.Shape} was expected";
    }
}
