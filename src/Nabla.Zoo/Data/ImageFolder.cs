namespace Nabla.Zoo;

/// <summary>Pictures of one's own: a folder with a folder of PNG and JPEG files for each class.</summary>
/// <remarks>2 to 256 classes; folders whose names begin with a dot, and files that do not end in .png, .jpg or .jpeg, are left out. All pictures are held as bytes: 3·height·width each, at most 2 GiB.</remarks>
/// <example><code>
/// var (train, test) = ImageFolder.Load("flowers", 256, 256);
/// var loader = new DataLoader(new TransformedImages(train, new RandomResizedCrop(224, 224)), batch: 32);
/// </code></example>
public static class ImageFolder
{
    private const int MostClasses = 256;
    private static readonly string[] s_endings = [".png", ".jpg", ".jpeg"];

    /// <summary>Pictures to train on and to test with, each scaled until it just covers a size and cut to its middle (<see cref="Cover"/>).</summary>
    /// <param name="folder">
    /// <c>train/CLASS/…</c> and <c>val/CLASS/…</c> (or <c>test</c>) with the same classes; or <c>CLASS/…</c> alone, of which a fifth of each class is for testing.
    /// </param>
    /// <param name="height">Rows of each picture.</param>
    /// <param name="width">Columns.</param>
    /// <param name="seed">Draws the fifth.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <returns>Bytes in three channels, classes in the order of their names.</returns>
    /// <exception cref="DataException">A file is no sound picture, a class is empty or has one picture alone, or the classes are not the same; the first file by name is told.</exception>
    /// <exception cref="RangeException">The size is below 1.</exception>
    public static (ImageDataset Train, ImageDataset Test) Load(string folder, int height, int width, ulong seed = 0, CancellationToken cancel = default)
    {
        CheckPath(folder);
        string train = Path.Combine(folder, "train");
        if (!Directory.Exists(train))
            return Split(folder, height, width, seed, cancel);
        string test = new[] { "val", "test" }.Select(n => Path.Combine(folder, n)).FirstOrDefault(Directory.Exists)
            ?? throw new DataException(folder, "has a folder train, but neither val nor test. Add one, or put the classes into the folder itself.");
        var (forTraining, forTest) = (Classes(train), Classes(test));
        string[] names = [.. forTraining.Select(c => c.Name)];
        if (!names.SequenceEqual(forTest.Select(c => c.Name)))
            throw new DataException(folder, $"has the classes {string.Join(", ", names)} in train, but {string.Join(", ", forTest.Select(c => c.Name))} in {Path.GetFileName(test)}. Give both the same.");
        return (Read(train, forTraining, height, width, cancel), Read(test, forTest, height, width, cancel));
    }

    /// <summary>All pictures of <c>CLASS/…</c>, without a split.</summary>
    /// <inheritdoc cref="Load"/>
    public static ImageDataset Read(string folder, int height, int width, CancellationToken cancel = default) => Read(folder, Classes(folder), height, width, cancel);

    private static (ImageDataset, ImageDataset) Split(string folder, int height, int width, ulong seed, CancellationToken cancel)
    {
        List<(string, string[])> train = [], test = [];
        foreach (var (name, files) in Classes(folder))
        {
            if (files.Length < 2)
                throw new DataException(Path.Combine(folder, name), "has one picture; two are the least, one to train on and one to test. Add some.");
            int[] order = new Philox(seed, Philox.StableHash("split"), Philox.StableHash(name)).Permutation(files.Length);
            int held = Math.Max(1, files.Length / 5);
            test.Add((name, [.. order[..held].Order().Select(i => files[i])]));
            train.Add((name, [.. order[held..].Order().Select(i => files[i])]));
        }

        return (Read(folder, train, height, width, cancel), Read(folder, test, height, width, cancel));
    }

    private static void CheckPath(string folder)
    {
        if (string.IsNullOrEmpty(folder))
            throw new DataException("folder", "the path is null or empty; the path of a folder was expected. Give one.");
    }

    private static List<(string Name, string[] Files)> Classes(string folder)
    {
        CheckPath(folder);
        try
        {
            List<(string Name, string[] Files)> classes = [.. Directory.GetDirectories(folder).Where(d => !Path.GetFileName(d).StartsWith('.')).Order(StringComparer.Ordinal)
                .Select(d => (Path.GetFileName(d), Directory.GetFiles(d).Where(f => s_endings.Contains(Path.GetExtension(f).ToLowerInvariant())).Order(StringComparer.Ordinal).ToArray()))];
            if (classes.Count is < 2 or > MostClasses)
                throw new DataException(folder, $"has {classes.Count} folder{(classes.Count == 1 ? "" : "s")}, one a class; 2 to {MostClasses} were expected.");
            return classes.FirstOrDefault(c => c.Files.Length == 0) is { Name: { } empty } ? throw new DataException(Path.Combine(folder, empty), "is a class without a picture (PNG, JPEG). Add some, or remove the folder.") : classes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException(folder, $"could not be read: {e.Message} Check the folder.", e);
        }
    }

    private static ImageDataset Read(string folder, List<(string Name, string[] Files)> classes, int height, int width, CancellationToken cancel)
    {
        (byte Label, string File)[] all = [.. classes.SelectMany((c, i) => c.Files.Select(f => ((byte)i, f)))];
        long size = 3L * Sizes.Positive("image_folder", height) * Sizes.Positive("image_folder", width);
        if (all.Length * size > Array.MaxLength)
            throw new DataException(folder, $"{all.Length:N0} pictures of {height}×{width} take more than {Array.MaxLength:N0} bytes. Use a smaller size or fewer pictures.");
        var pixels = new byte[all.Length * size];
        var failures = new DataException?[all.Length];
        Parallel.For(0, all.Length, new() { MaxDegreeOfParallelism = Device.Cpu.Threads, CancellationToken = cancel }, i =>
        {
            try
            {
                float[] p = Cover.To(ImageFile.ReadColour(all[i].File), height, width).Pixels;
                for (int j = 0; j < p.Length; j++)
                    pixels[i * size + j] = (byte)MathF.Round(p[j] * 255);
            }
            catch (NablaException e)
            {
                failures[i] = ImageFile.Problem(all[i].File, e);            // the first by name is told, whatever thread was quicker
            }
        });
        if (failures.FirstOrDefault(f => f is not null) is { } failure)
            throw failure;
        return new(folder, pixels, [.. all.Select(a => a.Label)], channels: 3, height, width, [.. classes.Select(c => c.Name)]);
    }
}
