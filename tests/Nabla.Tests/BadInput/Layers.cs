using Nabla.Nn;

namespace Nabla.Tests.BadInput;

internal static partial class BadCalls
{
    private static BadCall[] Layers =>
    [
        new("Nn.Linear", () => new Linear(0, -3), "linear: outputs is -3, 1 or more was expected. Check the layer's options."),
        new("Nn.Linear", () => new Linear(0, 3), "linear: inputs is 0, 1 or more was expected. Check the layer's options."),
        new("Nn.Conv2d", () => new Conv2d(3, 0, 3), "conv2d: outputs is 0, 1 or more was expected. Check the layer's options."),
        new("Nn.Conv2d", () => new Conv2d(4, 4, 3, groups: 0), "conv2d: groups is 0, 1 or more was expected. Check the layer's options."),
        new("Nn.Conv2d", () => new Conv2d(4, 6, 3, groups: 4), "conv2d: 4 groups do not divide 4 channels and 6 outputs. Use a divisor of both."),
        new("Nn.PReLU", () => new PReLU(-1), "prelu: channels is -1, 1 or more was expected. Check the layer's options."),
        new("Nn.Dropout", () => new Dropout(1.5), "dropout: p = 1.5 is not possible. Give the probability of dropping an element, 0 or more and below 1."),
        new("Nn.Flatten", () => new Flatten().Forward(Null), "forward: the input of Flatten is null. Check what should have made it. [in Flatten]"),
    ];
}
