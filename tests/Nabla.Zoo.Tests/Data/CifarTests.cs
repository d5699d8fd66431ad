namespace Nabla.Zoo.Tests.Data;

public sealed class CifarTests : IDisposable
{
    private readonly TemporaryFolder root = new();

    public void Dispose() => root.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Files_are_joined_in_order_plain_or_zipped(bool zipped)
    {
        Put(zipped, i => Batch((byte)i, 9));
        var (train, test) = Load();
        Assert.Equal([1, 9, 2, 9, 3, 9, 4, 9, 5, 9], train.Labels.ToArray());
        Assert.Equal([6, 9], test.Labels.ToArray());
        Assert.Equal((3, 32, 32, "truck"), (train.Channels, train.Height, train.Width, train.Classes[9]));
        Assert.Equal(3, train.Pixels(4)[0]);                                // a record's pixels repeat its label
    }

    [Theory]
    [InlineData("data/cifar-10-batches-bin")]
    [InlineData("data/cifar10/cifar-10-batches-bin")]
    public void What_the_published_archive_unpacks_to_is_found(string folder)
    {
        Put(zipped: false, i => Batch((byte)i), folder);
        root.Put("data", [new("test_batch.bin", [1])]);                     // one of another's keeps nothing from being found
        Assert.Equal([1, 2, 3, 4, 5], Load().Train.Labels.ToArray());
    }

    [Fact]
    public void Missing_files_are_told_by_their_published_names()
    {
        Put(zipped: false, i => Batch((byte)i), "data/cifar-10-batches-bin");
        File.Delete(Path.Combine(root["data/cifar-10-batches-bin"], "data_batch_3.bin"));
        Assert.Equal($"cifar10: {Path.Combine(root["data"], "cifar-10-batches-bin")} has only some of its files: data_batch_3.bin is missing. Add what is missing, or move the others away.", Failure());
        using var server = new LoopbackServer(_ => new([1, 2, 3]));
        Assert.EndsWith("try again, or put data_batch_1.bin, data_batch_2.bin, data_batch_3.bin, data_batch_4.bin, data_batch_5.bin, test_batch.bin, or the folder cifar-10-batches-bin with them, into $NABLA_DATA/cifar10/.",
            Assert.Throws<DataException>(() => Datasets.Load("cifar10", null, new(null, root["cache"], server.Address))).Message);
    }

    [Fact]
    public void Damaged_files_are_told()
    {
        Put(zipped: false, i => i == 4 ? Batch(4)[..^1] : Batch(1));
        Assert.EndsWith("data_batch_4.bin: holds 3,072 bytes, which is no multiple of 3,073, an image with its label. It is cut off, or no file of CIFAR-10: get it again.", Failure());
        Put(zipped: false, i => i == 2 ? [] : Batch(1));
        Assert.Contains("data_batch_2.bin: holds 0 bytes", Failure());
        Put(zipped: false, i => i == 6 ? Batch(1, 10) : Batch(1));
        Assert.Equal("cifar10/test: label 10 of image 1 is outside the 10 classes. Labels are 0 to 9: check the file of labels.", Failure());
        byte[] zip = Stripes.Zip(Batch(1));
        zip.AsSpan(10, 4).Fill(0xFF);
        root.Put("data/cifar10", [new("test_batch.bin.gz", zip)]);
        Assert.Contains("test_batch.bin.gz: could not be read: ", Failure());
    }

    [Fact]
    public void Files_that_unfold_without_end_are_refused()
    {
        Put(zipped: true, i => i == 1 ? new byte[3073 * 60_001] : Batch(1));
        Assert.EndsWith("data_batch_1.bin.gz: holds more than 60,000 images. It is no file of CIFAR-10.", Failure());
    }

    [Fact]
    public void Other_content_than_the_published_is_refused()
    {
        root.Put("data/cifar10-5k", [new("train4000.bin", Batch(1)), new("test1000.bin", Batch(2))]);
        Assert.Contains("train4000.bin: is not the published file: SHA-256 ", Assert.Throws<DataException>(() => Datasets.Load("cifar10-5k", null, Places)).Message);
    }

    private DataPlaces Places => new(root["data"], root["cache"]);

    private (ImageDataset Train, ImageDataset Test) Load() => Datasets.Load("cifar10", null, Places);

    private string Failure() => Assert.Throws<DataException>(() => Load()).Message;

    // Batches 1 to 5, then the test's.
    private void Put(bool zipped, Func<int, byte[]> batch, string folder = "data/cifar10") =>
        root.Put(folder, Enumerable.Range(1, 6).Select(i => KeyValuePair.Create(
            (i == 6 ? "test_batch.bin" : $"data_batch_{i}.bin") + (zipped ? ".gz" : ""), zipped ? Stripes.Zip(batch(i)) : batch(i))));

    private static byte[] Batch(params byte[] labels) => [.. labels.SelectMany(l => Enumerable.Repeat(l, 3073))];
}
