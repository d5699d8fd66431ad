using Nabla.Zoo;

namespace Nabla.Fixtures;

/// <summary>The golden traces of models, by file name.</summary>
internal static class Traces
{
    internal static Dictionary<string, Func<Dictionary<string, Tensor>>> All { get; } = new()
    {
        ["resnet18"] = ResNetTraces.Basic,
        ["resnet50"] = ResNetTraces.Bottleneck,
        ["resnet20-padchannels"] = () => ResNetTraces.Cifar(Shortcut.PadChannels),
        ["resnet20-project"] = () => ResNetTraces.Cifar(Shortcut.Project),
        ["resnet20-none"] = () => ResNetTraces.Cifar(Shortcut.None),
        ["vgg11"] = () => StackTraces.Vgg(11, batchNorm: false, width: 1, [4, 3, 32, 32]),
        ["vgg13-bn"] = () => StackTraces.Vgg(13, batchNorm: true, width: 1, [4, 3, 64, 64]),
        ["alexnet"] = StackTraces.AlexNet,
        ["mnist-cnn"] = StackTraces.MnistCnn,
        ["googlenet"] = InceptionTraces.GoogLeNet,
        ["inception-v3"] = InceptionTraces.InceptionV3,
        ["efficientnet"] = EfficientNetTrace.Record,
    };
}
