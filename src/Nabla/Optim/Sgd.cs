using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Optim;

/// <summary>Stochastic gradient descent with momentum: d = g + λ·θ, v ← μ·v + d, θ ← θ − η·v.</summary>
/// <remarks>
/// Nesterov's form steps by d + μ·v instead of v. λ is coupled decay: that of the penalty ½λΣθ², so a textbook's λΣθ² is a
/// decay of 2λ here. At a constant rate these are the textbook's v ← μ·v − η·d, θ ← θ + v, and Nesterov's with the gradient
/// taken at the look-ahead point θ + μ·v, which is the θ kept here. Polyak 1964; Sutskever et al. 2013, eqs. 1–4; PyTorch's form.
/// </remarks>
public sealed class Sgd : Optimizer
{
    private readonly bool nesterov;

    /// <summary>An optimizer of a module or of groups of its parameters.</summary>
    public Sgd(ParameterGroups parameters, double momentum = 0, double decay = 0, bool nesterov = false)
        : base(parameters, decay, momentum == 0 ? null : momentum, momentum == 0 ? [] : ["momentum"])
    {
        if (nesterov && momentum == 0)
            throw new RangeException(Name, "Nesterov's form needs a momentum above 0. Give one, such as 0.9.");
        this.nesterov = nesterov;
    }

    /// <inheritdoc/>
    protected override void Update(Slot slot, Tensor gradient, in StepSettings s)
    {
        if (StateNames.Count == 0)
            Apply(new PlainRule(s.Rate, s.Decay), slot, gradient);
        else
            Apply(new MomentumRule(s.Rate, s.Decay, s.Momentum, nesterov), slot, gradient, 0);
    }

    private readonly struct PlainRule(Coefficient rate, Coefficient decay) : IUpdate
    {
        public static int States => 0;

        public void Step(double g, ref double theta, ref double a, ref double b, ref double c) =>
            theta -= rate * (g + decay * theta);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(Vector256<float> g, ref Vector256<float> theta, ref Vector256<float> a, ref Vector256<float> b, ref Vector256<float> c)
        {
            var d = Vector256.FusedMultiplyAdd(decay.X8, theta, g);
            theta = Vector256.FusedMultiplyAdd(-rate.X8, d, theta);
        }
    }

    private readonly struct MomentumRule(Coefficient rate, Coefficient decay, Coefficient momentum, bool nesterov) : IUpdate
    {
        public static int States => 1;

        public void Step(double g, ref double theta, ref double v, ref double b, ref double c)
        {
            double d = g + decay * theta;
            v = momentum * v + d;
            theta -= rate * (nesterov ? d + momentum * v : v);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(Vector256<float> g, ref Vector256<float> theta, ref Vector256<float> v, ref Vector256<float> b, ref Vector256<float> c)
        {
            var mu = momentum.X8;
            var d = Vector256.FusedMultiplyAdd(decay.X8, theta, g);
            v = Vector256.FusedMultiplyAdd(mu, v, d);
            theta = Vector256.FusedMultiplyAdd(-rate.X8, nesterov ? Vector256.FusedMultiplyAdd(mu, v, d) : v, theta);
        }
    }
}
