using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Nabla.Bench.Workloads;

/// <summary>Functions of rows: softmax, layer norm, embedding, cross-entropy.</summary>
internal static class Rows
{
    internal const string Group = "rows", Heavy = "embedding, cross-entropy";

    internal static IEnumerable<Workload> All
    {
        get
        {
            foreach (bool backward in new[] { false, true })
            {
                string suffix = backward ? " forward + backward" : "";
                yield return Row($"softmax 8192×1024{suffix}", 8192, 1024, x => x[0].Softmax(), x => F.softmax(x[0], -1), new("Softmax"));
                yield return Row($"log-softmax 8192×1024{suffix}", 8192, 1024, x => x[0].LogSoftmax(), x => F.log_softmax(x[0], -1), new("LogSoftmax"));
                foreach (int n in new[] { 8192, 512 })
                    yield return Row($"layer norm {n}×768{suffix}", n, 768, x => x[0].LayerNorm([768], x[1], x[2]), x => F.layer_norm(x[0], [768], x[1], x[2], 1e-5), new("LayerNormalization", [("epsilon", 1e-5f)]), new Input([768]), new Input([768]));

                Function Row(string name, int rows, int columns, Func<Tensor[], Tensor> nabla, Func<TorchSharp.torch.Tensor[], TorchSharp.torch.Tensor> torch, Engines.OnnxNode onnx, params Input[] weights) =>
                    new(Group, name, [new([rows, columns]), .. weights], nabla, torch)
                    {
                        Backward = backward, Weights = weights.Length, Onnx = onnx, Bytes = 4.0 * rows * columns * (backward ? 5 : 2),
                    };
            }

            yield return new Function(Heavy, "embedding 8192 of 50,000×256 forward + backward", [new([50_000, 256]), new([8192], Classes: 50_000)],
                x => x[0].Embedding(x[1]), x => x[0].index_select(0, x[1]))
            {
                Backward = true, Bytes = 4.0 * 256 * (8192 * 5 + 50_000),
            };
            yield return new Function(Heavy, "cross-entropy 8192×32,000 forward + backward", [new([8192, 32_000]), new([8192], Classes: 32_000)],
                x => Loss.CrossEntropy(x[0], x[1]), x => F.cross_entropy(x[0], x[1]))
            {
                Backward = true, Bytes = 4.0 * 8192 * 32_000 * 3,
            };
        }
    }
}
