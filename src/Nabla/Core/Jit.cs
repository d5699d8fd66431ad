using System.Runtime.CompilerServices;

namespace Nabla;

/// <summary>What the just-in-time compiler is told about kernels.</summary>
internal static class Jit
{
    /// <summary>
    /// For every loop over numbers: <c>[MethodImpl(Jit.Kernel)]</c>. Compiled fully at the first call, and never into
    /// its caller: inlined there under the caller's profile, the register tiles took three times as long (docs/adr/0013).
    /// </summary>
#pragma warning disable RS0030 // the one place where this option is named
    internal const MethodImplOptions Kernel = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;
#pragma warning restore RS0030
}
