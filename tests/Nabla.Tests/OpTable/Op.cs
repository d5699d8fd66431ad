using Nabla.Nn;

namespace Nabla.Tests;

/// <summary>One row of the table: an operation, a loss or a layer, with what its proofs need to know.</summary>
/// <remarks>The name is the member's (<c>Tanh</c>, <c>+</c>, <c>Loss.CrossEntropy</c>, <c>Nn.Linear</c>), then perhaps
/// a colon and what is special: <c>Conv2d: dilated</c>. Each case gives the shapes of all inputs.</remarks>
internal sealed record Op
{
    private readonly Func<Tensor[], (Tensor Output, Tensor[] Inputs)> apply;
    private readonly Shape[] parameters;

    /// <summary>A function of tensors.</summary>
    internal Op(string name, Func<Tensor[], Tensor> f, params int[][][] cases) : this(name, f, cases, x => (f(x), x), [])
    {
    }

    private Op(string name, Delegate f, int[][][] cases, Func<Tensor[], (Tensor, Tensor[])> apply, Shape[] parameters) =>
        (Name, Function, Cases, this.apply, this.parameters) = (name, f, cases, apply, parameters);

    /// <summary>Inputs of at most so many elements together are small: central differences and fixtures can afford them.</summary>
    internal const int Small = 150;

    internal string Name { get; }

    /// <summary>The member's name: what stands before the colon.</summary>
    internal string Symbol => Name.Split(':')[0];

    /// <summary>The function, or what makes the layer; coverage tests look at what it calls.</summary>
    internal Delegate Function { get; }

    internal int[][][] Cases { get; }

    /// <summary>How each input is drawn; normal where nothing is said.</summary>
    internal Domain[] Inputs { get; init; } = [];

    /// <summary>Inputs of a floating type that get no gradient.</summary>
    internal int[] Constant { get; init; } = [];

    /// <summary>How layers act.</summary>
    internal Mode Mode { get; init; } = Mode.Train;

    /// <summary>The tolerance of F32, where 1e-5 is too small; say why.</summary>
    internal (double Value, string Why) Tolerance { get; init; } = (1e-5, "");

    /// <summary>Why libtorch's answer is not recorded.</summary>
    internal string? NoFixture { get; init; }

    /// <summary>True when libtorch's answers to infinities, NaN, huge and tiny inputs are recorded too.</summary>
    internal bool Extreme { get; init; }

    /// <summary>What float64's gradient may be off by at extreme inputs, where it is formed from the rounded result, by libtorch too; say why.</summary>
    internal (double Value, string Why) Rounded { get; init; } = (double.Epsilon, "");

    /// <summary>Inputs of extreme numbers whose libtorch answers are recorded too, where one number alone decides nothing: rows, pairs with targets.</summary>
    /// <remarks>Numbers of one case are of one scale, since a case's answers are compared by their root mean square.</remarks>
    internal Input[][] Extremes { get; init; } = [];

    /// <summary>The extreme inputs at which libtorch answers otherwise, and why ours is meant.</summary>
    internal (Func<double[], bool> At, string Why)? Unlike { get; init; }

    /// <summary>A layer, with options by <c>with { … }</c>: its inputs are those of <paramref name="cases"/>, then its parameters in their order.</summary>
    internal static Op Layer<TModule>(string name, Func<TModule> make, Func<TModule, Tensor[], Tensor> forward, params int[][][] cases)
        where TModule : Module
    {
        var parameters = make().Parameters().Select(p => p.Parameter.Shape).ToArray();
        return new(name, make, cases, Apply, parameters);

        (Tensor, Tensor[]) Apply(Tensor[] x)
        {
            var module = make();
            module.Init(0);
            int n = x.Length - parameters.Length;
            foreach (var (i, p) in module.Parameters().Index())
                p.Parameter.Assign(x[n + i]);
            return (forward(module, x[..n]), [.. x[..n], .. module.Parameters().Select(p => p.Parameter.Value)]);
        }
    }

    /// <summary>A layer of one input.</summary>
    internal static Op Layer(string name, Func<Module<Tensor, Tensor>> make, params int[][][] cases) =>
        Layer(name, make, static (m, x) => m.Forward(x[0]), cases);

    /// <summary>Inputs where functions go wrong: zeros, tails, infinities, NaN, huge and tiny numbers; of two inputs, every pair.</summary>
    internal Input[] DrawExtreme()
    {
        double[] all = [0, -0.0, 1, -1, 0.5, -2.5, -3.5, -5, -6, 10, 18, 20, -20, 88.5f, -104, 1e-30f, -1e-30f, 1e-40f, 3e38f, -3e38f, double.PositiveInfinity, double.NegativeInfinity, double.NaN];
        int n = all.Length;
        return Cases[0].Length == 1 ? [new([n], all)]
            : [new([n * n], [.. all.SelectMany(a => Enumerable.Repeat(a, n))]), new([n * n], [.. Enumerable.Repeat(all, n).SelectMany(a => a)])];
    }

    /// <summary>The gradient that outputs are given: a ramp that no symmetry cancels.</summary>
    internal static double[] Ramp(long n)
    {
        var w = new double[n];
        for (int i = 0; i < w.Length; i++)
            w[i] = 0.5 + i % 7 * 0.25;
        return w;
    }

    /// <summary>The output, and the tensors that have gradients in place of the inputs (a layer copies its parameters).</summary>
    internal (Tensor Output, Tensor[] Inputs) Apply(Tensor[] inputs) => apply(inputs);

    /// <summary>The drawn inputs of a case.</summary>
    internal Input[] Draw(int @case)
    {
        Shape[] shapes = [.. Cases[@case].Select(s => new Shape(s)), .. parameters];
        var inputs = new Input[shapes.Length];
        for (int i = 0; i < inputs.Length; i++)
            inputs[i] = (i < Inputs.Length ? Inputs[i] : Domain.Normal).Draw(shapes[i], new Philox((ulong)@case, Philox.StableHash(Name), (ulong)i));
        return inputs;
    }

    public override string ToString() => Name;
}

/// <summary>One input: its elements in row-major order, and its type where that is not the float of the run.</summary>
internal sealed record Input(Shape Shape, double[] Values, DType? Type = null)
{
    internal DType TypeIn(DType run) => Type ?? run;
}
