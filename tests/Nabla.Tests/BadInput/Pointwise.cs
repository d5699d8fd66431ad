namespace Nabla.Tests.BadInput;

internal static partial class BadCalls
{
    private static BadCall[] Pointwise =>
    [
        new("Exp", () => L(2, 3).Exp(), "exp: the input of shape (2, 3) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
        new("Log", () => L(2, 3).Log(), "log: the input of shape (2, 3) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
        new("Sqrt", () => L(2, 3).Sqrt(), "sqrt: the input of shape (2, 3) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
        new("Rsqrt", () => L(2, 3).Rsqrt(), "rsqrt: the input of shape (2, 3) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
        new("Reciprocal", () => L(2, 3).Reciprocal(), "reciprocal: the input of shape (2, 3) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
        new("Abs", () => L(2, 3).Abs(), "abs: the input of shape (2, 3) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
        new("Sign", () => L(2, 3).Sign(), "sign: the input of shape (2, 3) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
        new("Floor", () => L(2, 3).Floor(), "floor: the input of shape (2, 3) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
        new("Ceil", () => L(2, 3).Ceil(), "ceil: the input of shape (2, 3) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
        new("Round", () => L(2, 3).Round(), "round: the input of shape (2, 3) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
        new("Sin", () => L(2, 3).Sin(), "sin: the input of shape (2, 3) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
        new("Cos", () => L(2, 3).Cos(), "cos: the input of shape (2, 3) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
        new("Tanh", () => L(2, 3).Tanh(), "tanh: the input of shape (2, 3) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
        new("Sigmoid", () => L(2, 3).Sigmoid(), "sigmoid: the input of shape (2, 3) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
        new("Relu", () => L(2, 3).Relu(), "relu: the input of shape (2, 3) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
        new("Erf", () => L(2, 3).Erf(), "erf: the input of shape (2, 3) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
        new("LeakyRelu", () => L(2, 3).LeakyRelu(), "leaky_relu: the input of shape (2, 3) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
        new("Elu", () => L(2, 3).Elu(), "elu: the input of shape (2, 3) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
        new("Selu", () => L(2, 3).Selu(), "selu: the input of shape (2, 3) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
        new("Silu", () => L(2, 3).Silu(), "silu: the input of shape (2, 3) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
        new("Softplus", () => L(2, 3).Softplus(), "softplus: the input of shape (2, 3) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
        new("Gelu", () => L(2, 3).Gelu(), "gelu: the input of shape (2, 3) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
        new("GeluTanh", () => L(2, 3).GeluTanh(), "gelu_tanh: the input of shape (2, 3) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
        new("HardSigmoid", () => L(2, 3).HardSigmoid(), "hard_sigmoid: the input of shape (2, 3) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
        new("HardSwish", () => L(2, 3).HardSwish(), "hard_swish: the input of shape (2, 3) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
        new("PRelu", () => F(2, 3).PRelu(F(2)), "prelu: slope (2) does not fit input (2, 3): one slope, or one for each channel (dimension 1), was expected. Give the layer the channels of its input."),
        new("PRelu", () => F(2, 3).PRelu(Null), "prelu: slope is null; a tensor was expected. Check what should have made it."),
        new("Dropout", () => F(2).Dropout(1), "dropout: p = 1 is not possible. Give the probability of dropping an element, 0 or more and below 1."),
        new("Dropout", () => L(2).Dropout(0.5), "dropout: the input of shape (2) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
        new("Softplus", () => F(2).Softplus(0), "softplus: beta 0 is not possible. Give a finite number above 0."),
        new("DropPath", () => F().DropPath(0.5), "drop_path: input () has 0 dimensions, (N, …) was expected. Add a batch dimension with Reshape."),
        new("DropPath", () => F(2).DropPath(1), "drop_path: p = 1 is not possible. Give the probability of dropping an element, 0 or more and below 1."),
        new("ChannelDropout", () => F(2).ChannelDropout(0.5), "channel_dropout: input (2) has 1 dimensions, (N, C, …) was expected. Add a batch dimension with Reshape."),
        new("ChannelDropout", () => L(2, 3).ChannelDropout(0.5), "channel_dropout: the input of shape (2, 3) is I64; F32 or F64 was expected. Convert it with To(DType.F32)."),
    ];
}
