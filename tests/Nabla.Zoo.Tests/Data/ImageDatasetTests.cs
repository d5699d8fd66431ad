using Nabla.Data;

namespace Nabla.Zoo.Tests.Data;

public class ImageDatasetTests
{
    private static readonly ImageDataset Images = new("images", [0, 51, 102, 255, 1, 2, 3, 4, 5, 6, 7, 8], [1, 0], 3, 1, 2, ["no", "yes"]);

    [Fact]
    public void A_batch_is_scaled_to_one()
    {
        var batch = new DataLoader(Images, batch: 2, shuffle: false).Epoch(0).First();
        Assert.Equal([2, 3, 1, 2], batch.X.Shape.ToArray());
        Assert.Equal([0f, 0.2f, 0.4f, 1f, 1 / 255f, 2 / 255f], batch.X.ToArray<float>()[..6]);
        Assert.Equal([1L, 0L], batch.Y.ToArray<long>());
        Assert.Equal(3, Images.Pixels(1)[0]);
    }

    [Fact]
    public void Every_byte_becomes_its_fraction_of_255()
    {
        byte[] all = [.. Enumerable.Range(0, 256).Select(i => (byte)i), 77, 88, 99];          // sixteen at a time, then the rest
        using var scope = new Scope();
        var image = new ImageDataset("bytes", all, [0], 1, 7, 37, ["all"]).Get([0])[0];
        Assert.Equal(all.Select(b => b / 255f), image.ToArray<float>());
    }

    [Fact]
    public void Pixels_labels_and_classes_must_fit()
    {
        Assert.Equal("bad: 5 bytes of pixels for 2 labels: 4 were expected, since an image has 1×1×2. Check that pixels and labels belong together.",
            Failure([1, 2, 3, 4, 5], [0, 1]));
        Assert.Equal("bad: label 2 of image 1 is outside the 2 classes. Labels are 0 to 1: check the file of labels.", Failure([1, 2, 3, 4], [0, 2]));
        Assert.Contains("no image 2", Assert.Throws<RangeException>(() => { Images.Pixels(2); }).Message);

        static string Failure(byte[] pixels, byte[] labels) => Assert.Throws<DataException>(() => new ImageDataset("bad", pixels, labels, 1, 1, 2, ["no", "yes"])).Message;
    }
}
