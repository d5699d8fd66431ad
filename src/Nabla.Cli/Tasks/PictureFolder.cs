using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary>Pictures of one's own, for <c>--data</c>: a folder as <see cref="ImageFolder"/> reads it, at the side that the model takes.</summary>
internal static class PictureFolder
{
    /// <summary>True for a folder that no data set is named after.</summary>
    internal static bool Is(string data) => Directory.Exists(data) && Datasets.All.All(d => d.Name != data) && IdxFolder.Find(data, DataPlaces.FromEnvironment()) is null;

    /// <summary>What <c>config.json</c> keeps: a folder's full path, another data set's name.</summary>
    internal static string FullName(string data) => Is(data) ? Path.GetFullPath(data) : data;

    internal static (ImageDataset Train, ImageDataset Test) Load(string folder, ModelEntry model, int? size, ulong seed, CancellationToken cancel)
    {
        if (!model.TakesColour)
            throw new DataException(folder, $"is a folder of pictures, which are read in colour; {model.Name} takes grey images alone. Train {string.Join(", ", Catalog.Models.Where(m => m.TakesColour).Select(m => m.Name))}.");
        int side = size ?? model.Input[1];
        return ImageFolder.Load(folder, side, side, seed, cancel);
    }
}
