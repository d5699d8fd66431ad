using System.Buffers.Binary;
using System.IO.Pipes;
using System.Text;
using Nabla.Io;

namespace Nabla.Tests.Io;

public sealed class SafeTensorsFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Single_tensors_load_by_name()
    {
        SafeTensors.Save(folder["t"], new Dictionary<string, Tensor> { ["w"] = Tensor.Of<float>([1, 2, 3, 4], [2, 2]), ["i"] = Tensor.Of(5L, 6L) }, new Dictionary<string, string> { ["k"] = "v" });
        using var file = SafeTensorsFile.Open(folder["t"]);
        Assert.Equal(["i", "w"], file.Names);                // larger elements first
        Assert.Equal("v", file.Metadata["k"]);
        Assert.Equal(new TensorInfo("w", "F32", DType.F32, [2, 2], 16), file.Info("w"));
        Assert.Equal([1, 2, 3, 4], file.Load("w").ToArray<float>());
        Assert.Equal([5, 6], file.Load("i").ToArray<long>());
        Assert.Equal($"{folder["t"]}: holds no tensor 'x'; it holds 2, among them 'i', 'w'. Check the name against Names.", Assert.Throws<DataException>(() => file.Info("x")).Message);
    }

    // 2^40 bytes that take no room on disk: a hole.
    [Fact]
    public void A_file_larger_than_memory_opens_and_its_small_tensors_load()
    {
        const long Huge = 1L << 40;
        string header = $$$"""{"huge":{"dtype":"U8","shape":[1024,1073741824],"data_offsets":[0,{{{Huge}}}]},"small":{"dtype":"I32","shape":[2],"data_offsets":[{{{Huge}}},{{{Huge + 8}}}]}}""";
        using (var f = File.Create(folder["t"]))
        {
            f.Write(BitConverter.GetBytes((long)header.Length));
            f.Write(Encoding.ASCII.GetBytes(header));
            try
            {
                f.SetLength(8 + header.Length + Huge + 8);
            }
            catch (IOException e)
            {
                Assert.Skip("this file system has no files of 2^40 bytes: " + e.Message);
            }

            f.Position = 8 + header.Length + Huge;
            f.Write(BitConverter.GetBytes(3));
            f.Write(BitConverter.GetBytes(4));
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        using var file = SafeTensorsFile.Open(folder["t"]);
        Assert.Equal([3, 4], file.Load("small").ToArray<int>());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.SkipUnless(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes < Huge, "this machine has memory for it");
        string text = Assert.Throws<DataException>(() => file.Load("huge")).Message;
        Assert.StartsWith($"{folder["t"]}: 'huge' takes 1,099,511,627,776 bytes of memory; this process may use ", text);
        Assert.EndsWith(". Load single tensors, or use a larger machine.", text);
        Assert.StartsWith($"{folder["t"]}: the file takes 1,099,511,627,784 bytes", Assert.Throws<DataException>(() => file.Load()).Message);
    }

    [Fact]
    public void A_file_that_is_cut_off_while_open_is_a_data_error()
    {
        SafeTensors.Save(folder["t"], new Dictionary<string, Tensor> { ["w"] = Tensor.Zeros([1000]) });
        using var file = SafeTensorsFile.Open(folder["t"]);
        using (var f = new FileStream(folder["t"], FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            f.SetLength(500);
        Assert.Equal($"{folder["t"]}: is not a sound safetensors file: it was cut off at byte 500 while it was read. Get the file again.", Assert.Throws<DataException>(() => file.Load("w")).Message);
    }

    [Fact]
    public void A_file_that_is_replaced_while_open_reads_as_it_was()
    {
        SafeTensors.Save(folder["t"], new Dictionary<string, Tensor> { ["w"] = Tensor.Of(1) });
        using var file = SafeTensorsFile.Open(folder["t"]);
        SafeTensors.Save(folder["t"], new Dictionary<string, Tensor> { ["w"] = Tensor.Of(2) });
        Assert.Equal(1, file.Load("w").Item());
        Assert.Equal(2, SafeTensors.Load(folder["t"])["w"].Item());
    }

    [Fact]
    public void Threads_load_at_the_same_time()
    {
        SafeTensors.Save(folder["t"], Enumerable.Range(0, 64).ToDictionary(i => $"{i}", i => Tensor.Full([5_000], i)));
        using var file = SafeTensorsFile.Open(folder["t"]);
        Parallel.ForEach(file.Names, name => Assert.Equal(Enumerable.Repeat(float.Parse(name), 5_000), file.Load(name).ToArray<float>()));
    }

    [Fact]
    public void Types_that_no_tensor_has_load_as_the_smallest_that_holds_them()
    {
        AssertLoads("F16", Bytes((Half)1.5f, Half.Epsilon, Half.NegativeInfinity), [1.5f, (float)Half.Epsilon, float.NegativeInfinity]);
        AssertLoads<float>("BF16", [0x80, 0x3F, 0x49, 0xC0, 0x80, 0xFF], [1, -3.140625f, float.NegativeInfinity]);
        AssertLoads("I8", [0x80, 0x7F, 0xFF], [-128, 127, -1]);
        AssertLoads("I16", Bytes(short.MinValue, (short)-1, short.MaxValue), [-32768, -1, 32767]);
        AssertLoads("U16", Bytes((ushort)0, (ushort)1, ushort.MaxValue), [0, 1, 65535]);
        AssertLoads("U32", Bytes(0u, 1u, uint.MaxValue), [0, 1, 4294967295L]);
        AssertLoads("U64", Bytes(0UL, 1UL, (ulong)long.MaxValue), [0, 1, long.MaxValue]);
        AssertLoads("BOOL", [0, 1, 200], [false, true, true]);
    }

    [Fact]
    public void More_elements_than_a_block_are_widened_alike()
    {
        const int Count = 3 * (1 << 19) + 5;
        byte[] data = new byte[2 * Count];
        for (int i = 0; i < Count; i++)
            BinaryPrimitives.WriteInt16LittleEndian(data.AsSpan(2 * i), (short)i);
        int[] back = Load("I16", data, Count).ToArray<int>();
        Assert.All(Enumerable.Range(0, Count).Where(i => i % 1000 < 2 || i > Count - 10), i => Assert.Equal((short)i, back[i]));
    }

    [Fact]
    public void Types_that_cannot_load_are_named_and_do_not_hide_the_others()
    {
        string path = Write("""{"ok":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"q":{"dtype":"F8_E4M3","shape":[2],"data_offsets":[1,3]}}""", [7, 1, 2]);
        using var file = SafeTensorsFile.Open(path);
        Assert.Equal(7, file.Load("ok").Item());
        Assert.Equal(new TensorInfo("q", "F8_E4M3", null, [2], 2), file.Info("q"));
        string text = $"{path}: 'q' has element type F8_E4M3, which Nabla does not compute with; it loads F64, F32, F16, BF16, I64, I32, I16, I8, U64, U32, U16, U8, BOOL. Convert it to F32 or BF16.";
        Assert.Equal(text, Assert.Throws<DataException>(() => file.Load("q")).Message);
        Assert.Equal(text, Assert.Throws<DataException>(() => SafeTensors.Load(path)).Message);
        Assert.Equal($"{folder["t"]}: 'w' holds an unsigned 64-bit number above 2^63 - 1, the largest that a tensor (I64) holds. Convert it.",
            Assert.Throws<DataException>(() => Load("U64", Bytes(ulong.MaxValue), 1)).Message);
    }

    [Fact]
    public void What_is_no_file_is_named()
    {
        Assert.Equal($"{folder.Path}: is a folder; a file was expected. Name the file inside it.", Error(folder.Path));
        Assert.Equal($"{folder["x"]}: does not exist, looked for as {folder["x"]}. Check the path.", Error(folder["x"]));
        Assert.Equal($"{folder["x/y"]}: does not exist, looked for as {folder["x/y"]}. Check the path.", Error(folder["x/y"]));
        Assert.Equal("file: the path is null or empty; the path of a file was expected. Give one.", Error(""));
        Assert.StartsWith("a\0b: could not be read: ", Error("a\0b"));
        Assert.Equal($"{folder.Put("e", [])}: is not a sound safetensors file: it has 0 bytes, at least 8 were expected. Get the file again.", Error(folder["e"]));
    }

    [Fact]
    public void A_pipe_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux shows a pipe as a file");
        using var pipe = new AnonymousPipeServerStream(PipeDirection.In);
        string path = $"/proc/self/fd/{pipe.SafePipeHandle.DangerousGetHandle()}";
        Assert.Equal($"{path}: is a device or a pipe; a file with a length was expected. Copy it to a file first.", Error(path));
    }

    private static string Error(string path) => Assert.Throws<DataException>(() => SafeTensorsFile.Open(path)).Message;

    private void AssertLoads<T>(string type, byte[] data, T[] expected) where T : unmanaged => Assert.Equal(expected, Load(type, data, expected.Length).ToArray<T>());

    private Tensor Load(string type, byte[] data, int count)
    {
        using var file = SafeTensorsFile.Open(Write($$$"""{"w":{"dtype":"{{{type}}}","shape":[{{{count}}}],"data_offsets":[0,{{{data.Length}}}]}}""", data));
        return file.Load("w");
    }

    private string Write(string header, byte[] data) => folder.Put("t", [.. BitConverter.GetBytes((long)header.Length), .. Encoding.UTF8.GetBytes(header), .. data]);

    private static byte[] Bytes<T>(params T[] values) where T : unmanaged => System.Runtime.InteropServices.MemoryMarshal.AsBytes<T>(values).ToArray();
}
