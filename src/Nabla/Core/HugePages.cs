using System.Runtime.InteropServices;

namespace Nabla;

/// <summary>
/// Asks Linux for pages of 2 MB under large memory: there are 512 times fewer to find and to clear, and where the system
/// gives them only to those who ask, nobody else would. Elsewhere, or where it declines, pages stay as they are.
/// </summary>
internal static unsafe partial class HugePages
{
    private const int Page = 2 << 20, Advice = 14;              // MADV_HUGEPAGE, <linux/mman.h>

    private static volatile bool s_possible = OperatingSystem.IsLinux();

    /// <summary>Where memory of this size should begin: on a cache line, or on a large page that it fills.</summary>
    internal static nuint Alignment(long bytes) => s_possible && bytes >= Page ? Page : 64u;

    /// <summary>Asks for memory that begins at such a boundary and is still untouched; a refusal changes nothing.</summary>
    internal static void Ask(nint block, long bytes)
    {
        if (!s_possible || bytes < Page)
            return;
        try
        {
            _ = MAdvise((void*)block, (nuint)bytes, Advice);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            s_possible = false;
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int MAdvise(void* address, nuint length, int advice);
}
