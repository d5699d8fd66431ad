using Nabla.Io;
using Nabla.Nn;
using Nabla.Tests.Proof;

namespace Nabla.Tests.Nn;

public class BatchNormTests
{
    private static BatchNorm2d Layer(int channels = 2, double? momentum = 0.1, bool affine = true)
    {
        var layer = new BatchNorm2d(channels, momentum: momentum, affine: affine);
        layer.Init(0);
        return layer;
    }

    private static double[] Values(BatchNorm layer, string name) => Run.Doubles(layer.State()[name]);

    [Theory]
    [InlineData("fixed", DType.F64, 1e-12)]
    [InlineData("cumulative", DType.F64, 1e-12)]
    [InlineData("fixed", DType.F32, 1e-5)]
    [InlineData("cumulative", DType.F32, 1e-5)]
    public void Three_steps_and_an_evaluation_are_libtorchs(string momentum, DType type, double tolerance)
    {
        var recorded = SafeTensors.Load(Repository.PathOf("tests", "Fixtures", "batchnorm.safetensors"));
        var layer = Layer(3, momentum == "fixed" ? 0.1 : null);
        layer.Load(layer.State().ToDictionary(s => s.Key, s => s.Value.DType.IsFloat() ? s.Value.To(type) : s.Value));
        for (int step = 0; step < 4; step++)
        {
            using var tape = Tape.Start(step < 3 ? Mode.Train : Mode.Evaluate);
            var y = layer.Forward(recorded[$"{momentum}|x{step}"].To(type));
            Close.Check($"output {step}", Run.Doubles(y), Run.Doubles(recorded[$"{momentum}|y{step}"]), tolerance);
        }

        Close.Check("running mean", Values(layer, "running_mean"), Run.Doubles(recorded[$"{momentum}|running_mean"]), tolerance);
        Close.Check("running variance", Values(layer, "running_var"), Run.Doubles(recorded[$"{momentum}|running_var"]), tolerance);
        Assert.Equal([3], Values(layer, "num_batches_tracked"));
    }

    [Fact]
    public void Names_are_PyTorchs()
    {
        Assert.Equal(["weight", "bias", "running_mean", "running_var", "num_batches_tracked"], Layer().State().Keys);
        Assert.Equal(["running_mean", "running_var", "num_batches_tracked"], Layer(affine: false).State().Keys);
        Assert.Equal(DType.I64, Layer().State()["num_batches_tracked"].DType);
    }

    [Fact]
    public void Running_statistics_are_written_by_forward_on_a_training_tape_alone()
    {
        var layer = Layer(1, affine: false);
        var x = Tensor.Of<float>([1, 2, 3, 6], [1, 1, 2, 2]);                // mean 3, variance 14/3 over n − 1
        layer.Forward(x);
        using (new Scope())
            layer.Forward(x);
        using (Tape.Start(Mode.Evaluate))
            layer.Forward(x);
        layer.Frozen = true;
        using (Tape.Start(Mode.Train))
            layer.Forward(x);
        Assert.Equal([0], Values(layer, "num_batches_tracked"));
        Assert.Equal([0], Values(layer, "running_mean"));
        layer.Frozen = false;
        using (Tape.Start(Mode.Train))
            layer.Forward(x);
        Assert.Equal([1], Values(layer, "num_batches_tracked"));
        Assert.Equal(0.3, Values(layer, "running_mean")[0], 1e-6);
        Assert.Equal(0.9 + 0.1 * 14 / 3, Values(layer, "running_var")[0], 1e-6);
        layer.Init(0);
        Assert.Equal([0], Values(layer, "num_batches_tracked"));
        Assert.Equal([1], Values(layer, "running_var"));
    }

    [Fact]
    public void Frozen_and_evaluating_layers_use_running_statistics()
    {
        var layer = Layer(1);
        layer.Load(new Dictionary<string, Tensor>
        {
            ["weight"] = Tensor.Of(3f),
            ["bias"] = Tensor.Of(1f),
            ["running_mean"] = Tensor.Of(2f),
            ["running_var"] = Tensor.Of(4f),
            ["num_batches_tracked"] = Tensor.Full([], 7, DType.I64),
        });
        var x = Tensor.Of<float>([2, 4], [1, 1, 1, 2]);
        Assert.Equal([1, 4], layer.Forward(x).ToArray<float>().Select(v => Math.Round(v, 4)));
        layer.Frozen = true;
        using var tape = Tape.Start(Mode.Train);
        tape.Watch(x);
        var y = layer.Forward(x);
        Assert.Equal([1, 4], y.ToArray<float>().Select(v => Math.Round(v, 4)));
        Assert.Equal([1.5, 1.5], tape.Backward(y.Sum())[x].ToArray<float>().Select(v => Math.Round(v, 4)));
    }

    [Fact]
    public void A_training_output_has_mean_0_and_variance_1_far_from_zero()
    {
        var x = (Domain.Normal.Draw([64, 3, 7, 9], new Philox(1, 0)) is var d ? Tensor.Of<double>(d.Values, d.Shape).To(DType.F32) : null!) + 1e4;
        foreach (var input in new[] { x, Images(x) })
        {
            var (y, mean, variance) = input.BatchNorm();
            Assert.Equal(Run.Doubles(x.To(DType.F64).Mean([0, 2, 3])), Run.Doubles(mean), (a, b) => Math.Abs(a - b) < 1e-9);
            Close.Check("variance", Run.Doubles(variance), Run.Doubles(x.To(DType.F64).Var([0, 2, 3], correction: 0)), 1e-6);   // ADR 12
            Close.Check("output", Run.Doubles(y), Run.Doubles(x.To(DType.F64).BatchNorm().Output), 2e-6);
            Assert.Equal(input.View.IsChannelsLast, y.View.IsChannelsLast);
        }
    }

    [Fact]
    public void Layer_norm_keeps_its_digits_far_from_zero()
    {
        var d = Domain.Normal.Draw([9, 1031], new Philox(1, 0));
        var x = Tensor.Of<double>(d.Values, d.Shape).To(DType.F32) + 1e4;
        Close.Check("output", Run.Doubles(x.LayerNorm([1031])), Run.Doubles(x.To(DType.F64).LayerNorm([1031])), 2e-6);
    }

    [Fact]
    public void One_value_per_channel_is_an_error_in_training_alone()
    {
        var layer = new BatchNorm1d(3);
        layer.Init(0);
        layer.Forward(Tensor.Ones([1, 3]));
        using var tape = Tape.Start(Mode.Train);
        Assert.Equal(
            "batch_norm: input (1, 3) has 1 value per channel: a variance needs two or more, and by one alone every output would be its bias. Use a larger batch (drop a last one of one sample), layer or group norm, or freeze the module so that running statistics are used. [in BatchNorm1d]",
            Assert.Throws<ShapeException>(() => layer.Forward(Tensor.Ones([1, 3]))).Message);
        Assert.Contains("has 0 values per channel", Assert.Throws<ShapeException>(() => layer.Forward(Tensor.Ones([0, 3]))).Message);
        Assert.Equal([0], Values(layer, "num_batches_tracked"));
    }

    [Fact]
    public void Wrong_inputs_are_named()
    {
        Assert.Equal("batch_norm: input (2, 3) has 2 dimensions, (N, C, H, W) was expected. Use BatchNorm1d for features. [in BatchNorm2d]", Message(() => Layer().Forward(Tensor.Ones([2, 3]))));
        Assert.Equal("batch_norm: input (2, 3, 1, 1) has 3 channels, 2 were expected. Check the channels of the layer before. [in BatchNorm2d]", Message(() => Layer().Forward(Tensor.Ones([2, 3, 1, 1]))));
        Assert.Equal("batch_norm: momentum 2 is not possible. Give the share of a new batch in the running statistics, 0 to 1, or null for the mean over all batches.", Message(() => Layer(momentum: 2)));
        Assert.Equal("batch_norm: weight (2) does not fit input (4, 3). It needs shape (3).", Message(() => Tensor.Ones([4, 3]).BatchNorm(Tensor.Ones([2]))));
        Assert.Equal("batch_norm: input (3) has no channels: (N, C) or (N, C, …) was expected. Add a batch dimension with Reshape.", Message(() => Tensor.Ones([3]).BatchNorm()));
        Assert.Equal("batch_norm: epsilon -1 is not possible. Give a small number above 0, as 1e-5.", Message(() => Tensor.Ones([2, 3]).BatchNorm(epsilon: -1)));
        Assert.Equal("normalize_by: mean (2) and variance (3) do not fit input (4, 3). Both need shape (3), a number for each channel.", Message(() => Tensor.Ones([4, 3]).NormalizeBy(Tensor.Ones([2]), Tensor.Ones([3]))));
        Assert.Equal("group_norm: 2 groups do not divide the 3 channels of input (4, 3, 2). Choose a divisor of 3.", Message(() => Tensor.Ones([4, 3, 2]).GroupNorm(2)));
        Assert.Equal("instance_norm: input (4, 3) has one value per group of a sample, whose variance is 0: every output would be its bias. Use fewer groups, larger images or batch norm.", Message(() => Tensor.Ones([4, 3]).InstanceNorm()));
        Assert.Equal("layer_norm: input (4, 3) does not end in the normalized shape (4). Name the sizes of its last dimensions.", Message(() => Tensor.Ones([4, 3]).LayerNorm([4])));
        Assert.Equal("rms_norm: input (4) is I64; all F32 or all F64 was expected. Convert with To.", Message(() => Tensor.Arange(4).RmsNorm([4])));

        static string Message(Action f) => Assert.ThrowsAny<NablaException>(f).Message;
    }

    private static Tensor Images(Tensor x)
    {
        var t = Tensor.ImageResult(x.Shape, x.DType);
        t.Write(x);
        return t;
    }
}
