using System.Buffers.Binary;

namespace Nabla.Cli.Tests;

/// <summary>A run goes on with the images that it was started with, or not at all.</summary>
public class ChangedDataTests
{
    [Fact]
    public void Other_images_under_the_same_name_are_refused()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["mine"]);
        Write(train: 24, test: 10);
        Assert.Equal(0, Nabla($"train lenet5 --data mine --epochs 1 --batch 8 --out {folder["run"]}").Code);
        File.Delete(folder["run/model.safetensors"]);               // as if it were not finished
        Assert.Equal(0, Nabla($"train --resume {folder["run"]}").Code);

        foreach (var (change, now) in new (Action, string)[] { (() => Write(24, 11), "24 training and 11"), (() => Write(23, 10), "23 training and 10"), (() => Write(24, 10, pixel: 1), "24 training and 10") })
        {
            File.Delete(folder["run/model.safetensors"]);
            change();
            var o = Nabla($"train --resume {folder["run"]}");
            Assert.Equal(3, o.Code);
            Assert.Matches($"was made with 24 training and 10 test images, sha256 [0-9a-f]{{64}}, but mine now has {now} test images, sha256 [0-9a-f]{{64}}. Restore that, or start a new run.", o.Error);
        }

        Write(24, 10);
        Assert.Equal(0, Nabla($"train --resume {folder["run"]}").Code);

        Outcome Nabla(string arguments) => ChildProcess.Shell($"NABLA_DATA={folder.Root} nabla {arguments}");

        void Write(int train, int test, byte pixel = 0)
        {
            foreach (var (name, count) in new[] { ("train", train), ("t10k", test) })
            {
                File.WriteAllBytes(folder[$"mine/{name}-labels-idx1-ubyte"], Idx([count], [.. Enumerable.Range(0, count).Select(i => (byte)(i % 10))]));
                File.WriteAllBytes(folder[$"mine/{name}-images-idx3-ubyte"], Idx([count, 28, 28], [pixel, .. new byte[count * 28 * 28 - 1]]));
            }
        }
    }

    // Two zeros, the type (bytes), the number of dimensions, each size in big-endian, the bytes.
    private static byte[] Idx(int[] sizes, byte[] data)
    {
        byte[] header = new byte[4 + 4 * sizes.Length];
        (header[2], header[3]) = (8, (byte)sizes.Length);
        foreach (var (i, n) in sizes.Index())
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + 4 * i), n);
        return [.. header, .. data];
    }
}
