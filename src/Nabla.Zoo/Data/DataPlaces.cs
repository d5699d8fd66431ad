namespace Nabla.Zoo;

/// <summary>Where data sets are looked for and downloaded to.</summary>
/// <param name="Data">The user's own folder; searched first, never written to. Null for none.</param>
/// <param name="Cache">Where downloads go: a folder for each data set.</param>
/// <param name="Mirror">An address to download from instead of the published mirrors: <c>Mirror/NAME/FILE</c>. Null for none.</param>
public sealed record DataPlaces(string? Data, string Cache, string? Mirror = null)
{
    /// <summary>From <c>NABLA_DATA</c>, the user's cache folder (<c>XDG_CACHE_HOME</c> or the system's habit) and <c>NABLA_MIRROR</c>.</summary>
    public static DataPlaces FromEnvironment() => new(Variable("NABLA_DATA"), Path.Combine(UserCache(), "nabla"), Variable("NABLA_MIRROR"));

    /// <summary>The folder that downloads of a data set go to.</summary>
    public string CacheOf(string name) => Path.Combine(Cache, name);

    /// <summary>
    /// The first folder with all files of a data set: <c>Data/NAME</c>, what its archive unpacks to there or in <c>Data</c>, <c>Data</c>, the cache; null when there is none.
    /// </summary>
    /// <exception cref="DataException">The user's folder does not exist, or has some of the files but not all.</exception>
    public string? Find(DatasetInfo info)
    {
        if (Data is not null && !Directory.Exists(Data))
            throw new DataException("NABLA_DATA", $"the folder {Data} does not exist. Create it, or unset NABLA_DATA.");
        foreach (string folder in Data is null ? [] : Folders(Data, info))
        {
            string[] missing = Missing(info, folder);
            if (missing.Length == 0)
                return folder;
            if (missing.Length < info.Files.Count)
                throw new DataException(info.Name, $"{folder} has only some of its files: {string.Join(", ", missing.Select(m => info.Archive is null ? m : Plain(m)))} is missing. Add what is missing, or move the others away.");
        }

        return Missing(info, CacheOf(info.Place)).Length == 0 ? CacheOf(info.Place) : null;
    }

    private static IEnumerable<string> Folders(string data, DatasetInfo info)
    {
        string own = Path.Combine(data, info.Place);
        return info.Unpacked is { } unpacked ? [own, Path.Combine(own, unpacked), Path.Combine(data, unpacked), data] : [own, data];
    }

    /// <summary>A file of a folder, or its decompressed form; null when it has neither.</summary>
    internal static string? Locate(string folder, string file)
    {
        string path = Path.Combine(folder, file), plain = Path.Combine(folder, Plain(file));
        return File.Exists(path) ? path : File.Exists(plain) ? plain : null;
    }

    private static string Plain(string file) => file.EndsWith(".gz", StringComparison.Ordinal) ? file[..^3] : file;

    private static string[] Missing(DatasetInfo info, string folder) => [.. info.Files.Select(f => f.Name).Where(f => Locate(folder, f) is null)];

    private static string UserCache()
    {
        if (Variable("XDG_CACHE_HOME") is { } xdg && Path.IsPathFullyQualified(xdg))
            return xdg;
        if (OperatingSystem.IsWindows())
            return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        return home.Length == 0 ? Path.GetTempPath() : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches") : Path.Combine(home, ".cache");
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
