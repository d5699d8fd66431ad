using Nabla.Data;
using StbImageWriteSharp;

namespace Nabla.Zoo.Tests.Data;

/// <summary>Folders of class folders, by the library alone.</summary>
public class ImageFolderTests
{
    [Fact]
    public void A_fifth_of_each_class_is_held_out_by_the_seed_and_nothing_is_lost()
    {
        using var folder = new TemporaryFolder();
        Fill(folder, "", 10, "dark", "light");
        var (train, test) = ImageFolder.Load(folder.Path, 4, 6, seed: 1);
        Assert.Equal(["dark", "light"], train.Classes);
        Assert.Equal((3, 4, 6, 16, 4), (train.Channels, train.Height, train.Width, train.Count, test.Count));
        Assert.Equal([0, 0, 1, 1], test.Labels.ToArray());
        int[] Values(ImageDataset images) => [.. Enumerable.Range(0, images.Count).Select(i => (int)images.Pixels(i)[0])];
        Assert.Equal([.. Enumerable.Range(0, 10), .. Enumerable.Range(100, 10)], Values(train).Concat(Values(test)).Order());
        Assert.Equal(Values(test), Values(ImageFolder.Load(folder.Path, 4, 6, seed: 1).Test));
        Assert.Contains(Enumerable.Range(2, 5), s => !Values(test).SequenceEqual(Values(ImageFolder.Load(folder.Path, 4, 6, seed: (ulong)s).Test)));
        Assert.Equal(20, ImageFolder.Read(folder.Path, 4, 6).Count);
    }

    [Theory]
    [InlineData("val")]
    [InlineData("test")]
    public void Given_test_pictures_are_taken(string name)
    {
        using var folder = new TemporaryFolder();
        Fill(folder, "train", 3, "a", "b");
        Fill(folder, name, 1, "a", "b");
        var (train, test) = ImageFolder.Load(folder.Path, 8, 8);
        Assert.Equal((6, 2), (train.Count, test.Count));
    }

    // The pictures are held at 12×12, the model sees random parts of them at 8×8.
    [Fact]
    public void Larger_pictures_are_cropped_to_the_models_side_as_they_are_read()
    {
        using var folder = new TemporaryFolder();
        Fill(folder, "", 4, "a", "b");
        var images = ImageFolder.Read(folder.Path, 12, 12);
        var loader = new DataLoader(new TransformedImages(images, new Compose(new RandomResizedCrop(8, 8), Normalize.ImageNet)), batch: 4, seed: 1);
        Assert.Equal([4, 3, 8, 8], loader.First().X.Shape);
    }

    [Fact]
    public void What_cannot_be_read_is_told()
    {
        using var folder = new TemporaryFolder();
        Fill(folder, "", 2, "a", "b");
        Assert.Equal("image_folder: a size of 0 pixels is given. Use 1 or more.", Assert.Throws<RangeException>(() => ImageFolder.Read(folder.Path, 0, 8)).Message);
        Assert.EndsWith(": 4 pictures of 30000×30000 take more than 2,147,483,591 bytes. Use a smaller size or fewer pictures.", Assert.Throws<DataException>(() => ImageFolder.Read(folder.Path, 30_000, 30_000)).Message);
        File.WriteAllText(Path.Combine(folder.Path, "b", "1.png"), "GIF89a");
        Assert.Equal($"{Path.Combine(folder.Path, "b", "1.png")}: is neither a PNG nor a JPEG file. Convert it to one of them.", Assert.Throws<DataException>(() => ImageFolder.Read(folder.Path, 8, 8)).Message);
        Assert.Throws<OperationCanceledException>(() => ImageFolder.Read(folder.Path, 8, 8, new(canceled: true)));
    }

    [Fact]
    public void Thin_strips_are_pictures_too()
    {
        using var folder = new TemporaryFolder();
        Fill(folder, "", 2, "a", "b");
        File.WriteAllBytes(Path.Combine(folder.Path, "a", "strip.png"), Png(1, 40_000, [.. Enumerable.Repeat((byte)7, 3 * 40_000)]));
        var images = ImageFolder.Read(folder.Path, 32, 32);
        Assert.Equal(5, images.Count);
        Assert.All(images.Pixels(2).ToArray(), p => Assert.Equal(7, p));
    }

    [Fact]
    public void An_error_about_a_picture_names_it()
    {
        var known = new DataException("a.png", "is damaged. Get another.");
        Assert.Same(known, ImageFile.Problem("b.png", known));
        var e = ImageFile.Problem("b.png", new RangeException("resize", "a size of 0 pixels is given. Use 1 or more."));
        Assert.Equal(("b.png", "b.png: resize: a size of 0 pixels is given. Use 1 or more."), (e.Op, e.Message));
        Assert.IsType<RangeException>(e.InnerException);
    }

    [Fact]
    public void Hidden_folders_are_no_classes_and_one_folder_is_told_as_one()
    {
        using var folder = new TemporaryFolder();
        Fill(folder, "", 2, "a", "b");
        Directory.CreateDirectory(Path.Combine(folder.Path, ".git"));
        Assert.Equal(["a", "b"], ImageFolder.Read(folder.Path, 8, 8).Classes);
        Directory.Delete(Path.Combine(folder.Path, "b"), recursive: true);
        Assert.Equal($"{folder.Path}: has 1 folder, one a class; 2 to 256 were expected.", Assert.Throws<DataException>(() => ImageFolder.Read(folder.Path, 8, 8)).Message);
        Directory.Delete(Path.Combine(folder.Path, "a"), recursive: true);
        Assert.Equal($"{folder.Path}: has 0 folders, one a class; 2 to 256 were expected.", Assert.Throws<DataException>(() => ImageFolder.Read(folder.Path, 8, 8)).Message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Paths_that_are_none_are_told(string? path)
    {
        const string folder = "folder: the path is null or empty; the path of a folder was expected. Give one.", file = "file: the path is null or empty; the path of a picture was expected. Give one.";
        Assert.Equal(folder, Assert.Throws<DataException>(() => ImageFolder.Load(path!, 8, 8)).Message);
        Assert.Equal(folder, Assert.Throws<DataException>(() => ImageFolder.Read(path!, 8, 8)).Message);
        Assert.Equal(file, Assert.Throws<DataException>(() => ImageFile.ReadColour(path!)).Message);
        Assert.Equal(file, Assert.Throws<DataException>(() => ImageFile.ReadGrey(path!)).Message);
    }

    [Fact]
    public void Pictures_are_read_in_colour_and_in_grey()
    {
        byte[] png = Png(1, 1, [255, 0, 0]);
        Assert.Equal([1f, 0, 0], ImageFile.ReadColour(png, "red.png").Pixels);
        Assert.Equal([0.299f], ImageFile.ReadGrey(png, "red.png").Pixels);
    }

    [Fact]
    public void A_cover_is_the_middle_of_the_picture_scaled_until_it_reaches()
    {
        Assert.Equal([1f, 1, 1, 1], new Cover(2, 2).Apply(new(1, 2, 6, [0, 0, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0]), new(default)).Pixels);
        Assert.Equal((5, 3), Cover.To(new(1, 2, 6), 5, 3) is var r ? (r.Height, r.Width) : default);
        Assert.Equal("cover: a size of 0 pixels is given. Use 1 or more.", Assert.Throws<RangeException>(() => Cover.To(new(1, 2, 6), 5, 0)).Message);
    }

    // Picture i of class c is all of the value 100·c + i.
    private static void Fill(TemporaryFolder root, string below, int each, params string[] classes)
    {
        foreach (var (c, name) in classes.Index())
        {
            string folder = Directory.CreateDirectory(Path.Combine(root.Path, below, name)).FullName;
            for (int i = 0; i < each; i++)
                File.WriteAllBytes(Path.Combine(folder, $"{i}.png"), Png(5, 7, [.. Enumerable.Repeat((byte)(100 * c + i), 3 * 35)]));
        }
    }

    private static byte[] Png(int height, int width, byte[] rgb)
    {
        using var file = new MemoryStream();
        new ImageWriter().WritePng(rgb, width, height, ColorComponents.RedGreenBlue, file);
        return file.ToArray();
    }
}
