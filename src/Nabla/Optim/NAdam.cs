using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Optim;

/// <summary>Adam with Nesterov's momentum: the step looks ahead by the next momentum.</summary>
/// <remarks>
/// d = g + λ·θ; μₜ = β₁·(1 − ½·0.96^(t·ψ)), ψ the momentum decay; m and v as in <see cref="Adam"/>;
/// m̂ = μₜ₊₁·m / (1 − Πᵢ₌₁ᵗ⁺¹ μᵢ) + (1 − μₜ)·d / (1 − Πᵢ₌₁ᵗ μᵢ); θ ← θ − η · m̂ / (√v̂ + ε). λ is coupled decay.
/// Dozat 2016, algorithm 2, with his schedule of μ (section 3.2), as PyTorch.
/// </remarks>
public sealed class NAdam : Optimizer
{
    private readonly double beta1, beta2, epsilon, momentumDecay;
    private (long T, double Product) product = (0, 1);

    /// <summary>An optimizer of a module or of groups of its parameters.</summary>
    public NAdam(ParameterGroups parameters, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double momentumDecay = 0.004, double decay = 0)
        : base(parameters, decay, momentum: null, "exp_avg", "exp_avg_sq")
    {
        this.beta1 = Checks.Share(Name, "beta1", beta1);
        this.beta2 = Checks.Share(Name, "beta2", beta2);
        this.epsilon = Divisor("epsilon", epsilon);
        this.momentumDecay = Checks.NotNegative(Name, "momentum decay", momentumDecay);
    }

    private protected override double BiasCorrected(in StepSettings s, long t)
    {
        var (mean, gradient) = StepSizes(s.Rate, t);
        return Math.Max(mean, gradient);
    }

    /// <inheritdoc/>
    protected override void Update(Slot slot, Tensor gradient, in StepSettings s)
    {
        var (mean, last) = StepSizes(s.Rate, slot.Steps);
        Apply(new Rule(beta1, beta2, epsilon, s.Decay, mean, last, 1 / Math.Sqrt(1 - Math.Pow(beta2, slot.Steps))), slot, gradient, 0, 1);
    }

    private (double Mean, double Gradient) StepSizes(double rate, long t)
    {
        double mu = Mu(t), next = Mu(t + 1), sofar = Product(t);
        return (rate * next / (1 - sofar * next), rate * (1 - mu) / (1 - sofar));
    }

    private double Mu(long t) => beta1 * (1 - 0.5 * Math.Pow(0.96, t * momentumDecay));

    /// <summary>Π μᵢ up to t: a function of t alone, so it is no state; the last one is kept, which parameters that step together share.</summary>
    private double Product(long t)
    {
        if (product.T > t)
            product = (0, 1);
        while (product.T < t && product.Product > 0)
            product = (product.T + 1, product.Product * Mu(product.T + 1));
        return product.Product;
    }

    private readonly struct Rule(Coefficient beta1, Coefficient beta2, Coefficient epsilon, Coefficient decay, Coefficient meanStep, Coefficient gradientStep, Coefficient rootScale) : IUpdate
    {
        public static int States => 2;

        private readonly Coefficient rest1 = 1 - beta1, rest2 = 1 - beta2;

        public void Step(double g, ref double theta, ref double m, ref double v, ref double c)
        {
            double d = g + decay * theta;
            m = beta1 * m + rest1 * d;
            v = beta2 * v + rest2 * d * d;
            theta -= (meanStep * m + gradientStep * d) / (Math.Sqrt(v) * rootScale + epsilon);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(Vector256<float> g, ref Vector256<float> theta, ref Vector256<float> m, ref Vector256<float> v, ref Vector256<float> c)
        {
            var d = Vector256.FusedMultiplyAdd(decay.X8, theta, g);
            m = Vector256.FusedMultiplyAdd(beta1.X8, m, rest1.X8 * d);
            v = Vector256.FusedMultiplyAdd(beta2.X8, v, rest2.X8 * d * d);
            var root = Vector256.FusedMultiplyAdd(Vector256.Sqrt(v), rootScale.X8, epsilon.X8);
            theta -= Vector256.FusedMultiplyAdd(meanStep.X8, m, gradientStep.X8 * d) / root;
        }
    }
}
