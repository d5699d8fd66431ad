using System.Text.Json;
using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary>How a run's model sees pictures; saved with its weights.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Mean">One a channel; null where the model normalizes by itself.</param>
/// <param name="Deviation">One a channel.</param>
/// <param name="Channels">1 for grey, 3 for colour; null, as old runs have it, for the model's own.</param>
internal sealed record ImageSettings(int Height, int Width, double[]? Mean = null, double[]? Deviation = null, int? Channels = null)
{
    /// <summary>Under which name of the metadata it is saved.</summary>
    internal const string Name = "images";

    internal static ImageSettings Of(ModelEntry model, RunConfig config, ImageDataset train)
    {
        var s = model.Statistics is null || config.Weights is not null ? model.Statistics : ChannelStatistics.Of(train);
        return new(train.Height, train.Width, s?.Mean, s?.Deviation, train.Channels);
    }

    /// <summary>(C, H, W).</summary>
    internal Shape Input(ModelEntry model) => [Channels ?? model.Input[0], Height, Width];

    internal ChannelStatistics? Statistics => Mean is null || Deviation is null ? null : new(Mean, Deviation);

    internal string ToJson() => JsonSerializer.Serialize(this, RunConfigJson.Default.ImageSettings);

    /// <summary>Reads what <see cref="ToJson"/> wrote; <paramref name="file"/> stands in errors.</summary>
    internal static ImageSettings FromJson(string json, string file)
    {
        try
        {
            var s = JsonSerializer.Deserialize(json, RunConfigJson.Default.ImageSettings);
            return s is { Height: > 0, Width: > 0, Channels: null or > 0 } && s.Mean?.Length == s.Deviation?.Length && s.Deviation?.All(d => d > 0) != false ? s : throw new JsonException("the numbers are not possible.");
        }
        catch (JsonException e)
        {
            throw new DataException(file, $"does not tell how its model sees pictures: {e.Message} Train the run again.", e);
        }
    }
}
