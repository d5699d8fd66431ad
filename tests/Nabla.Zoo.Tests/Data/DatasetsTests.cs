namespace Nabla.Zoo.Tests.Data;

public sealed class DatasetsTests : IDisposable
{
    private readonly TemporaryFolder root = new();

    public void Dispose() => root.Dispose();

    [Theory]
    [InlineData("data/stripes")]
    [InlineData("data")]
    [InlineData("cache/stripes")]
    public void A_set_is_found_in_each_place(string folder)
    {
        root.Put("data", []);
        root.Put(folder, Stripes.Zipped);
        var (train, test) = Load();
        Assert.Equal([0, 1, 2, 0, 1], train.Labels.ToArray());
        Assert.Equal((1, 4, 6), (test.Channels, test.Height, test.Width));
        Assert.Equal(255 - 24, test.Pixels(1)[0]);
    }

    [Fact]
    public void The_folder_of_its_name_comes_first()
    {
        root.Put("data/stripes", Stripes.Zipped);
        root.Put("data", [new("a-images.gz", [1, 2, 3])]);
        Assert.Equal(root["data", "stripes"], Places.Find(new Stripes()));
        Load();
    }

    [Fact]
    public void Decompressed_files_will_do()
    {
        root.Put("data", Stripes.Raw.Select(f => KeyValuePair.Create(Path.GetFileNameWithoutExtension(f.Key), f.Value)));
        Assert.Equal(5, Load().Train.Count);
    }

    [Fact]
    public void Missing_files_are_named()
    {
        root.Put("data/stripes", Stripes.Zipped.Where(f => f.Key != "b-labels.gz"));
        Assert.Contains($"{root["data", "stripes"]} has only some of its files: b-labels.gz is missing", Failure());
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_named() => Assert.Contains($"{root["data"]} does not exist", Failure());

    [Fact]
    public void Without_files_or_mirrors_the_error_says_where_to_put_them()
    {
        root.Put("data", []);
        Assert.Contains("Put the files into $NABLA_DATA/stripes/.", Failure());
    }

    [Fact]
    public void A_file_with_other_content_is_refused()
    {
        Put("a-labels.gz", Stripes.Idx([5], [0, 0, 0, 0, 0]));
        Assert.Contains("a-labels.gz: is a sound IDX file but not the published one: SHA-256 ", Failure());
    }

    [Fact]
    public void A_truncated_file_is_named()
    {
        Put("a-images.gz", Stripes.Raw["a-images.gz"][..50]);
        Assert.Contains("a-images.gz: ends after 34 of 120 elements", Failure());
    }

    [Fact]
    public void An_own_folder_needs_no_registration()
    {
        root.Put("data/letters", Own([2, 0, 1], [1, 2]));
        var (train, test) = Datasets.Load("letters", null, Places);
        Assert.Equal((3, 2), (train.Count, test.Count));
        Assert.Equal(["0", "1", "2"], train.Classes);
        Assert.Same(train.Classes, test.Classes);
    }

    [Fact]
    public void Images_and_labels_that_do_not_fit_give_one_clear_error()
    {
        root.Put("data/letters", Own([2, 0], [1, 2], images: 3));
        Assert.Equal("letters/train: there are 3 images but 2 labels. Get the two files from the same place.", Failure("letters"));
        root.Put("data/letters", Own([2, 0, 1], [1, 7]));
        Assert.Equal("letters/test: label 7 of image 1 is outside the 3 classes. Labels are 0 to 2: check the file of labels.", Failure("letters"));
        root.Put("data/letters", [new("train-images-idx3-ubyte.gz", Stripes.Idx([3], [0, 1, 2]))]);
        Assert.Contains("images of shape (3) and labels of shape (3) were found; (N, H, W) and (N) were expected", Failure("letters"));
    }

    [Theory]
    [InlineData("cifar1000")]
    [InlineData("../data")]
    [InlineData("")]
    [InlineData("..")]
    public void An_unknown_name_lists_the_known_ones(string name)
    {
        root.Put("data", []);
        Assert.Contains($"there is no data set '{name}'. Use mnist-mini, mnist, fashion-mnist, kmnist, cifar10, cifar10-5k, cifar100, cifar100-coarse, or put", Failure(name));
    }

    [Fact]
    public void Known_sets_tell_size_and_terms()
    {
        Assert.Equal(["mnist-mini", "mnist", "fashion-mnist", "kmnist", "cifar10", "cifar10-5k", "cifar100", "cifar100-coarse"], Datasets.All.Select(i => i.Name));
        Assert.Equal([0, 11_594_722, 30_878_645, 21_240_888, 170_052_171, 14_184_200, 168_513_733, 168_513_733], Datasets.All.Select(i => i.Bytes));
        Assert.Equal(["mnist-mini"], Datasets.All.Where(i => i.Embedded).Select(i => i.Name));
        Assert.All(Datasets.All, i => Assert.Matches("CC BY-SA|MIT|cite it", i.Licence));
        Assert.All(Datasets.All.SelectMany(i => i.Mirrors), m => Assert.Matches("^https://.*/$", m));
    }

    private DataPlaces Places => new(root["data"], root["cache"]);

    private static IEnumerable<KeyValuePair<string, byte[]>> Own(byte[] train, byte[] test, int? images = null)
    {
        yield return new("train-images-idx3-ubyte.gz", Stripes.Idx([images ?? train.Length, 2, 2], new byte[(images ?? train.Length) * 4]));
        yield return new("train-labels-idx1-ubyte.gz", Stripes.Zip(Stripes.Idx([train.Length], train)));
        yield return new("t10k-images-idx3-ubyte.gz", Stripes.Idx([test.Length, 2, 2], new byte[test.Length * 4]));
        yield return new("t10k-labels-idx1-ubyte.gz", Stripes.Idx([test.Length], test));
    }

    private (ImageDataset Train, ImageDataset Test) Load() => Datasets.Load(new Stripes(), null, Places);

    private void Put(string name, byte[] raw)
    {
        root.Put("data", Stripes.Zipped);
        root.Put("data", [new(name, Stripes.Zip(raw))]);
    }

    private string Failure() => Assert.Throws<DataException>(() => Load()).Message;

    private string Failure(string name) => Assert.Throws<DataException>(() => Datasets.Load(name, null, Places)).Message;
}
