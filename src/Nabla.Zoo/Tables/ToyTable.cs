using System.IO.Compression;

namespace Nabla.Zoo;

/// <summary>A small table of data that is embedded in this package (see the NOTICE in <c>Data/tables</c>).</summary>
/// <param name="Name">To ask for: <c>iris</c>.</param>
/// <param name="Description">One line about it.</param>
/// <param name="Licence">Under what terms it is published.</param>
/// <param name="Target">The column to predict.</param>
public sealed record ToyTable(string Name, string Description, string Licence, string Target)
{
    /// <summary>Those there are.</summary>
    public static IReadOnlyList<ToyTable> All { get; } =
    [
        new("iris", "150 flowers of 3 species, 4 measures (Fisher 1936)", "CC BY 4.0 (UCI)", "species"),
        new("wine", "178 wines of 3 cultivars, 13 measures", "CC BY 4.0 (UCI)", "cultivar"),
        new("breast-cancer", "569 tumours, benign or malignant, 30 measures", "CC BY 4.0 (UCI)", "diagnosis"),
        new("diabetes", "442 patients, progression after a year, 10 measures", "with scikit-learn, BSD-3-Clause", "progression"),
        new("digits", "1,797 handwritten digits of 8×8 pixels", "CC BY 4.0 (UCI)", "digit"),
    ];

    /// <summary>Reads it.</summary>
    public TextTable Read()
    {
        using var stream = typeof(ToyTable).Assembly.GetManifestResourceStream($"tables/{Name}.csv.gz")
            ?? throw new DataException(Name, "is not embedded in this build. Reinstall the package.");
        return CsvTable.Read(new GZipStream(stream, CompressionMode.Decompress), Name);
    }
}
