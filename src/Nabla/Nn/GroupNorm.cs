namespace Nabla.Nn;

/// <summary>Group norm of (N, C, …): the channels of each group of a sample together, then each channel scaled and shifted (Wu and He 2018).</summary>
/// <param name="groups">Groups of channels; 1 normalizes each sample whole.</param>
/// <param name="channels">C, which the groups divide.</param>
/// <param name="epsilon">Above 0, added to the variance.</param>
/// <param name="affine">Whether each channel is scaled and shifted.</param>
public sealed class GroupNorm(int groups, int channels, double epsilon = 1e-5, bool affine = true) : Module<Tensor, Tensor>
{
    private readonly int groups = GroupsOf(groups, channels);
    private readonly double epsilon = Tensor.CheckEpsilon("group_norm", epsilon);
    private readonly Parameter? weight = affine ? new([channels], Nn.Init.Constant(1)) { Decays = false } : null;
    private readonly Parameter? bias = affine ? new([channels], Nn.Init.Constant(0)) { Decays = false } : null;

    /// <inheritdoc/>
    protected internal override Members Members => [("weight", weight), ("bias", bias)];

    private static int GroupsOf(int groups, int channels)
    {
        _ = LayerSizes.Of("group_norm", ("groups", groups), ("channels", channels));
        return channels % groups == 0 ? groups
            : throw new RangeException("group_norm", $"{groups} groups do not divide {channels} channels. Use a divisor.");
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x) => x.GroupNorm(groups, weight?.Value, bias?.Value, epsilon);
}

/// <summary>Instance norm of images (N, C, H, W): each channel of each sample by itself (Ulyanov, Vedaldi and Lempitsky 2016). It keeps no running statistics, as PyTorch's default.</summary>
/// <param name="channels">C.</param>
/// <param name="epsilon">Above 0, added to the variance.</param>
/// <param name="affine">Whether each channel is scaled and shifted.</param>
public sealed class InstanceNorm2d(int channels, double epsilon = 1e-5, bool affine = false) : Module<Tensor, Tensor>
{
    private readonly int channels = LayerSizes.Size("instance_norm", "channels", channels);
    private readonly double epsilon = Tensor.CheckEpsilon("instance_norm", epsilon);
    private readonly Parameter? weight = affine ? new([channels], Nn.Init.Constant(1)) { Decays = false } : null;
    private readonly Parameter? bias = affine ? new([channels], Nn.Init.Constant(0)) { Decays = false } : null;

    /// <inheritdoc/>
    protected internal override Members Members => [("weight", weight), ("bias", bias)];

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x)
    {
        if (x.Shape.Rank != 4 || x.Shape[1] != channels)
            throw new ShapeException("instance_norm", $"input {x.Shape} was given, (N, {channels}, H, W) was expected. Check the channels of the layer before.");
        return x.InstanceNorm(weight?.Value, bias?.Value, epsilon);
    }
}
