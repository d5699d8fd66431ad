using Nabla.Zoo;
using TorchSharp;
using static TorchSharp.torch;

namespace Nabla.Fixtures;

/// <summary>LeNet-5 by libtorch in float64, with parameters that Nabla drew: logits, loss and every gradient.</summary>
internal static class LeNet5Trace
{
    internal static Dictionary<string, Nabla.Tensor> Record()
    {
        var model = new LeNet5();
        model.Init(seed: 0);
        var tensors = model.State();
        var images = Nabla.Tests.Domain.Between(0, 1).Draw([3, 1, 28, 28], new Philox(1, 0));
        var x = Fixtures.Record.ToTorch(images).detach();
        var labels = torch.tensor(new long[] { 7, 0, 3 });
        var p = tensors.ToDictionary(t => t.Key, t => Fixtures.Record.ToTorch(new(t.Value.Shape, t.Value.To(DType.F64).ToArray<double>())));

        var h = (x - 0.1307) / 0.3081;
        h = nn.functional.avg_pool2d(nn.functional.conv2d(h, p["conv1.weight"], p["conv1.bias"], padding: [2, 2]).tanh(), 2);
        h = nn.functional.avg_pool2d(nn.functional.conv2d(h, p["conv2.weight"], p["conv2.bias"]).tanh(), 2).flatten(1);
        h = nn.functional.linear(h, p["fc1.weight"], p["fc1.bias"]).tanh();
        h = nn.functional.linear(h, p["fc2.weight"], p["fc2.bias"]).tanh();
        var logits = nn.functional.linear(h, p["fc3.weight"], p["fc3.bias"]);
        var loss = nn.functional.cross_entropy(logits, labels);
        loss.backward();

        foreach (var (name, value) in p)
            tensors[$"gradient.{name}"] = Fixtures.Record.FromTorch(value.grad!);
        tensors["images"] = Fixtures.Record.FromInput(images);
        tensors["labels"] = Fixtures.Record.FromTorch(labels);
        tensors["logits"] = Fixtures.Record.FromTorch(logits);
        tensors["loss"] = Fixtures.Record.FromTorch(loss);
        return tensors;
    }
}
