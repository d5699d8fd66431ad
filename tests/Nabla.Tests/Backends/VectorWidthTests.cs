using System.Diagnostics;
using System.Runtime.Intrinsics;
using Nabla.Backends.Cpu;
using Nabla.Tests.Autograd;
using Nabla.Tests.Ops;
using Nabla.Tests.Optim;
using Nabla.Tests.Proof;

namespace Nabla.Tests.Backends;

/// <summary>Every vector width computes the same: the tests of kernels again, in a process whose runtime may not use the wider ones.</summary>
public class VectorWidthTests
{
    private const string Promised = "NABLA_TESTS_VECTOR_BITS";

    /// <summary>The tests that run kernels; all else would only take time.</summary>
    private static readonly string[] Kernels =
    [
        $"*.{nameof(OpTableTests)}.{nameof(OpTableTests.Cpu_agrees_with_Reference)}",
        $"*.{nameof(VectorWidthTests)}.{nameof(Vectors_are_as_wide_as_promised)}",
        $"{typeof(VectorWidthTests).Namespace}.Cpu*",
        .. new[] { typeof(DropoutTests), typeof(GradientsValueTests), typeof(OptimizerFixtureTests), typeof(RandomTests), typeof(UpdateTests) }.Select(t => $"{t.FullName}.*"),
    ];

    // Left out: whether threads change a bit is asked of the widest vectors.
    private const string Threads = $"*.{nameof(CpuNormTests.Bits_do_not_depend_on_threads)}";

    // Left out where a processor has no vectors: 24 s, for products that run the 128-bit code in software, as CpuProductTests does.
    private const string Products = $"*.{nameof(GemmTests)}.{nameof(GemmTests.AgreesWithLoopsInEveryLayout)}";

    private static int Widest => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;

    /// <summary>In a process that <see cref="Kernels_agree_with_Reference_in_every_width"/> starts, and by the hardware elsewhere.</summary>
    [Fact]
    public void Vectors_are_as_wide_as_promised()
    {
        int promised = Environment.GetEnvironmentVariable(Promised) is { Length: > 0 } bits ? int.Parse(bits, System.Globalization.CultureInfo.InvariantCulture) : Widest;
        Assert.Equal(promised, Widest);
        Assert.Equal(Math.Max(128, promised), 32 * Tiles.Lanes);
    }

    [Theory]
    [InlineData(256, "DOTNET_EnableAVX512")]
    [InlineData(128, "DOTNET_EnableAVX2")]
    [InlineData(0, "DOTNET_EnableHWIntrinsic")]
    public async Task Kernels_agree_with_Reference_in_every_width(int bits, string without)
    {
        Assert.SkipUnless(Widest > bits, $"this processor's vectors have {Widest} bits");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (string argument in (string[])["exec", typeof(VectorWidthTests).Assembly.Location, "--minimum-expected-tests", $"{OpTable.Rows.Count + 200}", .. Kernels.Concat(bits > 0 ? [Products] : []).SelectMany(k => new[] { "--filter-method", k }), "--filter-not-method", Threads])
            start.ArgumentList.Add(argument);
        start.Environment[without] = "0";
        start.Environment[Promised] = $"{bits}";
        using var child = Process.Start(start)!;
        string output = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        Assert.True(child.ExitCode == 0, $"with {without}=0:\n{output}");
    }
}
