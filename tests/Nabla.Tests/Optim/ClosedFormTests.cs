using Nabla.Optim;

namespace Nabla.Tests.Optim;

/// <summary>What optimizers must do where their steps have a closed form, and the textbook's forms beside PyTorch's.</summary>
public class ClosedFormTests
{
    [Fact]
    public void Momentum_on_a_constant_gradient()
    {
        var model = Vector.Of(0);
        var sgd = new Sgd(model, momentum: 0.5);
        for (int t = 1; t <= 10; t++)
        {
            model.Step(sgd, 0.1, 3);
            // v_t = 3·(2 − 2^(1−t)), so θ_t = −0.3·(2t − 2 + 2^(1−t)).
            Assert.Equal(-0.3 * (2 * t - 2 + Math.Pow(2, 1 - t)), model.Value.Item(), 1e-14);
        }
    }

    [Fact]
    public void Adam_on_a_constant_gradient_steps_by_its_rate()
    {
        var model = Vector.Of(0, 0);
        var adam = new Adam(model);
        for (int t = 1; t <= 20; t++)
        {
            model.Step(adam, 0.1, 100, -0.01);
            // m̂ = g and v̂ = g² at every step.
            Assert.Equal(-0.1 * t, model.Value.ToArray<double>()[0], 1e-8);
            Assert.Equal(0.1 * t, model.Value.ToArray<double>()[1], 1e-5);
        }
    }

    [Fact]
    public void AdaGrad_on_a_constant_gradient_steps_by_rate_over_root_t()
    {
        var model = Vector.Of(0);
        var adaGrad = new AdaGrad(model, epsilon: 1e-300);
        double expected = 0;
        for (int t = 1; t <= 100; t++)
        {
            model.Step(adaGrad, 0.1, -7);
            Assert.Equal(expected += 0.1 / Math.Sqrt(t), model.Value.Item(), 1e-12);
        }
    }

    [Fact]
    public void Lion_steps_by_its_rate_whatever_the_gradient()
    {
        var model = Vector.Of(0, 0, 0);
        var lion = new Lion(model);
        for (int t = 1; t <= 30; t++)
        {
            model.Step(lion, 0.01, 1e-30, -5, 0);
            Assert.Equal([-0.01 * t, 0.01 * t, 0], model.Value.ToArray<double>().Select(v => Math.Round(v, 12)));
        }
    }

    [Fact]
    public void Without_a_gradient_decoupled_decay_is_geometric_and_coupled_decay_steps_by_the_rate()
    {
        Vector decoupled = Vector.Of(8), coupled = Vector.Of(8);
        var adamW = new AdamW(decoupled, decay: 0.5);
        var adam = new Adam(coupled, decay: 0.5);
        for (int t = 1; t <= 5; t++)
        {
            decoupled.Step(adamW, 0.1, 0);
            Assert.Equal(8 * Math.Pow(0.95, t), decoupled.Value.Item(), 1e-12);
        }

        coupled.Step(adam, 0.1, 0);                       // Adam divides the decay by its own root mean square
        Assert.Equal(8 - 0.1, coupled.Value.Item(), 1e-8);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0.9, false)]
    [InlineData(0.9, true)]
    public void A_textbooks_penalty_of_lambda_squares_is_a_coupled_decay_of_two_lambda(double momentum, bool nesterov)
    {
        const double Lambda = 0.05;
        Vector decay = Vector.Of(1, -2), penalty = Vector.Of(1, -2);
        Sgd byDecay = new(decay, momentum, 2 * Lambda, nesterov), byPenalty = new(penalty, momentum, 0, nesterov);
        for (int t = 0; t < 20; t++)
        {
            using (var tape = Tape.Start())
                byDecay.Step(tape.Backward(decay.Forward(Tensor.Of(0.3, 0.7)).Sum()), 0.1);
            using (var tape = Tape.Start())
                byPenalty.Step(tape.Backward(penalty.Forward(Tensor.Of(0.3, 0.7)).Sum() + Lambda * (penalty.Value * penalty.Value).Sum()), 0.1);
            Assert.Equal(penalty.Value.ToArray<double>(), decay.Value.ToArray<double>(), (a, b) => Math.Abs(a - b) < 1e-14);
        }
    }

    [Fact]
    public void Momentum_is_the_textbooks_velocity_at_a_constant_rate()
    {
        var model = Vector.Of(2);
        var sgd = new Sgd(model, momentum: 0.8);
        double theta = 2, v = 0;
        for (int t = 0; t < 50; t++)
        {
            model.Step(sgd, 0.05, 3 * model.Value.Item());          // ½·3·θ²
            v = 0.8 * v - 0.05 * 3 * theta;
            theta += v;
            Assert.Equal(theta, model.Value.Item(), 1e-13);
        }
    }

    [Fact]
    public void Nesterovs_parameter_is_the_look_ahead_point_of_the_textbook()
    {
        var model = Vector.Of(2);
        var sgd = new Sgd(model, momentum: 0.8, nesterov: true);
        double theta = 2, v = 0;
        for (int t = 0; t < 50; t++)
        {
            model.Step(sgd, 0.05, 3 * model.Value.Item());
            // Sutskever et al. 2013, eqs. 3 and 4: the gradient at θ + μ·v.
            v = 0.8 * v - 0.05 * 3 * (theta + 0.8 * v);
            theta += v;
            Assert.Equal(theta + 0.8 * v, model.Value.Item(), 1e-13);
        }
    }

    [Fact]
    public void Centred_rmsprop_divides_by_the_standard_deviation()
    {
        // Gradients 3 ± 1: in the mean the variance is 1, the mean square 10.
        Vector centred = Vector.Of(0), plain = Vector.Of(0);
        RmsProp a = new(centred, alpha: 0.999, centered: true), b = new(plain, alpha: 0.999);
        for (int t = 0; t < 20_000; t++)
        {
            double g = t % 2 == 0 ? 4 : 2;
            double beforeA = centred.Value.Item(), beforeB = plain.Value.Item();
            centred.Step(a, 1e-3, g);
            plain.Step(b, 1e-3, g);
            if (t < 19_998)
                continue;
            Assert.Equal(1e-3 * g / 1, beforeA - centred.Value.Item(), 1e-5);
            Assert.Equal(1e-3 * g / Math.Sqrt(10), beforeB - plain.Value.Item(), 1e-5);
        }
    }
}
