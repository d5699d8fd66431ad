using Nabla.Io;

namespace Nabla.Tests.Io;

public class ElementsTests
{
    // Rows below and beyond a block of 1 MiB, in layouts that no row is contiguous in.
    [Theory]
    [InlineData(3, 5)]
    [InlineData(700_001, 3)]
    [InlineData(3, 700_001)]
    public void Any_layout_is_written_row_major(int rows, int columns)
    {
        var t = Tensor.Of<int>([.. Enumerable.Range(0, rows * columns)], [rows, columns]);
        foreach (var view in (Tensor[])[t, t.T, t.T.Contiguous().T, t.Reshape([rows, 1, columns]).Permute(2, 1, 0)])
        {
            using var file = new MemoryStream();
            Elements.Write(file, view);
            Assert.True(System.Runtime.InteropServices.MemoryMarshal.AsBytes<int>(view.ToArray<int>()).SequenceEqual(file.ToArray()));
        }
    }

    [Fact]
    public void Writing_makes_no_second_copy()
    {
        long bytes = 0;
        var thread = new Thread(() =>
        {
            var t = Tensor.Zeros([3000, 5000]).T;
            long before = BufferPool.ThreadBytes;
            using var nowhere = Stream.Null;
            Elements.Write(nowhere, t);
            bytes = BufferPool.ThreadBytes - before;
        });
        thread.Start();                                  // a new thread has no memory of its own yet
        thread.Join();
        Assert.InRange(bytes, 0, 4 << 20);
    }
}
