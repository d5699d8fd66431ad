namespace Nabla.Zoo.Tests.Data;

/// <summary>A folder that is gone when the test ends.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("nabla").FullName;

    internal string this[params string[] names] => System.IO.Path.Combine([Path, .. names]);

    /// <summary>Writes files into a folder below it.</summary>
    internal void Put(string folder, IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        Directory.CreateDirectory(this[folder]);
        foreach (var (name, bytes) in files)
            File.WriteAllBytes(this[folder, name], bytes);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
