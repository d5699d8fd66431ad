using System.Text;
using Nabla.Io;

namespace Nabla.Tests.Io;

public sealed class SafeTensorsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("nabla").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Every_type_comes_back_bit_for_bit_in_row_major_order()
    {
        string path = Path.Combine(folder, "t.safetensors");
        SafeTensors.Save(path, new Dictionary<string, Tensor>
        {
            ["b"] = Tensor.Of<float>([1, 2, float.NaN, 4, 5, 6], [2, 3]).T,
            ["a"] = Tensor.Of(true, false),
            ["none"] = Tensor.Zeros([0, 4], DType.I64),
            ["scalar"] = Tensor.Full([], Math.PI, DType.F64),
        }, new Dictionary<string, string> { ["step"] = "12" });
        var back = SafeTensors.Load(path, out var metadata);
        Assert.Equal("12", metadata["step"]);
        Assert.Equal([1, 4, 2, 5, float.NaN, 6], back["b"].ToArray<float>());
        Assert.Equal(new Shape([3, 2]), back["b"].Shape);
        Assert.Equal([true, false], back["a"].ToArray<bool>());
        Assert.Equal(new Shape([0, 4]), back["none"].Shape);
        Assert.Equal(Math.PI, back["scalar"].Item());
        Assert.Single(Directory.GetFiles(folder));
    }

    [Theory]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 4)]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 8)]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", 8)]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[2,6]}}", 6)]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", 8)]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}", 4)]
    [InlineData("{\"a\":{\"dtype\":\"C64\",\"shape\":[1],\"data_offsets\":[0,8]}}", 8)]
    [InlineData("{\"a\":{\"dtype\":\"F64\",\"shape\":[2147483647,2147483647,2147483647],\"data_offsets\":[0,0]}}", 0)]
    [InlineData("{\"a\":1}", 0)]
    [InlineData("[]", 0)]
    public void A_header_that_lies_is_a_data_error(string header, int bytes) =>
        Assert.Throws<DataException>(() => Read([.. BitConverter.GetBytes((long)header.Length), .. Encoding.UTF8.GetBytes(header), .. new byte[bytes]]));

    [Fact]
    public void Mutated_files_give_tensors_or_a_data_error_never_another()
    {
        using var memory = new MemoryStream();
        SafeTensors.Write(memory, new Dictionary<string, Tensor> { ["w"] = Tensor.Ones([3, 2]), ["i"] = Tensor.Of(1L, 2L) });
        var random = new Philox(7, 0);
        for (ulong k = 0; k < 20_000; k++)
        {
            byte[] bytes = memory.ToArray();
            for (ulong j = 0; j <= random.Word(k * 8) % 3; j++)
                bytes[random.Word(k * 8 + 1 + j) % (uint)bytes.Length] = (byte)random.Word(k * 8 + 5 + j);
            if (random.Word(k * 8 + 4) % 4 == 0)
                bytes = bytes[..(int)(random.Word(k * 8 + 7) % (uint)bytes.Length)];
            try
            {
                Read(bytes);
            }
            catch (DataException)
            {
                // What a mutated file should give.
            }
        }
    }

    [Fact]
    public void A_failed_write_leaves_the_old_file()
    {
        string path = Path.Combine(folder, "kept");
        File.WriteAllText(path, "old");
        Assert.Throws<DataException>(() => AtomicFile.Write(path, s => throw new IOException("disk full.")));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder));
    }

    private static Dictionary<string, Tensor> Read(byte[] bytes) => SafeTensors.Read(new MemoryStream(bytes), "test", out _);
}
