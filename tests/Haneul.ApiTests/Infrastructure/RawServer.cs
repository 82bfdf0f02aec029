using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Haneul.ApiTests.Infrastructure;

/// <summary>A server on a socket of the loopback address that answers every request with the same bytes, whatever they are worth, and then closes or holds the connection.</summary>
public sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly byte[] _answer;
    private readonly bool _isHeld;
    private readonly Task _serving;

    private RawServer(byte[] answer, bool isHeld)
    {
        _answer = answer;
        _isHeld = isHeld;
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Its address, without TLS.</summary>
    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Completes when a request was answered for the first time.</summary>
    public Task Answered => _answered.Task;

    /// <summary>Answers and closes.</summary>
    public static RawServer Closing(string answer) => new(Encoding.Latin1.GetBytes(answer), isHeld: false);

    /// <summary>Answers and holds the connection, without another byte.</summary>
    public static RawServer Holding(string answer) => new(Encoding.Latin1.GetBytes(answer), isHeld: true);

    public async ValueTask DisposeAsync()
    {
        // Whoever stops a listener between two connections makes the wait for the next one fail in a way of its own.
        await _stopping.CancelAsync();
        await _serving;
        _stopping.Dispose();
        _listener.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                await ReadHeadAsync(stream);
                await stream.WriteAsync(_answer, _stopping.Token);
                _answered.TrySetResult();
                if (_isHeld)
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stopping.Token);
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException)
            {
                // The client has gone, or the test is over.
                _answered.TrySetResult();
            }
        }
    }

    private async Task ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var buffer = new byte[4096];
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer, _stopping.Token) is > 0 and var count)
        {
            head.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }
    }
}
