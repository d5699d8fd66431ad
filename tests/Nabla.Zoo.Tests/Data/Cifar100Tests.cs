namespace Nabla.Zoo.Tests.Data;

public sealed class Cifar100Tests : IDisposable
{
    private readonly TemporaryFolder root = new();

    public void Dispose() => root.Dispose();

    // Each record has the group's label, then the class's.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Classes_and_groups_are_read_from_the_same_files(bool zipped)
    {
        byte[] train = [.. Record(4, 0), .. Record(13, 99)], test = Record(1, 1);
        root.Put("data/cifar100", [new(zipped ? "train.bin.gz" : "train.bin", zipped ? Stripes.Zip(train) : train), new("test.bin", test)]);
        var (fine, _) = Datasets.Load("cifar100", null, Places);
        Assert.Equal([0, 99], fine.Labels.ToArray());
        Assert.Equal(("apple", "worm", 100), (fine.Classes[0], fine.Classes[99], fine.Classes.Count));
        var (coarse, tests) = Datasets.Load("cifar100-coarse", null, Places);
        Assert.Equal([4, 13], coarse.Labels.ToArray());
        Assert.Equal(("fruit_and_vegetables", "fish", 20), (coarse.Classes[4], tests.Classes[tests.Labels[0]], coarse.Classes.Count));
        Assert.Equal([77, 77], coarse.Pixels(1)[..2].ToArray());
        Assert.Equal(3072, coarse.Pixels(1).Length);
    }

    [Theory]
    [InlineData("data/cifar-100-binary")]
    [InlineData("data/cifar100/cifar-100-binary")]
    public void What_the_published_archive_unpacks_to_is_found(string folder)
    {
        root.Put(folder, [new("train.bin", Record(4, 0)), new("test.bin", Record(1, 1))]);
        Assert.Equal([0], Datasets.Load("cifar100", null, Places).Train.Labels.ToArray());
        Assert.Equal([4], Datasets.Load("cifar100-coarse", null, Places).Train.Labels.ToArray());
    }

    [Fact]
    public void Damaged_files_are_told()
    {
        root.Put("data/cifar100", [new("train.bin", Record(4, 0)[..^1]), new("test.bin", Record(1, 1))]);
        Assert.EndsWith("train.bin: holds 3,073 bytes, which is no multiple of 3,074, an image with its labels. It is cut off, or no file of CIFAR-100: get it again.", Failure("cifar100"));
        root.Put("data/cifar100", [new("train.bin", Record(20, 100)), new("test.bin", Record(1, 1))]);
        Assert.Equal("cifar100/train: label 100 of image 0 is outside the 100 classes. Labels are 0 to 99: check the file of labels.", Failure("cifar100"));
        Assert.Equal("cifar100-coarse/train: label 20 of image 0 is outside the 20 classes. Labels are 0 to 19: check the file of labels.", Failure("cifar100-coarse"));
    }

    // A hundred names, of which each group has five.
    [Fact]
    public void Names_are_in_order()
    {
        Assert.Equal(100, Cifar100.Classes.Distinct().Count());
        Assert.Equal(Cifar100.Classes.Order(StringComparer.Ordinal), Cifar100.Classes);
        Assert.Equal(Cifar100.Groups.Order(StringComparer.Ordinal), Cifar100.Groups);
    }

    // Where the content's hash is not published, that of the file is checked as it arrives.
    [Fact]
    public void Files_of_the_MNIST_family_are_checked_as_they_arrive()
    {
        using var server = new LoopbackServer(path => new(Stripes.Zip([1, 2, 3])));
        string error = Assert.Throws<DataException>(() => Datasets.Load("fashion-mnist", null, new(null, root["cache"], server.Address))).Message;
        Assert.Contains("bytes arrived whose SHA-256 is ", error);
        Assert.Contains("; 3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84 was expected.", error);
        Assert.Equal("/fashion-mnist/train-images-idx3-ubyte.gz", server.Requests[0]);
        byte[] images = Stripes.Idx([2, 28, 28], new byte[2 * 784]), labels = Stripes.Idx([2], [9, 0]);
        root.Put("data/kmnist", [new("train-images-idx3-ubyte", images), new("train-labels-idx1-ubyte", labels), new("t10k-images-idx3-ubyte", images), new("t10k-labels-idx1-ubyte", labels)]);
        var (train, _) = Datasets.Load("kmnist", null, Places);
        Assert.Equal("wo", train.Classes[train.Labels[0]]);
    }

    // Any bytes are images or a typed error, and what is read is what the file holds.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Spoiled_files_are_read_or_refused(int labels)
    {
        var layout = labels == 1 ? CifarLayout.Ten : new CifarLayout(2, 1, Cifar100.Classes, "CIFAR-100");
        byte[][] seeds = [[.. Enumerable.Repeat((byte)3, layout.Record)], [.. Enumerable.Repeat((byte)9, 3 * layout.Record)], Stripes.Zip([.. Enumerable.Repeat((byte)7, 2 * layout.Record)])];
        int read = 0, refused = 0;
        for (ulong i = 0; i < 2000; i++)
        {
            var draws = new Nabla.Tests.Io.Fuzz.Draws(11, i);
            byte[] seed = seeds[draws.Below(seeds.Length)], file = Nabla.Tests.Io.Fuzz.Mutator.Mutate(seed, seeds, draws);
            bool zipped = ReferenceEquals(seed, seeds[2]);
            try
            {
                byte[] content = CifarFiles.Content(layout, new MemoryStream(file), "fuzz", zipped);
                Assert.Equal(0, content.Length % layout.Record);
                if (!zipped)
                    Assert.Equal(file, content);
                read++;
            }
            catch (DataException e)
            {
                Assert.StartsWith("fuzz: ", e.Message);
                refused++;
            }
        }

        Assert.InRange(read, 100, 1900);
        Assert.InRange(refused, 100, 1900);
    }

    private DataPlaces Places => new(root["data"], root["cache"]);

    private string Failure(string name) => Assert.Throws<DataException>(() => Datasets.Load(name, null, Places)).Message;

    private static byte[] Record(byte group, byte label) => [group, label, .. Enumerable.Repeat((byte)77, 3072)];
}
