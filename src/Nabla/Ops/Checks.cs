using System.Diagnostics.CodeAnalysis;

namespace Nabla;

/// <summary>What operations ask of their operands.</summary>
public sealed partial class Tensor
{
    /// <summary>An error unless the operand is there.</summary>
    internal static void CheckGiven(string op, string name, [NotNull] Tensor? operand)
    {
        if (operand is null)
            throw new NablaException(op, $"{name} is null; a tensor was expected. Check what should have made it.");
    }

    /// <summary>An error unless the elements are F32 or F64.</summary>
    private void CheckFloat(string op)
    {
        if (!DType.IsFloat())
            throw new DTypeException(op, $"the input of shape {Shape} is {DType}; F32 or F64 was expected. Convert it with To(DType.F32).");
    }

    /// <summary>An error for BF16 and F16; every other type computes, if only by whole numbers.</summary>
    private void CheckComputes(string op)
    {
        if (DType.IsStorage())
            throw new DTypeException(op, $"the input of shape {Shape} is {DType}, which stores and does not compute. Convert it with To(DType.F32).");
    }
}
