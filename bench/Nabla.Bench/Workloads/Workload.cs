namespace Nabla.Bench.Workloads;

/// <summary>One computation that every engine does, from the same numbers.</summary>
internal abstract record Workload(string Group, string Name)
{
    /// <summary>Floating-point operations of one run; 0 where bytes say more.</summary>
    internal double Flops { get; init; }

    /// <summary>Bytes that one run must at least read and write.</summary>
    internal double Bytes { get; init; }

    /// <summary>How far outputs may lie apart, as a part of the largest.</summary>
    internal double Tolerance { get; init; } = 1e-4;

    /// <summary>The engines that can do it, Nabla first.</summary>
    internal abstract IReadOnlyList<Engine> Engines { get; }

    /// <summary>Makes it ready to run in this process.</summary>
    internal abstract Work Prepare(Engine engine, int threads);
}

/// <summary>Who computes. libtorch runs images in both of its layouts.</summary>
internal enum Engine { Nabla, Libtorch, LibtorchChannelsLast, OnnxRuntime }

/// <summary>A computation ready to run.</summary>
/// <param name="Run">Computes once, and forgets the result.</param>
/// <param name="Outputs">Computes once, and gives the results in row-major order.</param>
internal sealed record Work(Action Run, Func<float[][]> Outputs);
