namespace Nabla.Optim;

/// <summary>Options of optimizers and schedules: each returns the value, or says what is possible.</summary>
internal static class Checks
{
    /// <summary>A share that may not be all: momentum, a beta.</summary>
    internal static double Share(string op, string name, double value) =>
        value is >= 0 and < 1 ? value : throw Refused(op, name, value, "a number in [0, 1)");

    internal static double NotNegative(string op, string name, double value) =>
        value is >= 0 and < double.PositiveInfinity ? value : throw Refused(op, name, value, "a finite number, 0 or more");

    internal static double Positive(string op, string name, double value) =>
        value is > 0 and < double.PositiveInfinity ? value : throw Refused(op, name, value, "a finite number above 0");

    internal static RangeException Refused(string op, string name, double value, string possible) => new(op, $"{name} {value} is not possible. Give {possible}.");
}
