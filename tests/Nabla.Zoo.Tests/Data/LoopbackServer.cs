using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Nabla.Zoo.Tests.Data;

/// <summary>What the server answers: a head, a body, and what it does then.</summary>
internal sealed record Reply(byte[] Body, string Status = "200 OK", int? Length = null, bool Stalls = false)
{
    internal static Reply NotFound => new([], "404 Not Found");
}

/// <summary>An HTTP server on this machine that answers one request a connection, and badly where it is told to.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();
    private readonly Func<string, Reply> answer;

    internal LoopbackServer(Func<string, Reply> answer)
    {
        this.answer = answer;
        listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/";
        _ = AcceptAsync();
    }

    internal string Address { get; }

    internal List<string> Requests { get; } = [];

    /// <summary>What part each request asked for: <c>bytes=100-</c>, or nothing.</summary>
    internal List<string> Ranges { get; } = [];

    /// <summary>Whether it sends the part that is asked for.</summary>
    internal bool CanGoOn { get; init; }

    public void Dispose()
    {
        ended.Cancel();
        listener.Stop();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = AnswerAsync(await listener.AcceptTcpClientAsync(ended.Token));
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using var _ = client;
        var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        string path = (await reader.ReadLineAsync(ended.Token))!.Split(' ')[1];
        string range = "";
        while (await reader.ReadLineAsync(ended.Token) is { Length: > 0 } line)
            if (line.StartsWith("Range: ", StringComparison.OrdinalIgnoreCase))
                range = line["Range: ".Length..];
        lock (Requests)
        {
            Requests.Add(path);
            Ranges.Add(range);
        }

        var reply = answer(path);
        if (CanGoOn && range.Length > 0)
        {
            int from = int.Parse(range["bytes=".Length..^1]);
            reply = reply with { Body = reply.Body[from..], Status = $"206 Partial Content\r\nContent-Range: bytes {from}-{reply.Body.Length - 1}/{reply.Body.Length}", Length = null };
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {reply.Status}\r\nContent-Length: {reply.Length ?? reply.Body.Length}\r\nConnection: close\r\n\r\n"), ended.Token);
        await stream.WriteAsync(reply.Body, ended.Token);
        if (reply.Stalls)
            await Task.Delay(Timeout.Infinite, ended.Token);
    }
}
