using Nabla.Bench.Engines;
using Nabla.Bench.Networks;
using Nabla.Nn;
using Nabla.Optim;
using Nabla.Zoo;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;
using TorchTensor = TorchSharp.torch.Tensor;

namespace Nabla.Bench.Workloads;

/// <summary>Whole training steps: forward, cross-entropy, backward, update, on one batch, from the same weights.</summary>
/// <param name="Name">The row.</param>
/// <param name="Image">The batch's shape.</param>
/// <param name="Model">Nabla's model.</param>
/// <param name="Torch">The same function by libtorch, of images and of parameters and buffers by name.</param>
/// <param name="Adam">Adam at 1e-3, else SGD with momentum 0.9 at 0.01.</param>
internal sealed record Training(string Name, int[] Image, Func<Module<Tensor, Tensor>> Model, Func<TorchTensor, IReadOnlyDictionary<string, TorchTensor>, TorchTensor> Torch, bool Adam)
    : Workload(Title, Name)
{
    internal const string Title = "training steps";

    private const int Classes = 10, StepsCompared = 3;

    internal static IEnumerable<Workload> All =>
    [
        new Training("MLP 784-512-512-10, batch 64, Adam", [64, 784],
            () => new Sequential(new Linear(784, 512), new ReLU(), new Linear(512, 512), new ReLU(), new Linear(512, Classes)),
            (x, p) => Linear(F.relu(Linear(F.relu(Linear(x, p, "0")), p, "2")), p, "4"), Adam: true) { Tolerance = 1e-3 },
        new Training("LeNet-5, batch 64, SGD", [64, 1, 28, 28], () => new LeNet5(), LeNet, Adam: false) { Tolerance = 1e-3 },
        new Training("ResNet-18 at 224, batch 8, SGD", [8, 3, 224, 224], () => new ResNet(18, Classes), (x, p) => Inference.ResNet18.Build(new TorchBuilder(p, train: true), x), Adam: false) { Tolerance = 1e-2, Flops = 6 * 1.814e9 * 8 },
    ];

    internal override IReadOnlyList<Engine> Engines => Image is [_, 3, ..] ? [Engine.Nabla, Engine.Libtorch, Engine.LibtorchChannelsLast] : [Engine.Nabla, Engine.Libtorch];

    internal override Work Prepare(Engine engine, int threads) => engine == Engine.Nabla ? OnNabla(threads) : OnTorch(threads, channelsLast: engine == Engine.LibtorchChannelsLast);

    private Input X => new(Image);

    private Input Labels => new([Image[0]], Classes);

    private Work OnNabla(int threads)
    {
        Device.Cpu.Threads = threads;
        var model = Model();
        model.Init(seed: 0);
        Optimizer optimizer = Adam ? new Adam(model) : new Sgd(model, momentum: 0.9);
        Tensor x = Tensor.Of<float>(X.Floats(0), new(Image)), labels = Tensor.Of<long>(Labels.Indices(1), [Image[0]]);
        return Steps(() =>
        {
            using var tape = Tape.Start(Mode.Train, seed: 0, optimizer.Steps);
            var loss = Loss.CrossEntropy(model.Forward(x), labels);
            optimizer.Step(tape.Backward(loss), Adam ? 1e-3 : 0.01);
            return (float)loss.Item();
        });
    }

    private Work OnTorch(int threads, bool channelsLast)
    {
        torch.set_num_threads(threads);
        var model = Model();                                       // for its first weights alone
        model.Init(seed: 0);
        var state = model.Buffers().Where(b => b.Buffer.Value.DType.IsFloat()).ToDictionary(b => b.Path, b => TorchEngine.Of(b.Buffer.Value, channelsLast));
        foreach (var (path, q) in model.Parameters())
            state.Add(path, new TorchSharp.Modules.Parameter(TorchEngine.Of(q.Value, channelsLast)));
        var p = state.Values.OfType<TorchSharp.Modules.Parameter>();
        torch.optim.Optimizer optimizer = Adam ? torch.optim.Adam(p, 1e-3) : torch.optim.SGD(p, 0.01, 0.9);
        TorchTensor x = TorchEngine.Make(X, 0, channelsLast), labels = torch.tensor(Labels.Indices(1));
        return Steps(() =>
        {
            using var scope = torch.NewDisposeScope();
            optimizer.zero_grad();
            var loss = F.cross_entropy(Torch(x, state), labels);
            loss.backward();
            optimizer.step();
            return loss.item<float>();
        });
    }

    /// <summary>The losses of the first steps are the outputs.</summary>
    private static Work Steps(Func<float> step) => new(() => step(), () => [[.. Enumerable.Range(0, StepsCompared).Select(_ => step())]]);

    private static TorchTensor LeNet(TorchTensor x, IReadOnlyDictionary<string, TorchTensor> p)
    {
        x = (x - 0.1307) / 0.3081;
        x = F.avg_pool2d(F.conv2d(x, p["conv1.weight"], p["conv1.bias"], padding: [2, 2]).tanh(), [2, 2]);
        x = F.avg_pool2d(F.conv2d(x, p["conv2.weight"], p["conv2.bias"]).tanh(), [2, 2]).reshape(x.shape[0], -1);
        return Linear(Linear(Linear(x, p, "fc1").tanh(), p, "fc2").tanh(), p, "fc3");
    }

    private static TorchTensor Linear(TorchTensor x, IReadOnlyDictionary<string, TorchTensor> p, string name) => F.linear(x, p[$"{name}.weight"], p[$"{name}.bias"]);
}
