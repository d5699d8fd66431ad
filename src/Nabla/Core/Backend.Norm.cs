namespace Nabla;

/// <summary>
/// Norms. Over channels: x (N, C, …), statistics (N, G), or (1, G) where the whole batch shares them, for G groups of
/// C/G channels each; weight and bias (C) or null. Over rows: x (R, M), weight and bias of M elements or null.
/// </summary>
public abstract partial class Backend
{
    /// <summary>Mean and variance (over n, not n − 1) of the elements of each group, by a method that keeps digits far from zero.</summary>
    public abstract void ChannelMoments(in View x, in View mean, in View variance);

    /// <summary>y = (x − mean) / √(variance + ε) · weight + bias, plus the shortcut where there is one, then max(y, 0) with <paramref name="relu"/>.</summary>
    public abstract void ChannelNorm(in View x, in View mean, in View variance, View? weight, View? bias, double epsilon, View? shortcut, bool relu, in View y);

    /// <summary>
    /// With x̂ = (x − mean) / √(variance + ε) and g = dy · weight: dx = (g − mean(g) − x̂ · mean(g·x̂)) / √(variance + ε),
    /// means over each group; without them when the statistics are fixed. dweight = Σ dy·x̂, dbias = Σ dy. Null ones are not computed.
    /// With <paramref name="relu"/>, which no shortcut came before, dy counts only where x̂ · weight + bias is above 0.
    /// </summary>
    public abstract void ChannelNormGrad(
        in View x, in View mean, in View variance, View? weight, View? bias, double epsilon, bool fixedStatistics, bool relu, in View dy, View? dx, View? dweight, View? dbias);

    /// <summary>
    /// y = (x − mean) · scale · weight + bias, scale = 1 / √(variance + ε), for each row; where mean is null, for RMS norm,
    /// 0 takes its place and scale = 1 / √(mean(x²) + ε). Mean and scale (R) are results.
    /// </summary>
    public abstract void RowNorm(in View x, View? weight, View? bias, double epsilon, in View y, View? mean, in View scale);

    /// <summary>
    /// With x̂ = (x − mean) · scale and g = dy · weight: dx = scale · (g − mean(g) − x̂ · mean(g·x̂)), without mean(g) where mean is null.
    /// dweight = Σ dy·x̂, dbias = Σ dy over the rows. Null ones are not computed.
    /// </summary>
    public abstract void RowNormGrad(in View x, View? mean, in View scale, View? weight, in View dy, View? dx, View? dweight, View? dbias);
}
