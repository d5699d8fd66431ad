using Nabla.Nn;

namespace Nabla.Zoo;

/// <summary>Channels of a network whose first convolution has another number than 32.</summary>
internal sealed class InceptionV3Width(int width)
{
    internal int this[int channels] => channels * width / 32;
}

/// <summary>Figure 5: 35×35 maps; 64 + 64 + 96 + pool channels.</summary>
internal sealed class InceptionA(InceptionV3Width w, int channels, int pool) : Module<Tensor, Tensor>
{
    private readonly ConvNorm one = new(w[channels], w[64], kernel: 1);
    private readonly ConvNorm five1 = new(w[channels], w[48], kernel: 1), five2 = new(w[48], w[64], kernel: 5, padding: 2);
    private readonly ConvNorm double1 = new(w[channels], w[64], kernel: 1), double2 = new(w[64], w[96], kernel: 3, padding: 1), double3 = new(w[96], w[96], kernel: 3, padding: 1);
    private readonly ConvNorm pooled = new(w[channels], w[pool], kernel: 1);

    protected override Members Members =>
    [
        ("branch1x1", one), ("branch5x5_1", five1), ("branch5x5_2", five2),
        ("branch3x3dbl_1", double1), ("branch3x3dbl_2", double2), ("branch3x3dbl_3", double3), ("branch_pool", pooled),
    ];

    protected override Tensor Compute(Tensor x) => Tensor.Concat(
    [
        one.Forward(x),
        five2.Forward(five1.Forward(x)),
        double3.Forward(double2.Forward(double1.Forward(x))),
        pooled.Forward(x.AvgPool2d(3, stride: 1, padding: 1)),
    ], axis: 1);
}

/// <summary>Figure 10: from 35×35 to 17×17; 384 + 96 channels beside the input's.</summary>
internal sealed class InceptionB(InceptionV3Width w, int channels) : Module<Tensor, Tensor>
{
    private readonly ConvNorm three = new(w[channels], w[384], kernel: 3, stride: 2);
    private readonly ConvNorm double1 = new(w[channels], w[64], kernel: 1), double2 = new(w[64], w[96], kernel: 3, padding: 1), double3 = new(w[96], w[96], kernel: 3, stride: 2);

    internal Window Window => three.Window;

    protected override Members Members => [("branch3x3", three), ("branch3x3dbl_1", double1), ("branch3x3dbl_2", double2), ("branch3x3dbl_3", double3)];

    protected override Tensor Compute(Tensor x) => Tensor.Concat(
        [three.Forward(x), double3.Forward(double2.Forward(double1.Forward(x))), x.MaxPool2d(3, stride: 2)], axis: 1);
}

/// <summary>Figure 6 with n = 7: 17×17 maps; four times 192 channels.</summary>
internal sealed class InceptionC(InceptionV3Width w, int channels, int inner) : Module<Tensor, Tensor>
{
    private readonly ConvNorm one = new(w[channels], w[192], kernel: 1);
    private readonly ConvNorm seven1 = new(w[channels], w[inner], kernel: 1), seven2 = new(w[inner], w[inner], (1, 7)), seven3 = new(w[inner], w[192], (7, 1));
    private readonly ConvNorm double1 = new(w[channels], w[inner], kernel: 1), double2 = new(w[inner], w[inner], (7, 1)), double3 = new(w[inner], w[inner], (1, 7));
    private readonly ConvNorm double4 = new(w[inner], w[inner], (7, 1)), double5 = new(w[inner], w[192], (1, 7));
    private readonly ConvNorm pooled = new(w[channels], w[192], kernel: 1);

    protected override Members Members =>
    [
        ("branch1x1", one), ("branch7x7_1", seven1), ("branch7x7_2", seven2), ("branch7x7_3", seven3),
        ("branch7x7dbl_1", double1), ("branch7x7dbl_2", double2), ("branch7x7dbl_3", double3), ("branch7x7dbl_4", double4), ("branch7x7dbl_5", double5),
        ("branch_pool", pooled),
    ];

    protected override Tensor Compute(Tensor x) => Tensor.Concat(
    [
        one.Forward(x),
        seven3.Forward(seven2.Forward(seven1.Forward(x))),
        double5.Forward(double4.Forward(double3.Forward(double2.Forward(double1.Forward(x))))),
        pooled.Forward(x.AvgPool2d(3, stride: 1, padding: 1)),
    ], axis: 1);
}

/// <summary>Figure 10 once more: from 17×17 to 8×8; 320 + 192 channels beside the input's.</summary>
internal sealed class InceptionD(InceptionV3Width w, int channels) : Module<Tensor, Tensor>
{
    private readonly ConvNorm three1 = new(w[channels], w[192], kernel: 1), three2 = new(w[192], w[320], kernel: 3, stride: 2);
    private readonly ConvNorm seven1 = new(w[channels], w[192], kernel: 1), seven2 = new(w[192], w[192], (1, 7)), seven3 = new(w[192], w[192], (7, 1));
    private readonly ConvNorm seven4 = new(w[192], w[192], kernel: 3, stride: 2);

    internal Window Window => three2.Window;

    protected override Members Members =>
    [
        ("branch3x3_1", three1), ("branch3x3_2", three2),
        ("branch7x7x3_1", seven1), ("branch7x7x3_2", seven2), ("branch7x7x3_3", seven3), ("branch7x7x3_4", seven4),
    ];

    protected override Tensor Compute(Tensor x) => Tensor.Concat(
    [
        three2.Forward(three1.Forward(x)),
        seven4.Forward(seven3.Forward(seven2.Forward(seven1.Forward(x)))),
        x.MaxPool2d(3, stride: 2),
    ], axis: 1);
}

/// <summary>Figure 7: 8×8 maps; 320 + 768 + 768 + 192 channels.</summary>
internal sealed class InceptionE(InceptionV3Width w, int channels) : Module<Tensor, Tensor>
{
    private readonly ConvNorm one = new(w[channels], w[320], kernel: 1);
    private readonly ConvNorm three1 = new(w[channels], w[384], kernel: 1), three2a = new(w[384], w[384], (1, 3)), three2b = new(w[384], w[384], (3, 1));
    private readonly ConvNorm double1 = new(w[channels], w[448], kernel: 1), double2 = new(w[448], w[384], kernel: 3, padding: 1);
    private readonly ConvNorm double3a = new(w[384], w[384], (1, 3)), double3b = new(w[384], w[384], (3, 1));
    private readonly ConvNorm pooled = new(w[channels], w[192], kernel: 1);

    protected override Members Members =>
    [
        ("branch1x1", one), ("branch3x3_1", three1), ("branch3x3_2a", three2a), ("branch3x3_2b", three2b),
        ("branch3x3dbl_1", double1), ("branch3x3dbl_2", double2), ("branch3x3dbl_3a", double3a), ("branch3x3dbl_3b", double3b), ("branch_pool", pooled),
    ];

    protected override Tensor Compute(Tensor x)
    {
        var three = three1.Forward(x);
        var twice = double2.Forward(double1.Forward(x));
        return Tensor.Concat(
        [
            one.Forward(x),
            three2a.Forward(three), three2b.Forward(three),
            double3a.Forward(twice), double3b.Forward(twice),
            pooled.Forward(x.AvgPool2d(3, stride: 1, padding: 1)),
        ], axis: 1);
    }
}

/// <summary>Figure 8: a classifier on top of the last 17×17 maps.</summary>
internal sealed class InceptionV3Head(InceptionV3Width w, int channels, int classes) : Module<Tensor, Tensor>
{
    private readonly ConvNorm conv0 = new(w[channels], w[128], kernel: 1), conv1 = new(w[128], w[768], kernel: 5);
    private readonly Linear fc = new(w[768], classes);

    private readonly AvgPool2d pool = new(5, stride: 3);

    internal (string Layer, Window Window)[] Windows => [("AuxLogits.pool", pool.Window), ("AuxLogits.conv1", conv1.Window)];

    protected override Members Members => [("pool", pool), ("conv0", conv0), ("conv1", conv1), ("fc", fc)];

    protected override Tensor Compute(Tensor x)
    {
        x = conv0.Forward(pool.Forward(x));                                // (N, 128, 5, 5)
        return fc.Forward(conv1.Forward(x).GlobalAvgPool2d());
    }
}
