using System.Text.Json;

namespace Nabla.Cli;

/// <summary><c>metrics.jsonl</c>: a line for each step and each epoch. It holds no times, so a resumed run writes the same bytes.</summary>
/// <remarks>The file stays open and locked while a run trains, so that no second process trains in the same folder.</remarks>
internal sealed class RunMetrics : IDisposable
{
    private readonly string path;
    private FileStream file;
    private StreamWriter writer;

    private RunMetrics(string path)
    {
        this.path = path;
        (file, writer) = Files(path);
    }

    internal RunHistory History { get; } = new();

    /// <summary>Opens the file, so that no other process can.</summary>
    internal static RunMetrics Open(string path) => new(path);

    /// <summary>Cuts off all that came after <paramref name="step"/>, and reads what is left.</summary>
    /// <remarks>A line that is damaged, as a crash of the machine can leave one, ends what counts.</remarks>
    internal void CutBack(long step)
    {
        long keep = 0;
        using (var reader = new StreamReader(file, leaveOpen: true))
            while (reader.ReadLine() is { } line && Take(line, step))
                keep += System.Text.Encoding.UTF8.GetByteCount(line) + 1;
        bool open = keep > file.Length;                 // the last line lacks its end
        file.SetLength(Math.Min(keep, file.Length));
        file.Position = file.Length;
        if (open)
            file.WriteByte((byte)'\n');
    }

    /// <summary>Writes all lines anew, in place of a file that was deleted.</summary>
    internal void Restore()
    {
        file.Dispose();                                 // not the writer: what it holds is written below
        (file, writer) = Files(path);
        file.SetLength(0);
        int epoch = 0;
        foreach (var p in History.Steps)
        {
            Write(p);
            if (epoch < History.Epochs.Count && History.Epochs[epoch].Step == p.Step)
                Write(History.Epochs[epoch++]);
        }
    }

    internal void Add(in StepPoint p)
    {
        History.Steps.Add(p);
        Write(p);
    }

    internal void Add(in EpochPoint p)
    {
        History.Epochs.Add(p);
        Write(p);
    }

    /// <summary>Hands all lines to the disk; a checkpoint may follow.</summary>
    internal void Flush() => Guard(() =>
    {
        writer.Flush();
        file.Flush(flushToDisk: true);
    });

    public void Dispose() => Guard(writer.Dispose);

    private static (FileStream, StreamWriter) Files(string path)
    {
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1 << 16);
            return (file, new(file) { NewLine = "\n" });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException(path, $"could not be opened: {e.Message} Check that no other nabla trains in this folder, and that you may write to it.", e);
        }
    }

    private void Write(StepPoint p) => Write(JsonLine.Of("step", json =>
    {
        json.WriteNumber("step", p.Step);
        json.WriteNumber("epoch", p.Epoch);
        json.WriteFinite("loss", p.Loss);
        json.WriteFinite(p.Score.Name, p.Score.Value);
        json.WriteFinite("rate", p.Rate);
    }));

    private void Write(EpochPoint p) => Write(JsonLine.Of("epoch", p.Write));

    private void Write(string line) => Guard(() => writer.WriteLine(line));

    private void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException(path, $"could not be written: {e.Message} Check the free space; the last checkpoint is unchanged.", e);
        }
    }

    private bool Take(string line, long last)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var e = json.RootElement;
            long step = e.GetProperty("step").GetInt64();
            if (step > last)
                return false;
            int epoch = e.GetProperty("epoch").GetInt32();
            double loss = e.GetProperty("loss").Finite();
            if (e.GetProperty("event").GetString() == "step")
                History.Steps.Add(new(step, epoch, loss, Measure.Read(e), e.GetProperty("rate").Finite()));
            else
                History.Epochs.Add(new(epoch, step, loss, Measure.Read(e), Scores.Read(e)));
            return true;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }
}
