namespace Nabla.Zoo;

/// <summary>A .tar.gz file from which a data set's files come.</summary>
/// <param name="Name">Its name, as the mirrors serve it.</param>
/// <param name="Bytes">How much there is to download.</param>
/// <param name="Sha256">The hash of the archive itself.</param>
/// <param name="Files">The files to take out of it, by their names without folders, with the hashes of their contents.</param>
public sealed record DataArchive(string Name, long Bytes, string Sha256, IReadOnlyList<DataFile> Files);
