namespace Nabla;

/// <summary>What a device must be able to compute. Views come checked: shapes and types fit; strides may be any.</summary>
public abstract partial class Backend
{
    /// <summary>y = f(x), element by element.</summary>
    public abstract void Unary(Pointwise f, in View x, in View y);

    /// <summary>dx = dy · f'(x), given y = f(x).</summary>
    public abstract void UnaryGrad(Pointwise f, in View x, in View y, in View dy, in View dx);

    /// <summary>c = f(a, b); a and b already broadcast to c's shape. Integers compute exactly; what c's type cannot hold is an error.</summary>
    public abstract void Binary(PointwiseBinary f, in View a, in View b, in View c);

    /// <summary>c (Bool) = whether a and b stand in the relation; both already broadcast to c's shape. Integers compare exactly.</summary>
    public abstract void Compare(Comparison f, in View a, in View b, in View c);

    /// <summary>y = condition ? a : b; all already broadcast to y's shape.</summary>
    public abstract void Where(in View condition, in View a, in View b, in View y);

    /// <summary>Copies with conversion of the type.</summary>
    public abstract void Copy(in View x, in View y);

    /// <summary>Sets every element.</summary>
    public abstract void Fill(in View y, double value);

    /// <summary>Sums x into y, whose reduced dimensions have size 1.</summary>
    public abstract void Sum(in View x, in View y);

    /// <summary>C = A·B over the last two dimensions, the others already broadcast to C's.</summary>
    public abstract void MatMul(in View a, in View b, in View c);
}
