namespace Nabla.Zoo;

/// <summary>The image classifiers of this package, for 1,000 classes (CIFAR's for 10).</summary>
public static class Architectures
{
    private const string He = "He et al. 2016", Simonyan = "Simonyan and Zisserman 2015", Tan = "Tan and Le 2019";

    private static readonly ChannelStatistics s_imageNet = ChannelStatistics.ImageNet;

    /// <summary>All of them. Multiply-adds and activations are what <see cref="Architecture.Summarize"/> finds.</summary>
    public static IReadOnlyList<Architecture> All { get; } =
    [
        Architecture.Of("alexnet", "AlexNet", "Krizhevsky 2014", 224, () => new AlexNet(), 714_188_480, 4_376_480, s_imageNet),
        .. Vgg(11, 7_609_090_048, 65_800_096, 95_504_288),
        .. Vgg(13, 11_308_466_176, 104_335_264, 153_307_040),
        .. Vgg(16, 15_470_264_320, 114_771_872, 168_961_952),
        .. Vgg(19, 19_632_062_464, 125_208_480, 184_616_864),
        Architecture.Of("googlenet", "GoogLeNet", "Szegedy et al. 2015", 224, () => new GoogLeNet(), 1_498_376_192, 49_334_240, ChannelStatistics.Half),
        Architecture.Of("inception-v3", "Inception-v3", "Szegedy et al. 2016", 299, () => new InceptionV3(), 5_713_216_096, 128_358_304, ChannelStatistics.Half),
        ResNet(18, 1_814_073_344, 32_921_504),
        ResNet(34, 3_663_761_408, 50_483_104),
        ResNet(50, 4_089_184_256, 150_239_136),
        ResNet(101, 7_801_405_440, 225_302_432),
        ResNet(152, 11_513_626_624, 318_027_680),
        .. CifarResNet(20, 40_551_040, 2_679_080, 2_285_864),
        .. CifarResNet(32, 68_862_592, 4_284_712, 3_662_120),
        .. CifarResNet(44, 97_174_144, 5_890_344, 5_038_376),
        .. CifarResNet(56, 125_485_696, 7_495_976, 6_414_632),
        .. CifarResNet(110, 252_887_680, 14_721_320, 12_607_784),
        EfficientNet(0, 385_814_752, 88_717_952),
        EfficientNet(1, 686_802_832, 145_328_992),
        EfficientNet(2, 993_561_872, 184_952_368),
        EfficientNet(3, 1_827_141_392, 318_184_352),
        EfficientNet(4, 4_393_771_024, 665_877_120),
        EfficientNet(5, 10_266_384_752, 1_339_002_272),
        EfficientNet(6, 19_067_593_536, 2_269_680_736),
        EfficientNet(7, 37_745_884_192, 3_949_522_208),
    ];

    private static Architecture[] Vgg(int depth, long multiplyAdds, long bytes, long bytesWithNorm) =>
    [
        Architecture.Of($"vgg{depth}", $"VGG-{depth}", Simonyan, 224, () => new Vgg(depth), multiplyAdds, bytes, s_imageNet),
        Architecture.Of($"vgg{depth}-bn", $"VGG-{depth} with batch norm", Simonyan, 224, () => new Vgg(depth, batchNorm: true), multiplyAdds, bytesWithNorm, s_imageNet),
    ];

    private static Architecture ResNet(int depth, long multiplyAdds, long bytes) =>
        Architecture.Of($"resnet{depth}", $"ResNet-{depth}", He, 224, () => new ResNet(depth), multiplyAdds, bytes, s_imageNet);

    // Option B convolves both shortcuts that change the shape: 2·131,072 multiply-adds, and keeps what they make.
    private static Architecture[] CifarResNet(int depth, long multiplyAdds, long bytes, long plainBytes) =>
    [
        Architecture.Of($"resnet{depth}", $"ResNet-{depth} for CIFAR", He, 32, () => new CifarResNet(depth), multiplyAdds, bytes, statistics: null),
        Architecture.Of($"resnet{depth}-b", $"ResNet-{depth} for CIFAR, option B", He, 32, () => new CifarResNet(depth, Shortcut.Project), multiplyAdds + 262_144, bytes + 49_152, statistics: null),
        Architecture.Of($"plain{depth}", $"plain-{depth} for CIFAR", He, 32, () => new CifarResNet(depth, Shortcut.None), multiplyAdds, plainBytes, statistics: null),
    ];

    private static Architecture EfficientNet(int member, long multiplyAdds, long bytes) =>
        Architecture.Of($"efficientnet-b{member}", $"EfficientNet-B{member}", Tan, EfficientNetScale.B(member).Resolution, () => new EfficientNet(EfficientNetScale.B(member)), multiplyAdds, bytes, s_imageNet);
}
