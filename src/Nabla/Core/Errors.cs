namespace Nabla;

/// <summary>The base of every error that Nabla raises.</summary>
/// <remarks>
/// One style everywhere: <c>op: what was found, what was expected. The fix. [in module.path]</c>.
/// The module's path is added while the error passes the module's <c>Forward</c>.
/// </remarks>
public class NablaException : Exception
{
    /// <summary>An error of <paramref name="op"/>; <paramref name="what"/> says what was found, expected, and the fix.</summary>
    public NablaException(string op, string what, Exception? inner = null) : base($"{op}: {what}", inner) => Op = op;

    /// <summary>The operation, file or command that failed.</summary>
    public string Op { get; }

    /// <summary>The path of the innermost module that was computing, such as <c>features.conv1</c>; null outside modules.</summary>
    public string? ModulePath { get; private set; }

    /// <inheritdoc/>
    public override string Message => ModulePath is null ? base.Message : $"{base.Message} [in {ModulePath}]";

    /// <summary>An exception filter that notes the innermost module's path and never catches.</summary>
    internal bool PassThrough(string path)
    {
        ModulePath ??= path;
        return false;
    }
}

/// <summary>Shapes that do not fit an operation.</summary>
public sealed class ShapeException(string op, string what) : NablaException(op, what);

/// <summary>Element types that do not fit an operation.</summary>
public sealed class DTypeException(string op, string what) : NablaException(op, what);

/// <summary>An index, label or option outside its range.</summary>
public sealed class RangeException(string op, string what) : NablaException(op, what);

/// <summary>A tensor used after its scope returned its memory.</summary>
public sealed class ReleasedException(string what) : NablaException("tensor", what);

/// <summary>Misuse of scopes, tapes or gradients.</summary>
public sealed class TapeException(string op, string what) : NablaException(op, what);

/// <summary>A file or data set that is missing, corrupt or not what was asked for.</summary>
public sealed class DataException(string op, string what, Exception? inner = null) : NablaException(op, what, inner);

/// <summary>Training whose loss is no longer a finite number.</summary>
public sealed class DivergedException(string op, string what) : NablaException(op, what)
{
    /// <summary>What was found, without advice; null where the message is all there is.</summary>
    internal string? Found { get; init; }
}
