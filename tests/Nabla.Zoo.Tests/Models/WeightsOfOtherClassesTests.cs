using Nabla.Io;
using Nabla.Nn;

namespace Nabla.Zoo.Tests;

/// <summary>Files of weights for another number of classes: an error unless the head may be left out, then a report.</summary>
public class WeightsOfOtherClassesTests
{
    [Fact]
    public void Of_LeNet5() => Check(c => new LeNet5(c), "fc3");

    [Fact]
    public void Of_the_CNN_for_MNIST() => Check(c => new MnistCnn(c), "linear");

    [Fact]
    public void Of_AlexNet() => Check(c => new AlexNet(c, width: 2), "classifier.6");

    [Fact]
    public void Of_VGG() => Check(c => new Vgg(11, batchNorm: true, c, width: 2), "classifier.6");

    [Fact]
    public void Of_ResNet() => Check(c => new ResNet(50, c, width: 2), "fc");

    [Fact]
    public void Of_ResNet_for_CIFAR() => Check(c => new CifarResNet(20, classes: c), "linear");

    [Fact]
    public void Of_GoogLeNet() => Check(c => new GoogLeNet(c, width: 8), "aux1.fc2", "aux2.fc2", "fc");

    [Fact]
    public void Of_Inception_v3() => Check(c => new InceptionV3(c, width: 2), "AuxLogits.fc", "fc");

    [Fact]
    public void Of_EfficientNet() => Check(c => new EfficientNet(new(0.1, 1, 64, Dropout: 0), c), "classifier.1");

    private static void Check(Func<int, Module> make, params string[] heads)
    {
        string file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.safetensors");
        try
        {
            var pretrained = make(10);
            pretrained.Init(1);
            SafeTensors.Save(file, pretrained.State());
            var state = SafeTensors.Load(file);
            var model = make(3);
            model.Init(2);
            var before = model.State().ToDictionary(t => t.Key, t => t.Value.To(DType.F64).ToArray<double>());
            string message = Assert.Throws<DataException>(() => model.Load(state)).Message;
            Assert.StartsWith($"load: the checkpoint does not fit {model.GetType().Name}: {heads[0]}.weight has shape (10, ", message);
            Assert.All(heads, h => Assert.Contains($"{h}.bias has shape (10), (3) was expected", message));
            Assert.All(model.State(), t => Assert.Equal(before[t.Key], t.Value.To(DType.F64).ToArray<double>()));

            var report = model.Load(state, strict: false);
            Assert.Equal(2 * heads.Length, report.Misfit.Count);
            Assert.Empty(report.Missing.Concat(report.Unknown));
            Assert.Equal(model.State().Count - 2 * heads.Length, report.Matched.Count);
            foreach (var (path, value) in model.State())
                Assert.Equal(heads.Any(h => path.StartsWith($"{h}.", StringComparison.Ordinal)) ? before[path] : state[path].To(DType.F64).ToArray<double>(), value.To(DType.F64).ToArray<double>());
        }
        finally
        {
            File.Delete(file);
        }
    }
}
