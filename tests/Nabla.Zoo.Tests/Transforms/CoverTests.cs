namespace Nabla.Zoo.Tests.Transforms;

/// <summary>What is scaled of a picture is what a cover keeps of it.</summary>
public class CoverTests
{
    [Theory]
    [InlineData(Resampling.Bilinear)]
    [InlineData(Resampling.Bicubic)]
    public void A_part_of_a_resized_picture_has_the_bits_of_the_whole(Resampling resampling)
    {
        var draws = new Philox(1, 1);
        ulong drawn = 0;
        for (int i = 0; i < 200; i++)
        {
            int Size(int most) => 1 + (int)(draws.Uniform(drawn++) * most);
            var picture = new Raster(2, Size(40), Size(40)).Map(_ => (float)draws.Uniform(drawn++));
            int tall = i % 5 == 0 ? picture.Height : Size(60), wide = i % 5 < 2 ? picture.Width : Size(60);
            int height = Size(tall), width = Size(wide), top = Size(tall - height + 1) - 1, left = Size(wide - width + 1) - 1;
            var whole = Resize.To(picture, tall, wide, resampling).Cut(top, left, height, width);
            Assert.Equal(whole.Pixels, Resize.Part(picture, tall, wide, top, left, height, width, resampling).Pixels);
        }
    }

    [Theory]
    [InlineData(30, 50, 24, 24)]
    [InlineData(50, 30, 24, 24)]
    [InlineData(7, 200, 32, 16)]
    [InlineData(16, 16, 16, 16)]
    [InlineData(333, 251, 224, 224)]
    public void A_cover_has_the_bits_of_scaling_the_whole_and_cutting_it(int height, int width, int tall, int wide)
    {
        var picture = Pictures.Counted(3, height, width);
        double scale = Math.Max((double)tall / height, (double)wide / width);
        int rows = Math.Max(tall, (int)Math.Round(height * scale)), columns = Math.Max(wide, (int)Math.Round(width * scale));
        Assert.Equal(Resize.To(picture, rows, columns).Cut((rows - tall) / 2, (columns - wide) / 2, tall, wide).Pixels, Cover.To(picture, tall, wide).Pixels);
    }

    // Scaled as a whole, the strips would be of up to 7,516,192,768 rows.
    [Theory]
    [InlineData(4600, 1)]
    [InlineData(1, 40_000)]
    [InlineData(32 << 20, 1)]
    public void The_middle_of_a_thin_strip_takes_no_memory_for_its_ends(int height, int width)
    {
        var strip = new Raster(1, height, width);
        int middle = strip.Pixels.Length / 2;
        strip.Pixels.AsSpan(middle - 4, 8).Fill(1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var seen = Cover.To(strip, 224, 224);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 4 << 20);
        Assert.All(seen.Pixels, p => Assert.Equal(1, p, 1e-6));
    }
}
