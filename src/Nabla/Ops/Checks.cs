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

    /// <summary>An error unless every tensor of a state is there.</summary>
    internal static void CheckGiven(string op, IReadOnlyDictionary<string, Tensor> state)
    {
        foreach (var (name, tensor) in state)
            CheckGiven(op, name, tensor);
    }

    /// <summary>An array for elements on their way into a tensor, or an error where there is no room for it.</summary>
    private static T[] Room<T>(string op, long count) where T : unmanaged
    {
        try
        {
            return new T[count];
        }
        catch (OutOfMemoryException)
        {
            throw new ShapeException(op, $"{count} positions are more than an array can hold, or this process has memory for. Work on parts.");
        }
    }

    /// <summary>A size that was computed, or an error where no axis can have it.</summary>
    private static int AxisSize(string op, long size, int axis) => size <= int.MaxValue ? (int)size
        : throw new ShapeException(op, $"axis {axis} of the result would have {size} positions; at most {int.MaxValue} are possible. Work on parts.");

    /// <summary>An error unless the elements are F32 or F64.</summary>
    private void CheckFloat(string op)
    {
        if (!DType.IsFloat())
            throw new DTypeException(op, $"the input of shape {Shape} is {DType}; F32 or F64 was expected. Convert it with To(DType.F32).");
    }

    /// <summary>An error unless an input and what scales and shifts it are all F32 or all F64.</summary>
    private void CheckTypes(string op, Tensor? weight, Tensor? bias)
    {
        if (!DType.IsFloat() || (weight is not null && weight.DType != DType) || (bias is not null && bias.DType != DType))
            throw new DTypeException(op, $"input {Shape} is {DType}{Described("weight", weight)}{Described("bias", bias)}; all F32 or all F64 was expected. Convert with To.");

        static string Described(string name, Tensor? t) => t is null ? "" : $", {name} {t.Shape} {t.DType}";
    }

    private static void CheckBias(string op, Tensor weight, Tensor? bias)
    {
        if (bias is not null && bias.Shape != [weight.Shape[0]])
            throw new ShapeException(op, $"bias {bias.Shape} does not fit weight {weight.Shape}: shape ({weight.Shape[0]}), one number for each output, was expected. Give a bias of that shape.");
    }

    /// <summary>An error for BF16 and F16; every other type computes, if only by whole numbers.</summary>
    private void CheckComputes(string op)
    {
        if (DType.IsStorage())
            throw new DTypeException(op, $"the input of shape {Shape} is {DType}, which stores and does not compute. Convert it with To(DType.F32).");
    }
}
