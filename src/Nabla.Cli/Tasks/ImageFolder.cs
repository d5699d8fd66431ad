using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary>Pictures of one's own: a folder with a folder of PNG and JPEG files for each class.</summary>
/// <remarks>
/// <c>train/CLASS/…</c> and <c>val/CLASS/…</c> (or <c>test</c>); or <c>CLASS/…</c> alone, of which a fifth of each class, drawn by the seed,
/// is for testing. Each picture is scaled until its shorter side fits and cut to a square, as <c>predict</c> does.
/// </remarks>
internal static class ImageFolder
{
    private const int MostClasses = 256;
    private static readonly string[] s_endings = [".png", ".jpg", ".jpeg"];

    /// <summary>True for a folder that no data set is named after.</summary>
    internal static bool Is(string data) => Directory.Exists(data) && Datasets.All.All(d => d.Name != data) && IdxFolder.Find(data, DataPlaces.FromEnvironment()) is null;

    /// <summary>What <c>config.json</c> keeps: a folder's full path, another data set's name.</summary>
    internal static string FullName(string data) => Is(data) ? Path.GetFullPath(data) : data;

    internal static (ImageDataset Train, ImageDataset Test) Load(string folder, ModelEntry model, int? size, ulong seed, CancellationToken cancel)
    {
        if (!model.TakesColour)
            throw new DataException(folder, $"is a folder of pictures, which are read in colour; {model.Name} takes grey images alone. Train {string.Join(", ", Catalog.Models.Where(m => m.TakesColour).Select(m => m.Name))}.");
        int side = size ?? model.Input[1];
        string train = Path.Combine(folder, "train");
        if (!Directory.Exists(train))
            return Split(folder, side, seed, cancel);
        string test = new[] { "val", "test" }.Select(n => Path.Combine(folder, n)).FirstOrDefault(Directory.Exists)
            ?? throw new DataException(folder, "has a folder train, but neither val nor test. Add one, or put the classes into the folder itself.");
        var (forTraining, forTest) = (Classes(train), Classes(test));
        string[] names = [.. forTraining.Select(c => c.Name)];
        if (!names.SequenceEqual(forTest.Select(c => c.Name)))
            throw new DataException(folder, $"has the classes {string.Join(", ", names)} in train, but {string.Join(", ", forTest.Select(c => c.Name))} in {Path.GetFileName(test)}. Give both the same.");
        return (Read(train, forTraining, side, cancel), Read(test, forTest, side, cancel));
    }

    private static (ImageDataset, ImageDataset) Split(string folder, int side, ulong seed, CancellationToken cancel)
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

        return (Read(folder, train, side, cancel), Read(folder, test, side, cancel));
    }

    private static List<(string Name, string[] Files)> Classes(string folder)
    {
        try
        {
            List<(string Name, string[] Files)> classes = [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal)
                .Select(d => (Path.GetFileName(d), Directory.GetFiles(d).Where(f => s_endings.Contains(Path.GetExtension(f).ToLowerInvariant())).Order(StringComparer.Ordinal).ToArray()))];
            if (classes.Count is < 2 or > MostClasses)
                throw new DataException(folder, $"has {classes.Count} folders, one a class; 2 to {MostClasses} were expected.");
            return classes.FirstOrDefault(c => c.Files.Length == 0) is { Name: { } empty } ? throw new DataException(Path.Combine(folder, empty), "is a class without a picture (PNG, JPEG). Add some, or remove the folder.") : classes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException(folder, $"could not be read: {e.Message} Check the folder.", e);
        }
    }

    private static ImageDataset Read(string folder, List<(string Name, string[] Files)> classes, int side, CancellationToken cancel)
    {
        (byte Label, string File)[] all = [.. classes.SelectMany((c, i) => c.Files.Select(f => ((byte)i, f)))];
        long size = 3L * side * side;
        if (all.Length * size > Array.MaxLength)
            throw new DataException(folder, $"{all.Length:N0} pictures of {side}×{side} take more than {Array.MaxLength:N0} bytes. Use a smaller --size or fewer pictures.");
        var pixels = new byte[all.Length * size];
        var failures = new DataException?[all.Length];
        Parallel.For(0, all.Length, new() { MaxDegreeOfParallelism = Device.Cpu.Threads, CancellationToken = cancel }, i =>
        {
            try
            {
                float[] p = Photo.Prepare(ImageFile.ReadColour(all[i].File), side, side).Pixels;
                for (int j = 0; j < p.Length; j++)
                    pixels[i * size + j] = (byte)MathF.Round(p[j] * 255);
            }
            catch (DataException e)
            {
                failures[i] = e;                                            // the first by name is told, whatever thread was quicker
            }
        });
        if (failures.FirstOrDefault(f => f is not null) is { } failure)
            throw failure;
        return new(folder, pixels, [.. all.Select(a => a.Label)], channels: 3, side, side, [.. classes.Select(c => c.Name)]);
    }
}
