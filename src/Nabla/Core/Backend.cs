namespace Nabla;

/// <summary>What a device must be able to compute. Views come checked: shapes and types fit; strides may be any.</summary>
public abstract partial class Backend
{
    /// <summary>y = f(x), element by element.</summary>
    public abstract void Unary(Pointwise f, in View x, in View y);

    /// <summary>dx = dy · f'(x), given y = f(x).</summary>
    public abstract void UnaryGrad(Pointwise f, in View x, in View y, in View dy, in View dx);

    /// <summary>c = f(a, b); a and b already broadcast to c's shape.</summary>
    public abstract void Binary(BinaryOp f, in View a, in View b, in View c);

    /// <summary>Copies with conversion of the type.</summary>
    public abstract void Copy(in View x, in View y);

    /// <summary>Sets every element.</summary>
    public abstract void Fill(in View y, double value);

    /// <summary>Sums x into y, whose reduced dimensions have size 1.</summary>
    public abstract void Sum(in View x, in View y);

    /// <summary>C = A·B over the last two dimensions, the others already broadcast to C's.</summary>
    public abstract void MatMul(in View a, in View b, in View c);
}

/// <summary>The arithmetic of two operands.</summary>
public enum BinaryOp
{
    /// <summary>a + b.</summary>
    Add,

    /// <summary>a − b.</summary>
    Sub,

    /// <summary>a · b.</summary>
    Mul,

    /// <summary>a / b.</summary>
    Div,
}
