using System.Text;
using Nabla.Io;

namespace Nabla.Tests.Io;

public sealed class SafeTensorsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_type_comes_back_bit_for_bit_in_row_major_order()
    {
        SafeTensors.Save(folder["t"], new Dictionary<string, Tensor>
        {
            ["b"] = Tensor.Of<float>([1, 2, float.NaN, 4, 5, 6], [2, 3]).T,
            ["a"] = Tensor.Of(true, false),
            ["none"] = Tensor.Zeros([0, 4], DType.I64),
            ["scalar"] = Tensor.Full([], Math.PI, DType.F64),
            ["int"] = Tensor.Of(int.MinValue, 7),
            ["byte"] = Tensor.Of<byte>(0, 255),
        }, new Dictionary<string, string> { ["step"] = "12" });
        var back = SafeTensors.Load(folder["t"], out var metadata);
        Assert.Equal("12", metadata["step"]);
        Assert.Equal([1, 4, 2, 5, float.NaN, 6], back["b"].ToArray<float>());
        Assert.Equal(new Shape([3, 2]), back["b"].Shape);
        Assert.Equal([true, false], back["a"].ToArray<bool>());
        Assert.Equal(new Shape([0, 4]), back["none"].Shape);
        Assert.Equal(Math.PI, back["scalar"].Item());
        Assert.Equal([int.MinValue, 7], back["int"].ToArray<int>());
        Assert.Equal([0, 255], back["byte"].ToArray<byte>());
        Assert.Equal(["t"], folder.Names);
    }

    [Fact]
    public void The_file_is_what_the_reference_implementation_writes()
    {
        using var file = new MemoryStream();
        SafeTensors.Write(file, new Dictionary<string, Tensor> { ["a"] = Tensor.Of(true), ["z"] = Tensor.Of(1), ["é"] = Tensor.Full([], 2) },
            new Dictionary<string, string> { ["format"] = "pt" });
        string header = """{"__metadata__":{"format":"pt"},"z":{"dtype":"I32","shape":[1],"data_offsets":[0,4]},"é":{"dtype":"F32","shape":[],"data_offsets":[4,8]},"a":{"dtype":"BOOL","shape":[1],"data_offsets":[8,9]}}""";
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] padded = [.. text, .. Enumerable.Repeat((byte)' ', (8 - text.Length % 8) % 8)];
        Assert.Equal([.. BitConverter.GetBytes((long)padded.Length), .. padded, 1, 0, 0, 0, 0, 0, 0, 64, 1], file.ToArray());
    }

    // The corner cases of the reference implementation's own tests.
    [Theory]
    [InlineData("{}", 0, 0)]
    [InlineData("""{"__metadata__":{"a":"b"}}""", 0, 0)]
    [InlineData("""{"test":{"dtype":"I32","shape":[],"data_offsets":[0,4]}}""", 4, 1)]
    [InlineData("""{"test":{"dtype":"I32","shape":[2,0],"data_offsets":[0, 0]}}""", 0, 1)]
    [InlineData("""{"a":{"dtype":"I32","shape":[0],"data_offsets":[0,0]},"b":{"dtype":"I32","shape":[0],"data_offsets":[0,0]},"c":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 1, 3)]
    [InlineData("""{"test":{"dtype":"I32","shape":[2,2],"data_offsets":[0,16]}}      """, 16, 1)]
    [InlineData("""{"b":{"data_offsets":[1,2],"dtype":"U8","shape":[1],"more":{"x":[1]}},"a":{"shape":[1],"dtype":"U8","data_offsets":[0,1]}}""", 2, 2)]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"F64","shape":[1],"data_offsets":[1,9]}}""", 9, 2)]
    public void What_the_reference_implementation_accepts_is_read(string header, int bytes, int tensors) =>
        Assert.Equal(tensors, Read(File(header, bytes)).Count);

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 4, "'a' ends at byte 8 of 4 (the file is cut off)")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 8, "4 bytes follow the last tensor")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "'a' begins at byte 4, 0 was expected (a gap)")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}""", 6, "'b' begins at byte 2, 4 was expected (an overlap)")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "'b' begins at byte 0, 4 was expected (an overlap)")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "'a' stands twice in its header")]
    [InlineData("""{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "'a' has dtype twice")]
    [InlineData("""{"__metadata__":{"k":"1","k":"2"}}""", 0, "'k' stands twice in __metadata__")]
    [InlineData("""{"__metadata__":{"k":1}}""", 0, "'k' in __metadata__ has Number where String was expected")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "'a' has a size that is no whole number from 0 to 2^31 - 1: -1")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", 4, "'a' has a size that is no whole number from 0 to 2^31 - 1: 1.5")]
    [InlineData("""{"a":{"dtype":"I32","shape":[2,18446744073709551614],"data_offsets":[0,16]}}""", 16, "'a' has a size that is no whole number from 0 to 2^31 - 1: 18446744073709551614")]
    [InlineData("""{"a":{"dtype":"I32","shape":["2"],"data_offsets":[0,16]}}""", 16, "'a' has a size that is no whole number from 0 to 2^31 - 1: String")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,99999999999999999999]}}""", 4, "'a' has an offset that is no whole number from 0 to 2^63 - 1: 99999999999999999999")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "'a' of shape (1) and type F32 takes 4 bytes, its offsets are 4 to 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}""", 4, "'a'.data_offsets has Number where EndArray was expected")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", 4, "'a' has an offset that is no whole number from 0 to 2^63 - 1: EndArray")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,4]}}""", 4, "'a' of shape (2, 2) and type F32 takes 16 bytes, its offsets are 0 to 4")]
    [InlineData("""{"a":{"dtype":"F64","shape":[2147483647,2147483647,2147483647],"data_offsets":[0,0]}}""", 0, "'a' of shape (2147483647, 2147483647, 2147483647) claims more than 2^63 elements")]
    [InlineData("""{"a":{"dtype":"F64","shape":[2147483647,2147483647],"data_offsets":[0,0]}}""", 0, "'a' of shape (2147483647, 2147483647) claims more bytes than a file can hold")]
    [InlineData("""{"a":{"dtype":"F6_E2M3","shape":[3],"data_offsets":[0,2]}}""", 2, "'a' of shape (3) and type F6_E2M3 takes 2.25 bytes, its offsets are 0 to 2")]
    [InlineData("""{"a":{"dtype":"Q9","shape":[1],"data_offsets":[0,8]}}""", 8, "'a' has element type 'Q9'; known are F64, F32, F16, BF16, I64, I32, I16, I8, U64, U32, U16, U8, BOOL, C64, F8_E4M3, F8_E5M2, F8_E8M0, F6_E2M3, F6_E3M2, F4")]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,8]}}""", 8, "'a' has no dtype")]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,8]}}""", 8, "'a' has no shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", 8, "'a' has no data_offsets")]
    [InlineData("""{"a":1}""", 0, "'a' has Number where StartObject was expected")]
    [InlineData("[]", 0, "its header does not begin with {")]
    [InlineData(" {}", 0, "its header does not begin with {")]
    [InlineData("", 0, "its header does not begin with {")]
    [InlineData("""{"\ud800":1}""", 0, "its header is not JSON: Cannot read incomplete UTF-16 JSON text as string with missing low surrogate")]
    public void A_header_that_lies_is_a_data_error(string header, int bytes, string what) =>
        Assert.Equal($"test: is not a sound safetensors file: {what}. Get the file again.", Error(File(header, bytes)));

    [Theory]
    [InlineData("{", "its header is not JSON: ")]
    [InlineData("{}x", "its header is not JSON: ")]
    [InlineData("{}\0", "its header is not JSON: ")]
    public void What_is_not_JSON_is_a_data_error(string header, string what) =>
        Assert.StartsWith($"test: is not a sound safetensors file: {what}", Error(File(header, 0)));

    [Fact]
    public void A_length_that_lies_is_a_data_error()
    {
        Assert.Equal("test: is not a sound safetensors file: it has 7 bytes, at least 8 were expected. Get the file again.", Error(new byte[7]));
        Assert.Equal("test: is not a sound safetensors file: its header claims 60 bytes of 0 (the file is cut off). Get the file again.", Error(BitConverter.GetBytes(60L)));
        Assert.Equal("test: is not a sound safetensors file: its header claims 100000001 bytes; at most 100,000,000 are read. Get the file again.", Error(BitConverter.GetBytes(100_000_001L)));
        Assert.Equal("test: is not a sound safetensors file: its header claims 18446744073709551615 bytes; at most 100,000,000 are read. Get the file again.", Error(BitConverter.GetBytes(-1L)));
        Assert.Equal("test: is not a sound safetensors file: its header is not UTF-8. Get the file again.", Error([.. BitConverter.GetBytes(2L), (byte)'{', 0xFF]));
    }

    [Fact]
    public void More_dimensions_than_a_tensor_has_are_named() =>
        Assert.Equal("test: 'a' has more than 8 dimensions, the most that a tensor has. Merge some before saving.",
            Error(File("""{"a":{"dtype":"U8","shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,1]}}""", 1)));

    [Fact]
    public void Names_cannot_speak_to_the_terminal_or_flood_it()
    {
        string error = Error(File($$"""{"\u001b[2J{{new string('x', 1000)}}":1}""", 0));
        Assert.DoesNotContain('\u001b', error);
        Assert.Contains("'?[2Jxxxx", error);
        Assert.InRange(error.Length, 0, 200);
    }

    // The densest headers: text of one letter, tensors of no element.
    [Fact]
    public void A_header_takes_memory_in_proportion()
    {
        string texts = string.Join(",", Enumerable.Range(0, 100_000).Select(i => $"\"{i:x}\":\"\""));
        string tensors = string.Join(",", Enumerable.Range(0, 10_000).Select(i => $$"""{"dtype":"U8","shape":[0],"data_offsets":[0,0]}""").Select((e, i) => $"\"{i:x}\":{e}"));
        foreach (string header in (string[])[$$$"""{"__metadata__":{{{{texts}}}}}""", $"{{{tensors}}}"])
        {
            byte[] file = File(header, 0);
            long managed = GC.GetAllocatedBytesForCurrentThread();
            Read(file);
            Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - managed) / file.Length, 1, 32);
        }
    }

    [Fact]
    public void Null_is_told()
    {
        string file = Path.Combine(folder.Path, "null.safetensors");
        Assert.Equal("safetensors: tensor 'a' is null; a tensor was expected. Check what should have made it.", Assert.Throws<NablaException>(() => SafeTensors.Save(file, new Dictionary<string, Tensor> { ["a"] = null! })).Message);
        Assert.Equal("safetensors: no tensors were given (null); tensors under their names were expected. Give some, or none.", Assert.Throws<NablaException>(() => SafeTensors.Save(file, null!)).Message);
        Assert.False(System.IO.File.Exists(file));
        const string NoPath = "file: the path is null or empty; the path of a file was expected. Give one.";
        foreach (Action act in (Action[])[() => SafeTensors.Load(null!), () => SafeTensorsFile.Open(""), () => Npy.Load(null!), () => Npz.Load(null!), () => Idx.Read(null!), () => SafeTensors.Save(null!, new Dictionary<string, Tensor>())])
            Assert.Equal(NoPath, Assert.Throws<DataException>(act).Message);
    }

    [Fact]
    public void Names_that_the_format_cannot_hold_are_refused_before_anything_is_written()
    {
        Assert.Equal("safetensors: a tensor is named __metadata__, which the format keeps for text. Give it another name.", SaveError("__metadata__"));
        Assert.Equal("safetensors: 'a?' holds half a surrogate pair, which UTF-8 cannot express. Use whole characters.", SaveError("a\ud800"));
        Assert.Empty(folder.Names);
    }

    private string SaveError(string name) =>
        Assert.Throws<RangeException>(() => SafeTensors.Save(folder["t"], new Dictionary<string, Tensor> { [name] = Tensor.Of(1) })).Message;

    private static byte[] File(string header, int bytes) => [.. BitConverter.GetBytes((long)Encoding.UTF8.GetByteCount(header)), .. Encoding.UTF8.GetBytes(header), .. new byte[bytes]];

    private static string Error(byte[] bytes) => Assert.Throws<DataException>(() => Read(bytes)).Message;

    private static Dictionary<string, Tensor> Read(byte[] bytes) => SafeTensors.Read(new MemoryStream(bytes), "test", out _);
}
