using System.IO.Compression;
using Nabla.Io;

namespace Nabla.Tests.Io;

/// <summary>Files that other programs wrote, where the folder shared/ lies beside the repository.</summary>
public class SharedFilesTests
{
    // Headers of older versions are shorter than those that NumPy, and Nabla, write today.
    [Fact]
    public void NumPy_arrays_are_read_and_written_back_byte_for_byte()
    {
        int files = 0, today = 0;
        foreach (string path in Find("weights", "*.npy"))
        {
            using var back = new MemoryStream();
            Npy.Write(back, Npy.Load(path));
            byte[] original = File.ReadAllBytes(path), written = back.ToArray();
            bool same = original[8] == written[8];
            today += same ? 1 : 0;
            files++;
            Assert.True(original.AsSpan(same ? 0 : 10 + original[8]).SequenceEqual(written.AsSpan(same ? 0 : 10 + written[8])), path);
        }

        Assert.True(files >= 50 && today >= 5, $"{files} files, {today} as written today");
    }

    [Fact]
    public void A_NumPy_archive_holds_what_its_entries_hold()
    {
        foreach (string path in Find("weights", "*.npz"))
        {
            var arrays = Npz.Load(path);
            using var zip = ZipFile.OpenRead(path);
            Assert.Equal(zip.Entries.Select(e => e.Name[..^4]).Order(), arrays.Keys.Order());
            foreach (var entry in zip.Entries)
            {
                using MemoryStream back = new(), original = new();
                Npy.Write(back, arrays[entry.Name[..^4]]);
                using var stream = entry.Open();
                stream.CopyTo(original);
                Assert.Equal(original.ToArray(), back.ToArray());
            }
        }
    }

    // The log-probabilities of ten classes: the data really is what the header says.
    [Fact]
    public void Log_probabilities_add_up_to_one()
    {
        float[] log = Npy.Load(Find("weights", "t10k_logprobs.npy")[0]).ToArray<float>();
        Assert.All(Enumerable.Range(0, 10_000), i => Assert.InRange(log.AsSpan(10 * i, 10).ToArray().Sum(x => Math.Exp(x)), 0.9999, 1.0001));
    }

    [Fact]
    public void Safetensors_files_are_read_single_and_whole()
    {
        foreach (string path in Find("weights", "*.safetensors"))
        {
            using var file = SafeTensorsFile.Open(path);
            var all = SafeTensors.Load(path);
            Assert.Equal(file.Names.Order(StringComparer.Ordinal), all.Keys.Order(StringComparer.Ordinal));
            foreach (string name in file.Names)
            {
                var t = file.Load(name);
                Assert.Equal((file.Info(name).Shape, file.Info(name).DType), (t.Shape, t.DType));
                Assert.Equal(all[name].To(DType.F64).ToArray<double>(), t.To(DType.F64).ToArray<double>());
            }
        }
    }

    [Fact]
    public void MNIST_is_read_from_gzip()
    {
        var shapes = Find("data/mnist", "*-ubyte.gz").ToDictionary(p => Path.GetFileName(p), p => Idx.Read(p).Shape);
        Assert.Equal([60000, 28, 28], shapes["train-images-idx3-ubyte.gz"]);
        Assert.Equal([10000], shapes["t10k-labels-idx1-ubyte.gz"]);
    }

    private static string[] Find(string folder, string pattern)
    {
        string place = Repository.PathOf("..", "shared", folder);
        Assert.SkipUnless(Directory.Exists(place), $"no files of other programs at {Path.GetFullPath(place)}");
        return Directory.GetFiles(place, pattern, SearchOption.AllDirectories);
    }
}
