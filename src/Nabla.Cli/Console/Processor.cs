using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace Nabla.Cli;

/// <summary>The processor's name.</summary>
internal static class Processor
{
    /// <summary>The brand string that x86 processors tell (CPUID leaves 0x80000002 to 0x80000004), else the architecture.</summary>
    internal static string Name { get; } = Brand() ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static string? Brand()
    {
        const int first = unchecked((int)0x80000002);
        if (!X86Base.IsSupported || (uint)X86Base.CpuId(unchecked((int)0x80000000), 0).Eax < 0x80000004u)
            return null;
        Span<int> words = stackalloc int[12];
        for (int i = 0; i < 3; i++)
            (words[4 * i], words[4 * i + 1], words[4 * i + 2], words[4 * i + 3]) = X86Base.CpuId(first + i, 0);
        return Encoding.ASCII.GetString(MemoryMarshal.AsBytes(words)).Trim('\0', ' ');
    }
}
