using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Optim;

/// <summary>RMSprop: steps by the gradient over its root mean square: d = g + λ·θ; v ← α·v + (1 − α)·d²; θ ← θ − η·d / (√v + ε).</summary>
/// <remarks>
/// Centred, the variance v − m² stands for v, with the mean m ← α·m + (1 − α)·d. With momentum u ← μ·u + d / (√v + ε),
/// θ ← θ − η·u. With ε in the root it divides by √(v + ε). λ is coupled decay.
/// Tieleman and Hinton 2012, lecture 6e, whose α is 0.9 (PyTorch's is 0.99); centred: Graves 2013, eqs. 38–45.
/// </remarks>
public sealed class RmsProp : Optimizer
{
    private readonly double alpha, epsilon;
    private readonly bool epsilonInRoot;
    private readonly int? momentumAt, meanAt;

    /// <summary>An optimizer of a module or of groups of its parameters.</summary>
    public RmsProp(ParameterGroups parameters, double alpha = 0.9, double epsilon = 1e-8, double momentum = 0, bool centered = false, double decay = 0, bool epsilonInRoot = false)
        : base(parameters, decay, momentum == 0 ? null : momentum, ["square_avg", .. momentum == 0 ? Array.Empty<string>() : ["momentum"], .. centered ? ["grad_avg"] : Array.Empty<string>()])
    {
        this.alpha = Checks.Share(Name, "alpha", alpha);
        this.epsilon = Divisor("epsilon", epsilon);
        this.epsilonInRoot = epsilonInRoot;
        momentumAt = momentum == 0 ? null : 1;
        meanAt = centered ? StateNames.Count - 1 : null;
    }

    /// <inheritdoc/>
    protected override void Update(Slot slot, Tensor gradient, in StepSettings s) =>
        Apply(new Rule(s, alpha, new(epsilon, epsilonInRoot), meanAt is not null), slot, gradient, 0, momentumAt, meanAt);

    private readonly struct Rule(StepSettings s, Coefficient alpha, Denominator denominator, bool centered) : IUpdate
    {
        public static int States => 3;

        private readonly Coefficient rate = s.Rate, decay = s.Decay, momentum = s.Momentum, rest = 1 - alpha;

        public void Step(double g, ref double theta, ref double v, ref double u, ref double m)
        {
            double d = g + decay * theta;
            v = alpha * v + rest * d * d;
            m = alpha * m + rest * d;
            double variance = centered ? Math.Max(0, v - m * m) : v;        // rounding may take it below 0
            u = momentum * u + d / denominator.Of(variance);
            theta -= rate * u;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(Vector256<float> g, ref Vector256<float> theta, ref Vector256<float> v, ref Vector256<float> u, ref Vector256<float> m)
        {
            var d = Vector256.FusedMultiplyAdd(decay.X8, theta, g);
            v = Vector256.FusedMultiplyAdd(alpha.X8, v, rest.X8 * d * d);
            m = Vector256.FusedMultiplyAdd(alpha.X8, m, rest.X8 * d);
            var variance = centered ? Vector256.Max(Vector256<float>.Zero, v - m * m) : v;
            u = Vector256.FusedMultiplyAdd(momentum.X8, u, d / denominator.Of(variance));
            theta = Vector256.FusedMultiplyAdd(-rate.X8, u, theta);
        }
    }
}
