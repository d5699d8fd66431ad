using Nabla.Nn;
using Nabla.Tests.Proof;

namespace Nabla.Tests.Nn;

public class NormReluTests
{
    private static Tensor Images(int number, params int[] shape) => Tensor.Normal(new(shape), random: new Philox(6, (ulong)number)).Keep();

    // Channels that vectors hold four of at once, one or a part; images channels-last and row-major; sizes that are streamed past the caches.
    [Theory]
    [InlineData(2, 64, 9, 17)]
    [InlineData(3, 83, 8, 9)]
    [InlineData(2, 5, 61, 67)]
    [InlineData(4, 1, 1, 1)]
    [InlineData(4, 64, 112, 112)]
    public void Norm_shortcut_and_ReLU_give_the_bits_of_the_three(int n, int c, int h, int w)
    {
        Tensor x = Images(0, n, c, h, w), shortcut = Images(1, n, c, h, w), weight = Images(2, c), bias = Images(3, c), dy = Images(4, n, c, h, w);
        foreach (bool together in new[] { false, true })
            foreach (bool add in new[] { false, true })
            {
                var expected = Gradients((x, w, b, s) => (add ? x.BatchNorm(w, b).Output + s : x.BatchNorm(w, b).Output).Relu());
                Assert.Equal(expected, Gradients((x, w, b, s) => x.BatchNormThen(w, b, 1e-5, add ? s : null, relu: true).Output));

                float[][] Gradients(Func<Tensor, Tensor, Tensor, Tensor, Tensor> f)
                {
                    using var tape = Tape.Start();
                    Tensor[] inputs = [.. new[] { Laid(x), weight, bias, Laid(shortcut) }.Select(t => tape.Watch(t.Detach()))];
                    var y = f(inputs[0], inputs[1], inputs[2], inputs[3]);
                    var g = tape.Backward((y * Laid(dy)).Sum());
                    return [y.ToArray<float>(), .. inputs.Take(add ? 4 : 3).Select(t => g[t].ToArray<float>())];
                }

                Tensor Laid(Tensor t) => together ? t.Permute([0, 2, 3, 1]).Contiguous().Permute([0, 3, 1, 2]) : t;
            }
    }

    [Fact]
    public void NaN_stays_and_passes_no_gradient()
    {
        using var tape = Tape.Start();
        var x = tape.Watch(Tensor.Of<float>([1, float.NaN, 2, 3, 4, 5], [3, 2]).Detach());
        var y = x.BatchNormThen(null, null, 1e-5, shortcut: null, relu: true).Output;
        Assert.Equal([false, true, false, true, false, true], y.ToArray<float>().Select(float.IsNaN));
        Assert.All(tape.Backward(y.Sum())[x].ToArray<float>().Where((_, i) => i % 2 == 0), v => Assert.True(float.IsFinite(v)));
    }

    // The block of a residual network, by one operation and, where an observer looks at each layer, by three.
    [Theory]
    [InlineData(Mode.Train, false)]
    [InlineData(Mode.Train, true)]
    [InlineData(Mode.Evaluate, false)]
    public void A_block_learns_the_same_bits_observed_or_not(Mode mode, bool frozen)
    {
        var expected = Step(observed: true);
        Assert.Equal(expected, Step(observed: false));

        float[][] Step(bool observed)
        {
            var block = new Block();
            block.Init(1);
            block.Norm.Frozen = frozen;
            using var tape = Tape.Start(mode);
            using var watching = observed ? block.Observe(new Nobody()) : null;
            var x = tape.Watch(Images(5, 2, 8, 6, 7).Detach());
            var g = tape.Backward(block.Forward(x).Pow(2).Sum());
            return [g[x].ToArray<float>(), .. block.Parameters().Where(p => !p.Parameter.Frozen).Select(p => g[p.Parameter].ToArray<float>()), .. block.Buffers().Where(b => b.Buffer.Value.DType.IsFloat()).Select(b => b.Buffer.Value.ToArray<float>())];
        }
    }

    [Fact]
    public void Errors_name_the_norm()
    {
        var block = new Block();
        block.Init(1);
        using var tape = Tape.Start(Mode.Train);
        var error = Assert.Throws<ShapeException>(() => block.Forward(Images(6, 1, 8, 1, 1)));
        Assert.Contains("bn1", error.Message, StringComparison.Ordinal);
        Assert.Contains("1 value per channel", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sequential_takes_ReLU_along_with_a_norm()
    {
        var expected = Step(observed: true);
        Assert.Equal(expected, Step(observed: false));

        static float[] Step(bool observed)
        {
            var model = new Sequential(new Linear(6, 5), new BatchNorm1d(5), new ReLU(), new Linear(5, 2));
            model.Init(1);
            using var tape = Tape.Start(Mode.Train);
            using var watching = observed ? model.Observe(new Nobody()) : null;
            var x = tape.Watch(Images(7, 9, 6).Detach());
            return tape.Backward(model.Forward(x).Pow(2).Sum())[x].ToArray<float>();
        }
    }

    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly Conv2d conv1 = new(8, 8, 3, padding: 1), conv2 = new(8, 8, 3, padding: 1);
        private readonly BatchNorm2d bn1 = new(8), bn2 = new(8);

        internal BatchNorm2d Norm => bn1;

        protected internal override Members Members => [("conv1", conv1), ("bn1", bn1), ("conv2", conv2), ("bn2", bn2)];

        protected override Tensor Compute(Tensor x) => conv2.Forward(conv1.Forward(x, bn1, Pointwise.Relu), bn2, Pointwise.Relu, x);
    }

    private sealed class Nobody : IObserver
    {
        public void Input(string path, Module module, Tensor input)
        {
        }

        public void Activation(string path, Module module, Tensor output)
        {
        }
    }
}
