using Nabla.Nn;
using Nabla.Optim;

namespace Nabla.Zoo.Tests;

/// <summary>Heads of all families, and what is learned with all else frozen.</summary>
public class FineTuningTests
{
    public static TheoryData<string> Families => ["lenet5", "mnist", "alexnet", "vgg", "resnet", "cifar", "googlenet", "inception", "efficientnet"];

    private static Module Of(string family, int classes) => family switch
    {
        "lenet5" => new LeNet5(classes),
        "mnist" => new MnistCnn(classes),
        "alexnet" => new AlexNet(classes, width: 2),
        "vgg" => new Vgg(11, classes: classes, width: 2),
        "resnet" => new ResNet(18, classes, width: 2),
        "cifar" => new CifarResNet(20, classes: classes),
        "googlenet" => new GoogLeNet(classes, width: 8),
        "inception" => new InceptionV3(classes, width: 2),
        _ => new EfficientNet(new(0.1, 1, 64, 0), classes),
    };

    // What depends on the number of classes is the head, and nothing else.
    [Theory]
    [MemberData(nameof(Families))]
    public void The_head_is_what_is_made_for_the_classes(string family)
    {
        var (ten, three) = (Of(family, 10), Of(family, 3));
        var shapes = three.Parameters().ToDictionary(p => p.Path, p => p.Parameter.Shape);
        Assert.Equal(ten.Parameters().Where(p => p.Parameter.Shape != shapes[p.Path]).Select(p => p.Path),
            ten.Parameters().Where(p => FineTuning.IsHead(ten, p.Path)).Select(p => p.Path));
    }

    [Fact]
    public void Frozen_features_keep_every_bit_and_the_head_learns()
    {
        var model = new CifarResNet(8, classes: 2);
        model.Init(1);
        FineTuning.FreezeFeatures(model);
        var before = model.State().ToDictionary(t => t.Key, t => t.Value.To(DType.F64).ToArray<double>());
        var optimizer = new Sgd(FineTuning.Rates(model, head: 10), momentum: 0.9, decay: 0.1);
        for (int step = 0; step < 3; step++)
        {
            using var tape = Tape.Start(Mode.Train, 0, step);
            optimizer.Step(tape.Backward(Loss.CrossEntropy(model.Forward(Tensor.Uniform([4, 3, 8, 8], random: new Philox(2, (ulong)step))), Tensor.Of<long>(0, 1, 0, 1))), 0.01);
        }

        foreach (var (path, value) in model.State())
            if (path.StartsWith("linear.", StringComparison.Ordinal))
                Assert.NotEqual(before[path], value.To(DType.F64).ToArray<double>());
            else
                Assert.Equal(before[path], value.To(DType.F64).ToArray<double>());
    }

    [Fact]
    public void Heads_and_features_have_rates_of_their_own()
    {
        var model = new CifarResNet(8, classes: 2);
        model.Init(1);
        var before = model.State().ToDictionary(t => t.Key, t => t.Value.To(DType.F64).ToArray<double>());
        var optimizer = new Sgd(FineTuning.Rates(model, head: 4, features: 0.5));
        using var tape = Tape.Start();
        var gradients = tape.Backward(Loss.CrossEntropy(model.Forward(Tensor.Uniform([4, 3, 8, 8], random: new Philox(2, 0))), Tensor.Of<long>(0, 1, 0, 1)));
        optimizer.Step(gradients, 0.01);
        foreach (var (path, factor) in ((string, double)[])[("linear.bias", 0.04), ("layer1.0.bn1.bias", 0.005)])
        {
            var p = model.Parameters().Single(p => p.Path == path).Parameter;
            double[] g = gradients[p.Value].To(DType.F64).ToArray<double>();
            Assert.All(p.Value.To(DType.F64).ToArray<double>().Select((v, i) => (v, expected: before[path][i] - factor * g[i])), x => Assert.Equal(x.expected, x.v, 1e-6));
        }
    }

    [Fact]
    public void Weights_are_taken_by_name()
    {
        var (trained, model) = (new CifarResNet(8, classes: 5), new CifarResNet(8, classes: 2));
        trained.Init(1);
        model.Init(2);
        var weights = trained.State();
        weights.Remove("bn1.num_batches_tracked");
        weights["aux.weight"] = Tensor.Zeros([1]);
        Assert.Equal("load: the checkpoint does not fit CifarResNet: linear.weight has shape (5, 64), (2, 64) was expected; linear.bias has shape (5), (2) was expected. Check that it belongs to this model.",
            Assert.Throws<DataException>(() => FineTuning.Take(model, weights)).Message);
        var report = FineTuning.Take(model, weights, skipMismatched: true);
        Assert.Equal(["bn1.num_batches_tracked"], report.Missing);
        Assert.Equal(["aux.weight"], report.Unknown);
        Assert.Equal(2, report.Misfit.Count);
        Assert.Equal(trained.State()["conv1.weight"].ToArray<float>(), model.State()["conv1.weight"].ToArray<float>());
        weights.Remove("conv1.weight");
        Assert.Contains("conv1.weight is missing", Assert.Throws<DataException>(() => FineTuning.Take(trained, weights)).Message);
        Assert.Equal("fine_tuning: Sequential does not say what its head is. Give a model of Nabla.Zoo, or implement IClassifier.", Assert.Throws<NablaException>(() => FineTuning.FreezeFeatures(new Sequential(new Linear(2, 2)))).Message);
    }
}
