using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Optim;

/// <summary>Lion: every number steps by the rate, towards the sign of a mean gradient: θ ← θ − η·(sign(β₁·m + (1 − β₁)·g) + λ·θ); m ← β₂·m + (1 − β₂)·g.</summary>
/// <remarks>The decay is decoupled. Its rate suits at 3 to 10 times less than AdamW's, its decay at as many times more. Chen et al. 2023, program 1.</remarks>
public sealed class Lion : Optimizer
{
    private readonly double beta2;

    /// <summary>An optimizer of a module or of groups of its parameters.</summary>
    public Lion(ParameterGroups parameters, double beta1 = 0.9, double beta2 = 0.99, double decay = 0)
        : base(parameters, decay, Checks.Share("lion", "beta1", beta1), "exp_avg") =>
        this.beta2 = Checks.Share(Name, "beta2", beta2);

    /// <inheritdoc/>
    protected override void Update(Slot slot, Tensor gradient, in StepSettings s) =>
        Apply(new Rule(s.Rate, s.Decay, s.Momentum, beta2), slot, gradient, 0);

    private readonly struct Rule(Coefficient rate, Coefficient decay, Coefficient beta1, Coefficient beta2) : IUpdate
    {
        public static int States => 1;

        private readonly Coefficient rest1 = 1 - beta1, rest2 = 1 - beta2;

        public void Step(double g, ref double theta, ref double m, ref double b, ref double c)
        {
            double mixed = beta1 * m + rest1 * g, sign = double.IsNaN(mixed) ? mixed : Math.Sign(mixed);
            theta -= rate * (sign + decay * theta);
            m = beta2 * m + rest2 * g;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(Vector256<float> g, ref Vector256<float> theta, ref Vector256<float> m, ref Vector256<float> b, ref Vector256<float> c)
        {
            var sign = Simd.Sign(Vector256.FusedMultiplyAdd(beta1.X8, m, rest1.X8 * g));
            theta = Vector256.FusedMultiplyAdd(-rate.X8, Vector256.FusedMultiplyAdd(decay.X8, theta, sign), theta);
            m = Vector256.FusedMultiplyAdd(beta2.X8, m, rest2.X8 * g);
        }
    }
}
