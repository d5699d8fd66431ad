namespace Nabla.Optim;

/// <summary>What one step of one parameter is made with.</summary>
/// <param name="Rate">η: the schedule's rate times the factor of the parameter's group.</param>
/// <param name="Decay">λ: the group's weight decay, or the optimizer's.</param>
/// <param name="Momentum">μ, or β₁ of Adam and its kin: a schedule's, or the optimizer's; 0 where it has none.</param>
public readonly record struct StepSettings(double Rate, double Decay, double Momentum);
