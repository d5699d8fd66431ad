using Nabla.Bench.Workloads;

namespace Nabla.Bench.Running;

/// <summary>What one engine needed for one workload. Times are of one run, in milliseconds; memory is the process's peak.</summary>
/// <param name="Failure">Why there is no time: the outputs differ, or the engine failed.</param>
internal sealed record Measurement(Workload Workload, Engine Engine, int Threads, double Median, double P10, double P90, double PeakMb, string? Failure = null)
{
    internal static string NameOf(Engine engine) => engine switch
    {
        Engine.Nabla => "nabla",
        Engine.Libtorch => "libtorch",
        Engine.LibtorchChannelsLast => "libtorch-channels-last",
        _ => "onnxruntime",
    };
}
