using Nabla.Nn;
using Nabla.Tests.Proof;

namespace Nabla.Tests.Nn;

public class FusedConvolutionTests
{
    private static (Conv2d Conv, BatchNorm2d Norm) Layers(int channels, int outputs, int kernel, bool bias = false, int groups = 1)
    {
        var conv = new Conv2d(channels, outputs, kernel, padding: kernel / 2, bias: bias, groups: groups);
        var norm = new BatchNorm2d(outputs);
        conv.Init(1);
        norm.Init(2);
        for (int step = 0; step < 3; step++)
        {
            using var tape = Tape.Start(Mode.Train, seed: 0, step);
            norm.Forward(Images(step, 4, outputs, 5, 5) * 3 + 1);
        }

        return (conv, norm);
    }

    private static Tensor Images(int number, params int[] shape) => Tensor.Normal(new(shape), random: new Philox(4, (ulong)number)).Keep();

    // What the layers give one after another: on a tape nothing is folded.
    private static double[] Layered(Conv2d conv, BatchNorm2d? norm, Tensor x, Pointwise? f, Tensor? shortcut)
    {
        using var tape = Tape.Start(Mode.Evaluate);
        return Run.Doubles(conv.Forward(x, norm, f, shortcut));
    }

    private static double[] Fused(Conv2d conv, BatchNorm2d? norm, Tensor x, Pointwise? f, Tensor? shortcut)
    {
        using var scope = new Scope();
        return Run.Doubles(conv.Forward(x, norm, f, shortcut));
    }

    [Theory]
    [InlineData(3, 5, 3, false, 1)]              // direct
    [InlineData(32, 40, 3, false, 1)]            // Winograd
    [InlineData(24, 24, 3, true, 24)]            // depthwise
    [InlineData(6, 4, 1, true, 2)]               // by patches
    public void One_step_gives_what_the_layers_give(int channels, int outputs, int kernel, bool bias, int groups)
    {
        var (conv, norm) = Layers(channels, outputs, kernel, bias, groups);
        Tensor x = Images(9, 2, channels, 9, 9), shortcut = Images(10, 2, outputs, 9, 9);
        foreach (var type in new[] { DType.F32, DType.F64 })
        {
            conv.To(type);
            norm.To(type);
            (x, shortcut) = (x.To(type).Keep(), shortcut.To(type).Keep());
            foreach (var f in new[] { null, Pointwise.Relu, Pointwise.Silu })
                foreach (var n in new[] { null, norm })
                    foreach (var s in new[] { null, shortcut })
                        Close.Check($"{type} {f?.Name} {n} {s?.Shape}", Fused(conv, n, x, f, s), Layered(conv, n, x, f, s), type == DType.F32 ? 2e-5 : 1e-12);
        }
    }

    // Kernel, stride; channels, outputs, groups; images, size: each plan of each kernel, and what fills no vector.
    [Theory]
    [InlineData(3, 1, 3, 5, 1, 2, 9)]             // direct, every row its own half
    [InlineData(5, 1, 1, 6, 1, 2, 12)]            // direct, two pixels as one
    [InlineData(3, 2, 40, 70, 1, 1, 64)]          // direct, bands and panels in chunks
    [InlineData(1, 2, 512, 150, 1, 2, 6)]         // 1×1, pixels moved apart
    [InlineData(3, 1, 33, 34, 1, 3, 40)]          // Winograd by tiles
    [InlineData(3, 1, 40, 200, 1, 2, 7)]          // Winograd by panels
    [InlineData(5, 2, 37, 37, 37, 2, 15)]         // depthwise
    [InlineData(3, 1, 6, 4, 2, 2, 9)]             // by patches
    public void Shortcut_and_activation_in_the_cache_have_the_bits_of_passes_of_their_own(int kernel, int stride, int channels, int outputs, int groups, int images, int size)
    {
        using var scope = new Scope();
        var conv = new Conv2d(channels, outputs, kernel, stride, padding: kernel / 2, groups: groups);
        conv.Init(1);
        var x = Tensor.AsImage(Images(20, images, channels, size, size));
        var y = conv.Forward(x);
        var image = Tensor.AsImage(Images(21, [.. y.Shape.ToArray()]));
        foreach (var shortcut in new[] { null, image, Images(22, [.. y.Shape.ToArray()]) })
            foreach (var f in new[] { null, Pointwise.Relu, Pointwise.Silu })
            {
                var apart = shortcut is null ? y : y + shortcut;
                Assert.Equal(Run.Doubles(f is null ? apart : apart.Apply(f)), Run.Doubles(conv.Forward(x, null, f, shortcut)));
            }
    }

    [Fact]
    public void Every_change_of_a_value_is_seen()
    {
        var (conv, norm) = Layers(32, 32, 3, bias: true);
        var x = Images(11, 1, 32, 8, 8);
        double[] before = Fused(conv, norm, x, null, null);
        Assert.Equal(before, Fused(conv, norm, x, null, null));                     // packed and folded by now, the same bits
        foreach (var (name, module) in new (string, Module)[] { ("weight", conv), ("bias", conv), ("weight", norm), ("bias", norm), ("running_mean", norm), ("running_var", norm) })
        {
            var state = module.State();
            state[name] = (state[name] * 1.5 + 0.25).Keep();
            module.Load(state);
            double[] after = Fused(conv, norm, x, null, null);
            Assert.NotEqual(before, after);
            Close.Check($"{module.GetType().Name}.{name}", after, Layered(conv, norm, x, null, null), 2e-5);
            before = after;
        }
    }

    [Fact]
    public void On_a_tape_gradients_are_those_of_the_layers()
    {
        var (conv, norm) = Layers(3, 4, 3);
        var x = Images(12, 2, 3, 6, 6);
        using var tape = Tape.Start(Mode.Train, seed: 0, step: 0);
        tape.Watch(x);
        var gradients = tape.Backward(conv.Forward(x, norm, Pointwise.Relu).Sum());
        double[] found = Run.Doubles(gradients[x]);
        using var other = Tape.Start(Mode.Train, seed: 0, step: 0);
        other.Watch(x);
        Assert.Equal(found, Run.Doubles(other.Backward(norm.Forward(conv.Forward(x)).Relu().Sum())[x]));
    }

    [Fact]
    public void What_does_not_fit_is_said_in_the_layers_name()
    {
        var (conv, norm) = Layers(3, 4, 3);
        using var scope = new Scope();
        var e = Assert.ThrowsAny<NablaException>(() => conv.Forward(Images(13, 1, 5, 6, 6), norm));
        Assert.Contains("has 5 channels, weight", e.Message);
        e = Assert.ThrowsAny<NablaException>(() => conv.Forward(Images(14, 1, 3, 6, 6), new BatchNorm2d(7)));
        Assert.Contains("has 4 channels, 7 were expected", e.Message);
        e = Assert.ThrowsAny<NablaException>(() => conv.Forward(Images(15, 1, 3, 6, 6), norm, null, Images(16, 1, 4, 6, 7)));
        Assert.Contains("(1, 4, 6, 7)", e.Message);
    }

    [Fact]
    public void A_sequence_off_the_tape_gives_the_same_and_holds_no_more_than_its_result()
    {
        var net = new Sequential(new Conv2d(3, 8, 3), new BatchNorm2d(8), new ReLU(), new Conv2d(8, 8, 3), new SiLU(), new Flatten(), new Linear(128, 4));
        net.Init(5);
        var x = Images(17, 2, 3, 8, 8);
        double[] layered;
        using (Tape.Start(Mode.Evaluate))
            layered = Run.Doubles(net.Forward(x));
        using var scope = new Scope();
        var y = net.Forward(x);
        Assert.Equal(1, scope.HeldStorages);
        Close.Check("sequence", Run.Doubles(y), layered, 2e-5);
        Assert.Equal(Run.Doubles(y), Run.Doubles(net.Forward(x)));
        var passes = new Sequential(new Flatten());
        Assert.Equal(Run.Doubles(x), Run.Doubles(passes.Forward(x)));                 // a view of the input, which stays
        _ = x.View.Address;
    }
}
