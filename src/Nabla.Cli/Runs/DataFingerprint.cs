using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary>Tells data sets of the same name apart, so that a run does not go on with other images.</summary>
internal static class DataFingerprint
{
    /// <summary><c>60,000 training and 10,000 test images, sha256 3f…</c>: over shapes, classes, labels and pixels.</summary>
    internal static string Of(ImageDataset train, ImageDataset test)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var data in (ImageDataset[])[train, test])
        {
            sha.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{data.Count} {data.Channels} {data.Height} {data.Width} {string.Join(',', data.Classes)}\n")));
            sha.AppendData(data.Labels);
            for (int i = 0; i < data.Count; i++)
                sha.AppendData(data.Pixels(i));
        }

        return string.Create(CultureInfo.InvariantCulture, $"{train.Count:N0} training and {test.Count:N0} test images, sha256 {Convert.ToHexStringLower(sha.GetHashAndReset())}");
    }
}
