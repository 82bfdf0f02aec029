using System.Text.Json;

namespace Haneul.ApiTests.Infrastructure;

/// <summary>One event of a stream. The name is empty for a frame that only carries an id.</summary>
internal sealed record StreamEvent(string Name, string? Id, string Data)
{
    public JsonElement Json => JsonElement.Parse(Data);
}

/// <summary>A client of server-sent events, as small as the format allows.</summary>
internal sealed class EventStream(HttpResponseMessage response, Stream body) : IDisposable
{
    // A test that waits for what does not come must fail and not hang.
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(30));
    private readonly StreamReader _reader = new(body);

    public HttpResponseMessage Response => response;

    /// <summary>Whether the connection was cut, rather than the stream ended.</summary>
    public bool WasCut { get; private set; }

    /// <summary>Opens a stream; it is there when the head of its answer is.</summary>
    public static async Task<EventStream> OpenAsync(ApiFixture fixture, string token, string path, string? lastEventId = null, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Auth-Token", token);
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var response = await (client ?? fixture.Http).SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return new EventStream(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next frame; null at the end of the stream. A connection that is cut is an end too.</summary>
    public async Task<StreamEvent?> ReadAsync()
    {
        var (name, id, data) = ("", (string?)null, "");
        var isEmpty = true;
        try
        {
            while (await _reader.ReadLineAsync(_patience.Token) is { } line)
            {
                if (line.Length == 0 && !isEmpty)
                {
                    return new StreamEvent(name, id, data);
                }

                isEmpty = false;
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                var value = line[(colon + 1)..].TrimStart();
                switch (line[..colon])
                {
                    case "event":
                        name = value;
                        break;
                    case "id":
                        id = value;
                        break;
                    case "data":
                        data = value;
                        break;
                }
            }
        }
        catch (IOException)
        {
            WasCut = true;
            return null;
        }

        return null;
    }

    /// <summary>The next event that has a name.</summary>
    public async Task<StreamEvent> ReadNamedAsync()
    {
        while (await ReadAsync() is { } frame)
        {
            if (frame.Name.Length > 0)
            {
                return frame;
            }
        }

        throw new Xunit.Sdk.XunitException("The stream ended.");
    }

    /// <summary>Reads to the end, which must come.</summary>
    public async Task<int> ReadToEndAsync()
    {
        var count = 0;
        while (await ReadAsync() is not null)
        {
            count++;
        }

        return count;
    }

    public void Dispose()
    {
        _reader.Dispose();
        response.Dispose();
        _patience.Dispose();
    }
}
