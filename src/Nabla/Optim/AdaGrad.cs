using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Optim;

/// <summary>AdaGrad: each number's rate falls with the squares of all its gradients: d = g + λ·θ; s ← s + d²; θ ← θ − η·d / (√s + ε).</summary>
/// <remarks>With ε in the root the step is η·d / √(s + ε). λ is coupled decay. Duchi, Hazan and Singer 2011, section 5, diagonal form.</remarks>
public sealed class AdaGrad : Optimizer
{
    private readonly double epsilon;
    private readonly bool epsilonInRoot;

    /// <summary>An optimizer of a module or of groups of its parameters.</summary>
    public AdaGrad(ParameterGroups parameters, double epsilon = 1e-8, double decay = 0, bool epsilonInRoot = false)
        : base(parameters, decay, momentum: null, "sum") =>
        (this.epsilon, this.epsilonInRoot) = (Divisor("epsilon", epsilon), epsilonInRoot);

    /// <inheritdoc/>
    protected override void Update(Slot slot, Tensor gradient, in StepSettings s) =>
        Apply(new Rule(s.Rate, s.Decay, new(epsilon, epsilonInRoot)), slot, gradient, 0);

    private readonly struct Rule(Coefficient rate, Coefficient decay, Denominator denominator) : IUpdate
    {
        public static int States => 1;

        public void Step(double g, ref double theta, ref double sum, ref double b, ref double c)
        {
            double d = g + decay * theta;
            sum += d * d;
            theta -= rate * d / denominator.Of(sum);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(Vector256<float> g, ref Vector256<float> theta, ref Vector256<float> sum, ref Vector256<float> b, ref Vector256<float> c)
        {
            var d = Vector256.FusedMultiplyAdd(decay.X8, theta, g);
            sum = Vector256.FusedMultiplyAdd(d, d, sum);
            theta -= rate.X8 * d / denominator.Of(sum);
        }
    }
}
