namespace Nabla.Zoo;

/// <summary>Data sets by name.</summary>
public static class Datasets
{
    /// <summary>Those known by name.</summary>
    public static IReadOnlyList<DatasetInfo> All { get; } = [new MnistMini(), new Mnist(), MnistFamily.Fashion, MnistFamily.Kuzushiji, new Cifar10(), new Cifar10Small(), new Cifar100(coarse: false), new Cifar100(coarse: true)];

    /// <summary>Loads a data set, and downloads it first when no folder has it.</summary>
    /// <remarks>
    /// Any other name is a folder of one's own in <c>NABLA_DATA</c>, with the four IDX files that MNIST has. What is
    /// downloaded is checked by SHA-256 and kept in the user's cache.
    /// </remarks>
    /// <param name="name">Such as <c>mnist-mini</c> or <c>mnist</c>.</param>
    /// <param name="progress">Told the size before anything is downloaded, then what has arrived.</param>
    /// <param name="places">Where to look and to download to; from the environment when null.</param>
    /// <param name="cancel">Stops a download; nothing half-written stays.</param>
    /// <exception cref="DataException">The set is unknown, its files are missing, damaged or do not fit, or it cannot be downloaded.</exception>
    public static (ImageDataset Train, ImageDataset Test) Load(string name, IProgress<DownloadProgress>? progress = null, DataPlaces? places = null, CancellationToken cancel = default)
    {
        places ??= DataPlaces.FromEnvironment();
        var info = All.FirstOrDefault(i => i.Name == name) ?? IdxFolder.Find(name, places)
            ?? throw new DataException("data", $"there is no data set '{name}'. Use {string.Join(", ", All.Select(i => i.Name))}, or put images and labels of your own as {string.Join(", ", IdxFolder.Names)} into $NABLA_DATA/{name}/.");
        return Load(info, progress, places, cancel);
    }

    /// <summary>As by name, for a data set that <see cref="All"/> does not list.</summary>
    public static (ImageDataset Train, ImageDataset Test) Load(DatasetInfo info, IProgress<DownloadProgress>? progress = null, DataPlaces? places = null, CancellationToken cancel = default)
    {
        places ??= DataPlaces.FromEnvironment();
        return info.Open(info.Embedded ? "" : places.Find(info) ?? new Download(info, places).Run(progress, cancel));
    }
}
