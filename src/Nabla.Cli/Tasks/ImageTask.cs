using System.Text.Json;
using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary>Recognizing images: data sets loaded with a word about a download, and checked against the model.</summary>
internal static class ImageTask
{
    /// <summary>Under which name of the metadata the classes are saved.</summary>
    internal const string ClassNames = "classes";

    internal static RunTask Open(RunConfig config, string data, Terminal terminal, CancellationToken cancel)
    {
        var entry = Catalog.Get(config.Model);
        var (train, test) = PictureFolder.Is(data) ? PictureFolder.Load(data, entry, config.Size, config.Seed, cancel) : Load(data, terminal, cancel);
        if (config.Size is not null && !PictureFolder.Is(data))
            throw new DataException(data, $"--size is given, but images of {data} have their own size, {train.Height}×{train.Width}. Leave it out.");
        CheckFits(entry, train);
        CheckFits(entry, test);
        var used = config.Limit is { } n ? train.First(n) : train;
        var settings = ImageSettings.Of(entry, config, train);
        return new(Augmentation.Of(config, used), test, "images", new Classification(test.Classes), () => entry.Make(settings.Input(entry), test.Classes.Count, settings.Statistics))
        {
            Metadata = new Dictionary<string, string> { [ImageSettings.Name] = settings.ToJson(), [RunCheckpoint.Data] = DataFingerprint.Of(train, test), [ClassNames] = JsonSerializer.Serialize([.. test.Classes], RunConfigJson.Default.StringArray) },
        };
    }

    internal static (ImageDataset Train, ImageDataset Test) Load(string name, Terminal terminal, CancellationToken cancel) =>
        Datasets.All.All(d => d.Name != name) && IdxFolder.Find(name, DataPlaces.FromEnvironment()) is null ? throw new DataException("data",
            $"there is no data set '{name}', and no folder of pictures at {Path.GetFullPath(name)}. Use {string.Join(", ", Datasets.All.Select(d => d.Name))}; a folder that has one of pictures for each class; or put images and labels of your own as {string.Join(", ", IdxFolder.Names)} into $NABLA_DATA/{Path.GetFileName(name)}/.")
        : Datasets.Load(name, new DownloadWords(terminal), cancel: cancel);

    private static void CheckFits(ModelEntry entry, ImageDataset data)
    {
        if (data.Count == 0)
            throw new DataException(data.Name, "holds no images. Check its files.");
        Shape images = [data.Channels, data.Height, data.Width];
        if (!entry.Takes(images, data.Classes.Count))
            throw new DataException(data.Name, $"has images of shape {images} in {data.Classes.Count} classes; {entry.Name} expects {entry.Images?.Words ?? $"{entry.Input} in {entry.Classes}"}. Choose another data set or model.");
    }

    /// <summary>Tells a download's size first, then each tenth of it.</summary>
    private sealed class DownloadWords(Terminal terminal) : IProgress<DownloadProgress>
    {
        private long tenths;

        public void Report(DownloadProgress p)
        {
            if (p.Bytes == 0)
                terminal.Say($"downloading {p.Dataset}: {p.Total / 1e6:F1} MB to {p.Folder}");
            else if (p.Bytes * 10 / Math.Max(1, p.Total) is var t && t > tenths)
                terminal.Say($"downloading {p.Dataset}: {10 * (tenths = t)} %");
        }
    }
}
