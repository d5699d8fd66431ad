using System.Text;
using Nabla.Io;

namespace Nabla.Tests.Io;

public sealed class NpyTests : IDisposable
{
    private const string Good = "{'descr': '<i2', 'fortran_order': False, 'shape': (2, 3), }";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1, Good)]
    [InlineData(2, Good)]
    [InlineData(3, Good)]
    [InlineData(1, "{\"shape\":(2,3),\"descr\":\"<i2\",\"fortran_order\":False}   \n")]
    [InlineData(1, "{'descr': 'i2', 'fortran_order': False, 'shape': (2L, 3L)}")]
    [InlineData(1, "{'descr': '=i2', 'fortran_order': False, 'shape': (2, 3,), }")]
    public void Versions_and_spellings_of_the_header_are_read(int version, string header)
    {
        var t = Read(File(header, [1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 255, 255], version));
        Assert.Equal(new Shape([2, 3]), t.Shape);
        Assert.Equal([1, 2, 3, 4, 5, -1], t.ToArray<int>());
    }

    [Fact]
    public void Every_type_is_read_in_either_byte_order()
    {
        AssertReads("f2", 2, [0, 0x3C, 0, 0xC0], [1f, -2f]);
        AssertReads("f4", 4, BitConverter.GetBytes(1.1f), [1.1f]);
        AssertReads("f8", 8, BitConverter.GetBytes(Math.PI), [Math.PI]);
        AssertReads("i1", 1, [0x80, 1], [-128, 1]);
        AssertReads("i2", 2, [0, 0x80, 1, 0], [-32768, 1]);
        AssertReads("i4", 4, BitConverter.GetBytes(int.MinValue), [int.MinValue]);
        AssertReads("i8", 8, BitConverter.GetBytes(long.MinValue), [long.MinValue]);
        AssertReads<byte>("u1", 1, [255, 0], [255, 0]);
        AssertReads("u2", 2, [255, 255], [65535]);
        AssertReads("u4", 4, [255, 255, 255, 255], [4294967295L]);
        AssertReads("u8", 8, BitConverter.GetBytes(long.MaxValue), [long.MaxValue]);
        AssertReads("b1", 1, [0, 1, 7], [false, true, true]);
        Assert.Equal("test: it holds an unsigned 64-bit number above 2^63 - 1, the largest that a tensor (I64) holds. Convert it.",
            Error(File("{'descr': '>u8', 'fortran_order': False, 'shape': ()}", BitConverter.GetBytes(128L))));
    }

    [Fact]
    public void Fortran_order_is_a_transposed_view()
    {
        var t = Read(File("{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3), }", [1, 2, 3, 4, 5, 6]));
        Assert.Equal(new Shape([2, 3]), t.Shape);
        Assert.Equal([1, 3, 5, 2, 4, 6], t.ToArray<byte>());
        t = Read(File("{'descr': '|u1', 'fortran_order': True, 'shape': (2, 1, 2, 2), }", [0, 1, 2, 3, 4, 5, 6, 7]));
        Assert.Equal([0, 4, 2, 6, 1, 5, 3, 7], t.ToArray<byte>());
    }

    [Theory]
    [InlineData("()", 1, 0)]
    [InlineData("(0,)", 0, 1)]
    [InlineData("(3, 0, 2)", 0, 3)]
    [InlineData("(1, 1, 1, 1, 1, 1, 1, 2)", 2, 8)]
    public void Scalars_and_sizes_of_zero_are_read(string shape, int bytes, int rank)
    {
        foreach (string fortran in (string[])["True", "False"])
        {
            var t = Read(File($"{{'descr': '|u1', 'fortran_order': {fortran}, 'shape': {shape}}}", new byte[bytes]));
            Assert.Equal((rank, bytes), (t.Shape.Rank, t.ToArray<byte>().Length));
        }
    }

    [Theory]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", "test: holds Python objects (pickle), and reading them would run code from the file; that is never done. Save numbers, for example a.astype('float32').")]
    [InlineData("{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }", "test: holds elements of type '<c8'; f2, f4, f8, i1 to i8, u1 to u8 and b1 are read. Convert them, for example with a.astype('float32').")]
    [InlineData("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (1,), }", "test: holds records with named fields; plain numbers (f2, f4, f8, i1 to i8, u1 to u8 and b1) are read. Save each field by itself.")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,1,1,1,1,1,1,1,1), }", "test: has more than 8 dimensions, the most that a tensor has. Merge some before saving.")]
    public void What_is_sound_but_not_read_is_named(string header, string message) => Assert.Equal(message, Error(File(header, new byte[8])));

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }", "shape (3) of F32 takes 12 bytes, 8 follow the header")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", "shape (1) of F32 takes 4 bytes, 8 follow the header")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2147483647, 2147483647), }", "shape (2147483647, 2147483647) of F64 takes 36,893,488,113,059,364,872 bytes, 8 follow the header")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2147483647, 2147483647, 3), }", "its shape (2147483647, 2147483647, 3) claims more than 2^63 elements")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2147483648,), }", "its header has '2147483648,), }' at character 51, where a whole number from 0 to 2^31 - 1 was expected")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), }", "its header has '-1,), }' at character 51, where a whole number from 0 to 2^31 - 1 was expected")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1), }", "its header has '), }' at character 52, where a comma: (n) is no tuple was expected")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': [1], }", "its header has '[1], }' at character 50, where '(' was expected")]
    [InlineData("{'descr': '<f8', 'fortran_order': 0, 'shape': (1,), }", "its header has '0, 'shape': (1,), }' at character 34, where True or False was expected")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, }", "its header has no shape")]
    [InlineData("{'fortran_order': False, 'shape': (1,)}", "its header has no descr")]
    [InlineData("{'descr': '<f8', 'shape': (1,)}", "its header has no fortran_order")]
    [InlineData("{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (1,), }", "its header has 'descr'; descr, fortran_order and shape, once each, were expected")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), 'x': 1}", "its header has 'x'; descr, fortran_order and shape, once each, were expected")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1,)} + 1", "its header has '+ 1' at character 56, where its end was expected")]
    [InlineData("{'descr': '<f8\\'', }", "its header has ''<f8\\'', }' at character 10, where a string without escapes was expected")]
    [InlineData("{'descr", "its header has ''descr' at character 1, where a string that ends was expected")]
    [InlineData("", "its header has '' at character 0, where '{' was expected")]
    public void A_header_that_lies_is_a_data_error(string header, string what) =>
        Assert.Equal($"test: is not a sound .npy file: {what}. Get the file again.", Error(File(header, new byte[8])));

    [Fact]
    public void A_start_that_is_wrong_is_a_data_error()
    {
        byte[] good = File("{'descr': '|u1', 'fortran_order': False, 'shape': (1,), }", [1]);
        Assert.Equal("test: is not a sound .npy file: it has 9 bytes, at least 10 were expected. Get the file again.", Error(good[..9]));
        Assert.Equal("test: is not a sound .npy file: it begins with 934e554d5058, 934e554d5059 was expected. Get the file again.", Error([.. good[..5], (byte)'X', .. good[6..]]));
        Assert.Equal("test: is an .npy file of version 4.0; 1.0, 2.0 and 3.0 are read. Save it again with a released NumPy.", Error([.. good[..6], 4, .. good[7..]]));
        Assert.Equal("test: is not a sound .npy file: its header claims 57 bytes of 10 (the file is cut off). Get the file again.", Error(good[..20]));
        Assert.Equal("test: is not a sound .npy file: its header claims 16,777,273 bytes; at most 10,000 are read. Get the file again.", Error([.. good[..6], 2, 0, 57, 0, 0, 1, .. good[10..]]));
        Assert.Equal("test: is not a sound .npy file: it has 10 bytes, at least 12 were expected. Get the file again.", Error([.. good[..6], 2, 0, 57, 0]));
    }

    [Fact]
    public void What_is_written_is_what_NumPy_writes()
    {
        using var file = new MemoryStream();
        Npy.Write(file, Tensor.Of<float>([1, 2], [2, 1]).T);
        string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }";
        Assert.Equal([0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. Encoding.ASCII.GetBytes(header.PadRight(117) + "\n"), .. BitConverter.GetBytes(1f), .. BitConverter.GetBytes(2f)], file.ToArray());
        foreach (var t in (Tensor[])[Tensor.Full([], 2, DType.F64), Tensor.Of(true, false), Tensor.Of(1L), Tensor.Of<byte>(3), Tensor.Of(-5), Tensor.Zeros([2, 0])])
        {
            Npy.Save(folder["t"], t);
            var back = Npy.Load(folder["t"]);
            Assert.Equal((t.DType, t.Shape), (back.DType, back.Shape));
            Assert.Equal(t.To(DType.F64).ToArray<double>(), back.To(DType.F64).ToArray<double>());
        }
    }

    private static void AssertReads<T>(string type, int size, byte[] little, T[] expected) where T : unmanaged
    {
        byte[] big = [.. little.Chunk(size).SelectMany(e => e.Reverse())];
        foreach (var (order, data) in ((char, byte[])[])[('<', little), ('>', big)])
            Assert.Equal(expected, Read(File($"{{'descr': '{order}{type}', 'fortran_order': False, 'shape': ({expected.Length},), }}", data)).ToArray<T>());
    }

    private static byte[] File(string header, byte[] data, int version = 1) =>
        [0x93, .. "NUMPY"u8, (byte)version, 0, .. version == 1 ? BitConverter.GetBytes((ushort)header.Length) : BitConverter.GetBytes(header.Length), .. Encoding.ASCII.GetBytes(header), .. data];

    private static Tensor Read(byte[] bytes) => Npy.Read(new MemoryStream(bytes), "test");

    private static string Error(byte[] bytes) => Assert.Throws<DataException>(() => Read(bytes)).Message;
}
