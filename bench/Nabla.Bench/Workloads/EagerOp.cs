using Nabla.Bench.Engines;
using TorchSharp;

namespace Nabla.Bench.Workloads;

/// <summary>What an operation costs besides its arithmetic: a thousand recorded additions of 64 floats.</summary>
internal sealed record EagerOp() : Workload(Title, "1,000 recorded additions of 64 floats")
{
    internal const string Title = "eager operation";

    private const int Operations = 1000;
    private static readonly Input Values = new([64]);

    internal override IReadOnlyList<Engine> Engines => [Engine.Nabla, Engine.Libtorch];

    internal override Work Prepare(Engine engine, int threads)
    {
        if (engine == Engine.Nabla)
        {
            Device.Cpu.Threads = threads;
            Tensor x = Tensor.Of<float>(Values.Floats(0), [64]), y = Tensor.Of<float>(Values.Floats(1), [64]);
            return new(() => Add(x, y), () => [Add(x, y)]);
        }

        torch.set_num_threads(threads);
        var a = torch.tensor(Values.Floats(0));
        var b = torch.tensor(Values.Floats(1));
        a.requires_grad = true;
        return new(() => Add(a, b, read: false), () => [Add(a, b, read: true)]);
    }

    private static float[] Add(Tensor x, Tensor y)
    {
        using var tape = Tape.Start();
        tape.Watch(x);
        var sum = x;
        for (int i = 0; i < Operations; i++)
            sum += y;
        return sum.ToArray<float>();
    }

    private static float[] Add(torch.Tensor x, torch.Tensor y, bool read)
    {
        using var scope = torch.NewDisposeScope();
        var sum = x;
        for (int i = 0; i < Operations; i++)
            sum = sum + y;
        return read ? TorchEngine.Read(sum.detach()) : [];
    }
}
