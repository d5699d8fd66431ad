using System.Diagnostics;
using System.Runtime.Versioning;
using Nabla.Io;

namespace Nabla.Tests.Io;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_failed_write_leaves_the_old_file_and_nothing_else()
    {
        File.WriteAllText(folder["kept"], "old");
        string text = Assert.Throws<DataException>(() => AtomicFile.Write(folder["kept"], s => throw new IOException("disk full."))).Message;
        Assert.Equal($"{folder["kept"]}: could not be written: disk full. What was there before is unchanged. Check the folder's permissions and the free space.", text);
        Assert.Throws<InvalidTimeZoneException>(() => AtomicFile.Write(folder["kept"], s => throw new InvalidTimeZoneException()));
        Assert.Equal("old", File.ReadAllText(folder["kept"]));
        Assert.Equal(["kept"], folder.Names);
    }

    // The disk fills after each possible number of bytes of a save.
    [Fact]
    public void A_disk_that_fills_up_anywhere_leaves_the_old_file()
    {
        var old = new Dictionary<string, Tensor> { ["w"] = Tensor.Of(1f, 2f) };
        var next = new Dictionary<string, Tensor> { ["w"] = Tensor.Of(3f, 4f), ["v"] = Tensor.Zeros([3, 2]) };
        SafeTensors.Save(folder["kept"], old);
        using var whole = new MemoryStream();
        SafeTensors.Write(whole, next);
        for (int room = 0; room < whole.Length; room++)
        {
            Assert.Throws<DataException>(() => AtomicFile.Write(folder["kept"], s => SafeTensors.Write(s, next), s => new FullDisk(s, room)));
            Assert.Equal([1, 2], SafeTensors.Load(folder["kept"])["w"].ToArray<float>());
            Assert.Equal(["kept"], folder.Names);
        }

        AtomicFile.Write(folder["kept"], s => SafeTensors.Write(s, next), s => new FullDisk(s, whole.Length));
        Assert.Equal(whole.ToArray(), File.ReadAllBytes(folder["kept"]));
    }

    [Fact]
    public void A_real_disk_that_is_full_leaves_the_old_file()
    {
        using var disk = SmallDisk.Mount(folder.Path, "size=64k");
        string path = folder["kept"];
        SafeTensors.Save(path, new Dictionary<string, Tensor> { ["w"] = Tensor.Full([1000], 7) });
        foreach (int size in (int[])[20_000, 200_000, 5_000_000])             // the last byte, the buffer, the first block
        {
            string text = Assert.Throws<DataException>(() => SafeTensors.Save(path, new Dictionary<string, Tensor> { ["w"] = Tensor.Zeros([size]) })).Message;
            Assert.StartsWith($"{path}: could not be written: ", text);
            Assert.Equal(7, SafeTensors.Load(path)["w"].ToArray<float>()[999]);
            Assert.Equal(["kept"], folder.Names);
        }
    }

    [Fact]
    public void A_read_only_disk_is_named()
    {
        using var disk = SmallDisk.Mount(folder.Path, "size=64k,ro");
        string text = Assert.Throws<DataException>(() => AtomicFile.Write(folder["new"], s => s.WriteByte(1))).Message;
        Assert.StartsWith($"{folder["new"]}: could not be written: Read-only file system", text);
        Assert.DoesNotContain(".tmp", text);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_read_only_folder_is_named()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no access modes");
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root may write everywhere; see A_read_only_disk_is_named");
        File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            string text = Assert.Throws<DataException>(() => AtomicFile.Write(folder["new"], s => s.WriteByte(1))).Message;
            Assert.StartsWith($"{folder["new"]}: could not be written: Access to the path", text);
        }
        finally
        {
            File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void A_folder_is_no_file_name_and_a_missing_one_is_named()
    {
        Assert.Equal($"{folder.Path}: is a folder; a file name was expected. Name a file inside it.", Assert.Throws<DataException>(() => AtomicFile.Write(folder.Path, s => { })).Message);
        Assert.Equal($"{folder["no/t"]}: could not be written: its folder does not exist. Create it.", Assert.Throws<DataException>(() => AtomicFile.Write(folder["no/t"], s => { })).Message);
        Assert.Empty(folder.Names);
    }

    [Fact]
    public void What_crashed_writers_left_is_removed_and_nothing_else()
    {
        string[] others = ["t.tmp", "t.1.tmp", "t.1.x.tmp", "t.1.2.3.tmp", "u.1.2.tmp", "t.1.2.txt"];
        foreach (string name in (string[])[.. others, "t.1.2.tmp", $"t.{Environment.ProcessId}.{int.MaxValue}.tmp"])
            File.WriteAllText(folder[name], "left");
        AtomicFile.Write(folder["t"], s => s.WriteByte(1));
        Assert.Equal([.. others.Append("t").Order(StringComparer.Ordinal)], folder.Names);
    }

    [Fact]
    public void What_a_living_writer_writes_stays()
    {
        using (var other = new FileStream(folder["t.1.2.tmp"], FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete))
        {
            AtomicFile.Write(folder["t"], s => s.WriteByte(1));
            Assert.Equal(["t", "t.1.2.tmp"], folder.Names);
        }

        AtomicFile.Write(folder["t"], s => s.WriteByte(1));
        Assert.Equal(["t"], folder.Names);
    }

    [Fact]
    public async Task Writers_of_one_name_do_not_disturb_each_other_or_a_reader()
    {
        string path = folder["t"];
        AtomicFile.Write(path, s => s.Write(new byte[5000]));
        using var stop = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                byte[] bytes = File.ReadAllBytes(path);
                Assert.Equal(5000, bytes.Length);
                Assert.DoesNotContain(bytes, b => b != bytes[0]);
            }
        });
        var writers = Enumerable.Range(0, 4).Select(w => Task.Run(() =>
        {
            for (int i = 0; i < 25; i++)
                AtomicFile.Write(path, s =>
                {
                    for (int k = 0; k < 5; k++)
                        s.Write([.. Enumerable.Repeat((byte)w, 1000)]);
                });
        })).ToArray();
        await Task.WhenAll(writers);
        await stop.CancelAsync();
        await reader;
        Assert.Equal(["t"], folder.Names);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void The_old_files_access_mode_stays()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no access modes");
        File.WriteAllText(folder["t"], "old");
        File.SetUnixFileMode(folder["t"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        AtomicFile.Write(folder["t"], s => s.WriteByte(1));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["t"]));
    }

    /// <summary>A stream that fails as a full disk does, after some bytes.</summary>
    private sealed class FullDisk(Stream inner, long room) : Stream
    {
        private long room = room;

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            int fits = (int)Math.Min(room, buffer.Length);
            inner.Write(buffer[..fits]);
            room -= fits;
            if (fits < buffer.Length)
                throw new IOException("No space left on device.");
        }

        public override void Flush() => inner.Flush();
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
    }

    /// <summary>A tiny disk in memory, mounted over a folder; the test skips where it may not be.</summary>
    private sealed class SmallDisk(string path) : IDisposable
    {
        internal static SmallDisk Mount(string path, string options)
        {
            Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "mounting a small disk takes Linux and root");
            Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", options, "nabla-test", path) == 0, "this container may not mount");
            return new(path);
        }

        public void Dispose() => Run("umount", path);

        private static int Run(string command, params string[] arguments)
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true });
            process!.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode;
        }
    }
}
