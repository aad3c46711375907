using System.Net;

namespace WasiHal.Cluster.Tests.Live;

/// <summary>A reader of <c>/api/events</c>.</summary>
internal sealed class EventStream : IAsyncDisposable
{
    // What does not come for so long does not come.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpResponseMessage _answer;
    private readonly StreamReader _reader;

    private EventStream(HttpResponseMessage answer, Stream body)
    {
        _answer = answer;
        _reader = new(body);
    }

    public HttpStatusCode Status => _answer.StatusCode;

    public HttpResponseMessage Answer => _answer;

    public static async Task<EventStream> OpenAsync(HttpClient client, string? lastId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/events");
        if (lastId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastId);
        }

        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return new(answer, await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The next block of lines; null at the end.</summary>
    public async Task<string?> BlockAsync()
    {
        var lines = new List<string>();
        while (await _reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience) is { } line)
        {
            if (line.Length == 0)
            {
                return string.Join('\n', lines);
            }

            lines.Add(line);
        }

        return null;
    }

    /// <summary>The next event of a name, whatever comes before it.</summary>
    public async Task<(string Id, string Data)> NextAsync(string name)
    {
        while (await BlockAsync() is { } block)
        {
            var lines = block.Split('\n');
            if (lines is [var id, var kind, var data] && kind == $"event: {name}")
            {
                return (id["id: ".Length..], data["data: ".Length..]);
            }
        }

        throw new InvalidOperationException($"The stream ended before an event {name}.");
    }

    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        _answer.Dispose();
        return ValueTask.CompletedTask;
    }
}
